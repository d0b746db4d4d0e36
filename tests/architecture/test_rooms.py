"""The rooms of the ecosystem stay small enough to be read in one go, and every population has an owner. Their rules are tested with all others."""

import re
from pathlib import Path

import pytest
from room_rules import MODEL, MOST_FILES, MOST_LINES, OWNERS, ROOMS, room_of

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / MODEL).rglob("*") if path.suffix in (".cpp", ".hpp"))

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
