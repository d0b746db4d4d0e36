"""What may stand in which source file. A rule finds breaches in one file; its samples show what it catches and lets pass."""

import re
from dataclasses import dataclass, field
from typing import Callable

FLOORS = ["base", "graph", "scenario", "world", "simulation", "record", "experiment", "command_line"]
EXPERIMENT_ROOMS = ["statistics", "design", "plan", "folder", "crew", "slurm", "comparison", "outcomes", "merged"]
MODELS_SEE = FLOORS[:FLOORS.index("simulation") + 1]

# Library → the folder whose .cpp files may include it. Tests and benchmarks may look behind the floors.
HOMES = {
    "boost/graph/": "engine/graph/",
    "boost/math/": "engine/experiment/statistics/",
    "boost/random/": "engine/experiment/design/",
    "expat": "engine/graph/",
    "yaml-cpp/": "engine/scenario/",
    "nlohmann/": "engine/scenario/",
    "hdf5": "engine/record/",
    "CLI/": "engine/command_line/",
    "oneapi/": "engine/base/",
    "tbb/": "engine/base/",
    "sleef": "engine/base/",
    "Random123/": "engine/base/",
    "zlib": "engine/base/",
    "openssl/": "engine/base/",
    "xxhash": "engine/world/",
}
HEAVY = (*HOMES, "boost/", "fmt/", "iostream", "regex", "random")
BOOST_DOOR = "engine/graph/boost_graph.hpp"  # lends the graph to Boost's algorithms; only .cpp files open it

LIBM = ("exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|"
        "cbrt|hypot|erf|erfc|tgamma|lgamma")

LONGEST_FILE = 400  # lines


@dataclass(frozen=True)
class Rule:
    name: str
    find: Callable[[str, str], list[str]]  # (path, text) → breaches
    bad: list[tuple[str, str]]
    good: list[tuple[str, str]] = field(default_factory=list)


