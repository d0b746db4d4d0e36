"""The compiled engine and models keep the rules that a look at the sources cannot police."""

import os
import subprocess
from pathlib import Path

import pytest
from object_rules import LIBM_SYMBOL, changing_globals, libm_symbols

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("TIANJI_BUILD", ROOT / "build/release"))
ARCHIVES = sorted([*(BUILD / "engine").rglob("libtianji_*.a"), *(BUILD / "models").rglob("libtianji_*.a")])
# A signal handler has nowhere else to write.
HAVE_TO_CHANGE = {"tianji::command_line::(anonymous namespace)::received", "tianji::(anonymous namespace)::is_told_to_stop"}
REPORTS_ONLY = {"student_t.cpp.o"}  # statistics of results: a last bit may differ between processors where no state of a run depends on it
OUTSIDE_BASE = [archive for archive in ARCHIVES if archive.stem != "libtianji_base"]


def names(archives):
    return [archive.stem for archive in archives]


@pytest.fixture
def compiled(tmp_path):
    """What g++ makes of a few lines, as an archive."""
    def build(code):
        (tmp_path / "code.cpp").write_text(code)
        subprocess.run(["g++", "-std=c++20", "-O3", "-c", "code.cpp"], cwd=tmp_path, check=True)
        subprocess.run(["ar", "rc", "libcode.a", "code.o"], cwd=tmp_path, check=True)
        return tmp_path / "libcode.a"
    return build


def test_every_floor_and_model_is_built():
    folders = [path.parent for path in ROOT.glob("engine/*/CMakeLists.txt")] + [path.parent for path in ROOT.glob("models/*/CMakeLists.txt")]
    assert {f"libtianji_{folder.name}" for folder in folders} == set(names(ARCHIVES)), f"build first: ./dev build ({BUILD})"


@pytest.mark.parametrize("archive", OUTSIDE_BASE, ids=names(OUTSIDE_BASE))
def test_no_elementary_function_comes_from_libm(archive):
    assert libm_symbols(archive, apart_from=REPORTS_ONLY) == []


@pytest.mark.parametrize("archive", ARCHIVES, ids=names(ARCHIVES))
def test_no_variable_outlives_a_run(archive):
    sources = "\n".join(path.read_text() for path in (ROOT / archive.relative_to(BUILD)).parent.rglob("*.[ch]pp"))
    assert set(changing_globals(archive, sources)) - HAVE_TO_CHANGE == set()


def test_a_hidden_call_of_libm_is_noticed(compiled):
    code = "#include <cmath>\n#include <complex>\ndouble f(double x) { using namespace std; return exp(x) + floor(x) + sqrt(x); }\n"
    assert libm_symbols(compiled(code)) == ["exp"]
    assert libm_symbols(compiled("#include <cmath>\nfloat f(float x) { return std::sin(x) * std::cos(x); }\n")) == ["sincosf"]


def test_an_object_that_may_call_libm_excuses_no_other(compiled):
    archive = compiled("#include <cmath>\ndouble f(double x) { return std::exp(x); }\n")
    assert libm_symbols(archive, apart_from={"other.o"}) == ["exp"]
    assert libm_symbols(archive, apart_from={"code.o"}) == []


def test_exact_functions_of_libm_may_be():
    for name in ("sqrt", "floor", "ceil", "trunc", "nearbyint", "frexp", "expand", "_ZN6tianji3expEd"):
        assert not LIBM_SYMBOL.match(name)
    for name in ("exp", "powf", "logl", "__exp_finite", "_ZGVbN2v_sin", "tanh@GLIBC_2.2.5"):
        assert LIBM_SYMBOL.match(name)


def test_a_changing_global_is_noticed(compiled):
    code = ("#include <vector>\nnamespace tianji {\nnamespace { int hidden = 1; }\nstd::vector<int> open;\nthread_local int own;\n"
            "int const fixed = 2;\nextern std::vector<int> const filled = {1};\n"
            "int f() { return ++hidden + own++ + fixed + filled[0] + static_cast<int>(open.size()); }\n}\n")
    assert changing_globals(compiled(code), code) == ["tianji::(anonymous namespace)::hidden", "tianji::open", "tianji::own"]
