"""What the documents say holds: links lead somewhere, the map is the tree, scenarios run, code is the program's own.

Blocks are tested by the words behind their fence: `yaml scenario` is checked and run, `csv NAME` lies beside it as a file, `cpp PATH`
is found in that file line by line, `python` is run where the first scenario of its document has been run.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
NOT_OURS = {"build", "results", "node_modules"}

DOCUMENTS = sorted(path for path in ROOT.rglob("*.md")
                   if not any(part in NOT_OURS or part.startswith(".") for part in path.relative_to(ROOT).parts))
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name_of(value):
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else None


def blocks(document, language):
    """(what stands behind the language, text) of each block in it."""
    found = [(info.split(), text) for info, text in FENCE.findall(document.read_text())]
    return [(" ".join(words[1:]), text) for words, text in found if words[:1] == [language]]


def prose(document):
    return FENCE.sub("", document.read_text())


def slugs(document):
    """The anchors of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-") for heading in headings}


def folder_with_scenario(document, folder):
    """Writes the first scenario of a document, and the CSV files shown in it, into a folder."""
    text = next(text for what, text in blocks(document, "yaml") if what == "scenario")
    for name, table in blocks(document, "csv"):
        (folder / name).write_text(table)
    path = folder / (re.search(r"^name: (\S+)", text, re.MULTILINE)[1] + ".yaml")
    path.write_text(text)
    return path


def tianji(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120)


WITH_SCENARIO = [path for path in DOCUMENTS if any(what == "scenario" for what, _ in blocks(path, "yaml"))]
CODE = [(path, file, text) for path in DOCUMENTS for file, text in blocks(path, "cpp") if file]


def test_the_documents_are_found():
    names = {name_of(path) for path in DOCUMENTS}
    assert {"README.md", "README.zh-CN.md", "scenarios/README.md", "models/ecosystem/README.md"} <= names
    assert len(WITH_SCENARIO) >= 3
    assert CODE


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_relative_links_lead_somewhere(document):
    links = re.findall(r"\]\(([^)\s]+)\)", prose(document))
    broken = []
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (document.parent / file).resolve() if file else document
        if not target.exists() or (anchor and anchor not in slugs(target)):
            broken.append(link)
    assert broken == []


def map_of(document):
    section = re.search(r"^## (?:Map|目录)\n(.*?)^(?:## |\Z)", document.read_text(), re.MULTILINE | re.DOTALL)[1]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("document", READMES, ids=name_of)
def test_the_map_of_folders_is_the_tree(document):
    paths = map_of(document)
    assert [path for path in paths if not (ROOT / path).is_dir()] == []
    inner = [f"{top}/{path.name}" for top in ("engine", "models") for path in sorted((ROOT / top).iterdir()) if path.is_dir()]
    assert sorted(set(inner) - set(paths)) == []


def test_both_languages_show_the_same_map():
    assert map_of(READMES[0]) == map_of(READMES[1])


@pytest.mark.parametrize("document", WITH_SCENARIO, ids=name_of)
def test_scenarios_that_are_shown_can_be_checked_and_run(document, tmp_path):
    scenario = folder_with_scenario(document, tmp_path)
    checked = tianji(tmp_path, "check", scenario.name)
    assert (checked.returncode, checked.stderr) == (0, "")
    ran = tianji(tmp_path, "run", scenario.name, "-o", "result.h5")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_five_commands_from_laptop_to_cluster_work(tmp_path):
    """As they stand there, but that none is submitted."""
    document = ROOT / "docs/cluster.md"
    ((_, experiment),) = blocks(document, "yaml")
    (tmp_path / "advertising.yaml").write_text(experiment)
    (tmp_path / "bass.yaml").write_text((ROOT / "scenarios/classics/bass.yaml").read_text())
    commands = [re.split(r"\s+#", line)[0].split() for line in re.findall(r"^    (tianji sweep .*)$", prose(document), re.MULTILINE)]
    assert [words[2] for words in commands[:5]] == ["plan", "task", "slurm", "status", "merge"]
    for _, *words in commands[:5]:
        done = tianji(tmp_path, *words[:3], *(["--dry-run"] if words[1] == "slurm" else []), *words[3:])
        assert done.returncode == (1 if words[1] == "merge" else 0), done.stderr  # most runs are missing
    assert "merged advertising/merged.h5: 600 runs, 6 of them done" in done.stdout