def code_of(text):
    """Without comments and without what stands in string literals; lines keep their places."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match):
        kept = '""' if match[0][0] in '"R' else "0" if match[0][0] == "'" else " "
        return kept + "\n" * match[0].count("\n")

    digits = re.sub(r"(?<=\w)'(?=\w)", "", text)  # 10'000 is no character literal
    return token.sub(blank, digits)


def includes(text):
    return re.findall(r'^\s*#\s*include\s*([<"][^>"]+)', text, re.M)


def own_includes(text):
    return [name[1:] for name in includes(text) if name[0] == '"']


def matches(pattern, text, why):
    return [f"line {text[:found.start()].count(chr(10)) + 1}: {found[0].strip()}: {why}" for found in re.finditer(pattern, text, re.M)]


def is_cpp(path):
    return path.endswith((".cpp", ".hpp"))


def belongs_to(path, *folders):
    return path.startswith(tuple(f"{folder}/" for folder in folders))


def below_the_floor(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine")):
        return []
    floor = path.split("/")[1]
    allowed = FLOORS[:FLOORS.index(floor) + 1]
    return [f"{name}: {floor} stands on {allowed[:-1]}" for name in own_includes(text)
            if not (name.startswith("engine/") and name.split("/")[1] in allowed)]


def below_the_room(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine/experiment")):
        return []
    room = path.split("/")[2]
    if room not in EXPERIMENT_ROOMS:
        return [f"{room}: every file lies in one of {EXPERIMENT_ROOMS}"]
    allowed = EXPERIMENT_ROOMS[:EXPERIMENT_ROOMS.index(room) + 1]
    return [f"{name}: {room} stands on {allowed[:-1]}" for name in own_includes(text)
            if name.startswith("engine/experiment/") and name.split("/")[2] not in allowed]


def beside_the_model(path, text):
    if not (is_cpp(path) and belongs_to(path, "models")) or path == "models/tianji.cpp":
        return []
    own = "/".join(path.split("/")[:2]) + "/"
    return [f"{name}: a model includes its own files and the engine up to simulation" for name in own_includes(text)
            if not (name.startswith(own) or (name.startswith("engine/") and name.split("/")[1] in MODELS_SEE))]


def outside_its_home(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine", "models")):
        return []
    return [f"{name[1:]}: only {home} may include it" for name in includes(text) for library, home in HOMES.items()
            if name[1:].startswith(library) and not path.startswith(home)]


def heavy_in_a_header(path, text):
    if not path.endswith(".hpp"):
        return []
    heavy = HEAVY if path != BOOST_DOOR else tuple(name for name in HEAVY if not name.startswith("boost/"))
    return [f"{name[1:]}: include it in a .cpp file" for name in includes(text)
            if name[1:].startswith(heavy) or name[1:] == BOOST_DOOR]


def libm_call(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine", "models")) or belongs_to(path, "engine/base"):
        return []
    # An unqualified exp() is that of engine/base; test_object_rules.py sees where it is not.
    return matches(rf"(?<!\w)(?:std)?::(?:{LIBM})[fl]?\b", code_of(text), "its bits depend on the processor: use engine/base/elementary.hpp")


def luck_of_the_library(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine", "models", "benchmarks")):
        return []
    return matches(r"std::\w+_distribution|std::(?:mt19937|minstd|ranlux|random_device|default_random_engine|rand\b)\w*|\b[sd]?rand\(",
                   code_of(text), "differs between libraries: use a Stream")


def changing_global(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine", "models")):
        return []
    static = r"^[ \t]*(?:inline\s+)?(?:static|thread_local)\s+(?!_assert)(?![^;={}]*\b(?:const|constexpr|constinit)\b)[^;=(){}]*(?:=|;|\{)"
    return matches(static, code_of(text), "nothing may live between runs: pass it explicitly")


def firm_in_the_engine(path, text):
    return matches(r"(?i)\bfirms?\b", text, "the engine knows nothing of the science") if belongs_to(path, "engine") else []


def policy_in_an_experiment(path, text):
    if not (is_cpp(path) and belongs_to(path, "engine/experiment")):
        return []
    return matches(r"(?i)\b(?:programmes?|(?:direct )?grants?|public money|subsid\w+)\b", text,
                   "what policies do, and what they are seen beside, is told by the model")


def too_long(path, text):
    lines = text.count("\n")
    return [f"{lines} lines: a file holds one idea"] if lines > LONGEST_FILE and path.endswith((".cpp", ".hpp", ".py")) else []


def header_without_guard(path, text):
    return ["no #pragma once"] if path.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.M) else []


def semicolon_in_a_test_name(path, text):
    return matches(r'^[ \t]*(?:TEST_CASE|SCENARIO|TEST_CASE_METHOD|TEMPLATE_TEST_CASE)\((?:\w+,\s*)?"(?:\\.|[^"\\])*;',
                   text, "CMake takes it for the end of the name")


def tests_run_twice(path, text):
    if not path.endswith("CMakeLists.txt"):
        return []
    return matches(r"add_test\([^)]*pytest", text, "pytest runs all tests in Python by itself (./dev test)")


RULES = [
    Rule("a floor includes itself and the floors above it", below_the_floor,
         bad=[("engine/base/csv.cpp", '#include "engine/graph/edge_list.hpp"\n'),
              ("engine/world/world.hpp", '#  include "engine/record/recorder.hpp"\n'),
              ("engine/record/recorder.cpp", '#include "models/ecosystem/ecosystem.hpp"\n'),
              ("engine/graph/metrics.cpp", '#include "metrics.hpp"\n')],
         good=[("engine/world/world.hpp", '#include "engine/base/money.hpp"\n#include "engine/world/column.hpp"\n')]),
    Rule("a room of experiments includes itself and the rooms above it", below_the_room,
         bad=[("engine/experiment/design/factor.hpp", '#include "engine/experiment/plan/plan.hpp"\n'),
              ("engine/experiment/statistics/ratio.cpp", '#include "engine/experiment/comparison/comparison.hpp"\n'),
              ("engine/experiment/slurm/slurm.cpp", '#include "engine/experiment/crew.hpp"\n'),
              ("engine/experiment/plan.hpp", "#include <vector>\n")],
         good=[("engine/experiment/merged/findings.hpp", '#include "engine/experiment/outcomes/outcomes.hpp"\n#include "engine/record/result_file.hpp"\n'),
               ("engine/command_line/compare_verb.cpp", '#include "engine/experiment/merged/findings.hpp"\n'),
               ("engine/experiment/README.md", "Experiments\n")]),
    Rule("a model includes itself and the engine, never a sibling", beside_the_model,
         bad=[("models/classics/bass.cpp", '#include "models/ecosystem/ecosystem.hpp"\n'),
              ("models/ecosystem/market/rules.cpp", '#include "engine/record/recorder.hpp"\n')],
         good=[("models/tianji.cpp", '#include "engine/command_line/command_line.hpp"\n#include "models/classics/classics.hpp"\n'),
               ("models/classics/bass.cpp", '#include "models/classics/network_rule.hpp"\n')]),
    Rule("a library is used at its home only", outside_its_home,
         bad=[("engine/world/world.cpp", "#include <boost/graph/adjacency_list.hpp>\n"),
              ("engine/record/recorder.cpp", "#include <boost/math/distributions/students_t.hpp>\n"),
              ("engine/graph/generators.cpp", "#include <boost/random/sobol.hpp>\n"),
              ("engine/record/recorder.cpp", "#include <yaml-cpp/yaml.h>\n"),
              ("models/ecosystem/ecosystem.cpp", "#include <hdf5.h>\n"),
              ("engine/simulation/process.cpp", "#include <oneapi/tbb/parallel_for.h>\n"),
              ("engine/scenario/yaml.cpp", "#include <expat.h>\n"),
              ("engine/graph/generators.cpp", "#include <Random123/threefry.h>\n")],
         good=[("engine/record/result_file.cpp", "#include <hdf5.h>\n"), ("benchmarks/limit/limit.cpp", "#include <Random123/threefry.h>\n")]),
    Rule("heavy headers stay out of headers", heavy_in_a_header,
         bad=[("engine/record/result_file.hpp", "#include <hdf5.h>\n"),
              ("engine/base/message.hpp", "#include <fmt/format.h>\n"),
              ("engine/graph/metrics.hpp", '#include "engine/graph/boost_graph.hpp"\n')],
         good=[("engine/graph/boost_graph.hpp", "#include <boost/graph/graph_traits.hpp>\n"), ("engine/base/csv.hpp", "#include <vector>\n")]),
    Rule("no elementary function of libm outside engine/base", libm_call,
         bad=[("models/ecosystem/technologies/science.cpp", "double f(double x) { return std::exp(-x); }\n"),
              ("engine/graph/generators.cpp", "auto y = ::logf(x);\n"),
              ("engine/world/ledger.cpp", "std::ranges::transform(a, b, std::tanh);\n")],
         good=[("engine/base/elementary.cpp", "double y = std::exp(x);\n"),
               ("models/ecosystem/technologies/science.cpp", 'double y = exp(x) + std::sqrt(x); // not std::exp\nauto s = "std::pow(";\n')]),
    Rule("no random numbers of the standard library", luck_of_the_library,
         bad=[("models/classics/bass.cpp", "std::normal_distribution<double> normal;\n"),
              ("engine/graph/generators.cpp", "std::mt19937_64 luck(1);\n"), ("engine/base/stream.cpp", "int x = rand();\n")],
         good=[("tests/engine/world/ledger_test.cpp", "std::mt19937_64 luck(1);\n"), ("engine/base/text.cpp", "int x = operand(1);\n")]),
    Rule("no variable outlives a run", changing_global,
         bad=[("engine/world/world.cpp", "static int calls = 0;\n"), ("engine/base/text.cpp", "    static std::string buffer;\n"),
              ("engine/base/stream.hpp", "inline thread_local std::vector<double> words{};\n")],
         good=[("engine/base/text.cpp", "static constexpr int n = 1;\n    static bool const once = prepare();\nstatic int count(int x) { return x; }\n"),
               ("engine/base/text.hpp", "    static Text of(int x);\nstatic_assert(sizeof(int) == 4);\n")]),
    Rule('the word "firm" does not occur in engine/', firm_in_the_engine,
         bad=[("engine/world/ids.hpp", "// a firm cannot be looked up\n"), ("engine/record/FORMAT.md", "Firms\n")],
         good=[("models/ecosystem/organisations/organisations.hpp", "firm\n"), ("engine/base/message.hpp", "// confirm, affirm\n")]),
    Rule("experiments do not know what policies do", policy_in_an_experiment,
         bad=[("engine/experiment/plan/planner.cpp", "// A direct grant stands beside itself.\n"),
              ("engine/experiment/outcomes/outcomes_text.cpp", 'auto s = "with its programmes off";\n')],
         good=[("models/ecosystem/evaluation/evaluation.cpp", "// a direct grant\n"), ("engine/world/ledger.cpp", "// granted, a grant\n")]),
    Rule(f"no file has more than {LONGEST_FILE} lines", too_long,
         bad=[("engine/world/world.cpp", "\n" * (LONGEST_FILE + 1))], good=[("engine/world/world.cpp", "\n" * LONGEST_FILE), ("models/ecosystem/README.md", "\n" * 999)]),
    Rule("every header guards itself", header_without_guard,
         bad=[("engine/world/world.hpp", "namespace tianji {}\n")],
         good=[("engine/world/world.hpp", "#pragma once\n"), ("engine/world/world.cpp", "int x;\n")]),
    Rule("no name of a test has a semicolon", semicolon_in_a_test_name,
         bad=[("tests/a_test.cpp", 'TEST_CASE("money moves; ties stay") {}\n')],
         good=[("tests/a_test.cpp", 'TEST_CASE("money moves") { f(";"); }\n')]),
    Rule("no test runs twice", tests_run_twice,
         bad=[("tests/golden/CMakeLists.txt", "add_test(NAME golden COMMAND /usr/bin/python3 -m pytest -q ${CMAKE_CURRENT_SOURCE_DIR})\n")],
         good=[("tests/engine/world/CMakeLists.txt", "tianji_test(world tianji_world)\n")]),
]
