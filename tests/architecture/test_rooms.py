"""The rooms of the ecosystem keep their order, and stay small enough to be read in one go."""

import re
from pathlib import Path

import pytest
from room_rules import MODEL, MOST_FILES, MOST_LINES, OWNERS, ROOMS, RULES, room_of

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / MODEL).rglob("*") if path.suffix in (".cpp", ".hpp"))

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@by_name
def test_the_rooms_keep_the_rule(rule):
    breaches = [f"{name}: {breach}" for path in FILES for name in [path.relative_to(ROOT).as_posix()] for breach in rule.find(name, path.read_text())]
    assert not breaches, "\n".join(breaches)


@by_name
def test_the_rule_notices_a_breach(rule):
    for path, text in rule.bad:
        assert rule.find(path, text), (path, text)


@by_name
def test_the_rule_lets_the_rest_pass(rule):
    for path, text in rule.good:
        assert rule.find(path, text) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_small(room):
    sources = [path for path in (ROOT / MODEL / room).rglob("*") if path.suffix in (".cpp", ".hpp")]
    assert sources, "a room without a file"
    assert sum(path.suffix == ".cpp" for path in sources) <= MOST_FILES
    assert sum(path.read_text().count("\n") for path in sources) <= MOST_LINES


def test_every_population_with_columns_has_an_owner():
    found = {}
    for path in FILES:
        text = path.read_text()
        for name in re.findall(r"struct (\w+) : Population \{", text):
            body = text[text.index(f"struct {name} : Population"):].split("\n};")[0]
            if re.search(r"\b(?:Column<|Purse )", body):
                found[name] = room_of(path.relative_to(ROOT).as_posix())
    assert found == OWNERS