@pytest.mark.parametrize("document", READMES, ids=name_of)
@pytest.mark.parametrize("right, wrong", [("tranches:", "tranche:"), (r"    entry:.*\n", "")], ids=["wrong key", "missing key"])
def test_the_messages_that_are_shown_are_what_the_program_says(document, right, wrong, tmp_path):
    scenario = folder_with_scenario(document, tmp_path)
    scenario.write_text(re.sub(right, wrong, scenario.read_text()))
    checked = tianji(tmp_path, "check", scenario.name)
    assert checked.returncode == 2
    assert checked.stderr.strip() in document.read_text()


def test_the_message_shown_to_contributors_is_one_of_those_that_are_tested():
    shown = re.findall(r"^    (scenario\.yaml:\d.*)$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    tested = {line for path in (ROOT / "tests/messages").rglob("expected.txt") for line in path.read_text().splitlines()}
    assert shown
    assert set(shown) <= tested


def test_python_that_is_shown_runs(tmp_path):
    for document in READMES:
        folder = tmp_path / document.name
        folder.mkdir()
        scenario = folder_with_scenario(document, folder)
        assert tianji(folder, "run", scenario.name).returncode == 0
        first = ROOT / "scenarios/experiments/first.yaml"
        assert tianji(folder, "compare", first, "-o", "results/first").returncode == 0
        code = "".join(text for _, text in blocks(document, "python"))
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120,
                              env={**os.environ, "PYTHONPATH": str(ROOT / "analysis")})
        assert done.returncode == 0, done.stderr
        assert "won" in done.stdout


def test_the_list_of_known_results_names_the_tests_that_show_them():
    listed = {}
    for target, row in re.findall(r"^\| (V-\d+[a-d]?) \|(.*)$", (ROOT / "docs/validation.md").read_text(), re.MULTILINE):
        assert target not in listed
        listed[target] = set(re.findall(r"\]\(\.\./([^)]+_test\.cpp)\)", row))
        assert listed[target] or "not yet" in row
    tested = {target: set() for target in listed}
    for path in (ROOT / "tests").rglob("*_test.cpp"):
        for name in re.findall(r'TEST_CASE\(\s*"((?:\\.|[^"\\])*)"', path.read_text()):
            for target in re.findall(r"\bV-\d+[a-d]?\b", name):
                tested.setdefault(target, set()).add(name_of(path))
    assert len(listed) >= 40
    assert listed == tested


def avoided_words():
    """The first table of the glossary's last section: what has no good use in these documents."""
    section = re.search(r"^## Words that are avoided\n(.*?)(?:^These have good uses|\Z)", (ROOT / "docs/glossary.md").read_text(),
                        re.MULTILINE | re.DOTALL)[1]
    return [word for row in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)[1:] for word in row.split(", ")]


def avoided_in(text):
    pattern = r"(?i)(?<![\w-])(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in avoided_words()) + r")(?![\w-])"
    return [f"line {text.count(chr(10), 0, found.start()) + 1}: {found[0]}" for found in re.finditer(pattern, text)]


def test_avoided_words_are_found_and_their_neighbours_are_not():
    assert {"mend", "anew", "told apart from 0"} <= set(avoided_words())
    assert avoided_in("Mend it.\nIt is told\napart from 0.") == ["line 1: Mend", "line 2: told\napart from 0"]
    assert avoided_in("We recommend to amend it at the blackest hour: 20 are told apart.") == []


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if path.name not in ("CHANGELOG.md", "glossary.md")], ids=name_of)
def test_no_document_uses_a_word_that_is_avoided(document):
    assert avoided_in(document.read_text()) == []


@pytest.mark.parametrize("document, file, text", CODE, ids=name_of)
def test_code_that_is_shown_is_in_the_file_it_names(document, file, text):
    assert text.strip("\n") in (ROOT / file).read_text()


def test_the_schedule_in_the_description_of_the_model_is_that_of_the_code():
    described = re.findall(r"^\| [\d, ]+ \| \[[^\]]+\]\(\w+/(\w+)\.cpp\)",
                           (ROOT / "models/ecosystem/README.md").read_text(), re.MULTILINE)
    build = re.search(r"void EcosystemRules::build.*?^}", (ROOT / "models/ecosystem/ecosystem.cpp").read_text(), re.MULTILINE | re.DOTALL)[0]
    scheduled = [name for name in re.findall(r"^    (\w+)\(b[,)]", build, re.MULTILINE) if name != "observe"]
    assert described == scheduled


PARAMETERS = sorted(set(re.findall(r"\| ((?:technologies|treasuries|research|learning|behaviour|market|ties|demography)\.\w+)",
                                   (ROOT / "models/ecosystem/README.md").read_text())))


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_in_the_description_of_the_model_exist(name, tmp_path):
    known = tianji(tmp_path, "explain", name)
    assert (known.returncode, known.stderr) == (0, "")
