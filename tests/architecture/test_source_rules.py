"""The tree keeps its own rules, and each rule would notice if it did not."""

import re
from pathlib import Path

import pytest
from room_rules import RULES as RULES_OF_ROOMS
from source_rules import EXPERIMENT_ROOMS, RULES, code_of

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (".cpp", ".hpp", ".py", ".md", ".txt")
FILES = sorted(path for folder in ("engine", "models", "benchmarks", "tests", "analysis") for path in (ROOT / folder).rglob("*")
               if path.suffix in WRITTEN and path.is_file())

by_name = pytest.mark.parametrize("rule", RULES + RULES_OF_ROOMS, ids=lambda rule: rule.name)


def test_there_is_a_tree_to_look_at():
    assert len(FILES) > 200


@by_name
def test_the_tree_keeps_the_rule(rule):
    breaches = [f"{name}: {breach}" for path in FILES for name in [path.relative_to(ROOT).as_posix()]
                for breach in rule.find(name, path.read_text(errors="replace"))]
    assert not breaches, "\n".join(breaches)


@by_name
def test_the_rule_notices_a_breach(rule):
    for path, text in rule.bad:
        assert rule.find(path, text), (path, text)


@by_name
def test_the_rule_lets_the_rest_pass(rule):
    for path, text in rule.good:
        assert rule.find(path, text) == []


def test_code_is_what_is_neither_comment_nor_text():
    text = 'int a; // std::exp\nauto b = "std::exp \\" // "; /* std::exp\n*/ char c = \'"\'; int d = 10\'000; std::pow(d);\n'
    code = code_of(text)
    assert "exp" not in code
    assert "std::pow" in code
    assert code.count("\n") == text.count("\n")


def test_experiments_tell_newcomers_the_order_of_their_rooms():
    readme = (ROOT / "engine/experiment/README.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", readme, re.M) == EXPERIMENT_ROOMS
