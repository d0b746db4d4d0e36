"""How the rooms of the ecosystem see each other. A door is a header of a room but its verbs.hpp."""

import re

from source_rules import Rule, matches, own_includes

MODEL = "models/ecosystem"

# From top to bottom: the door of a room includes only doors above it.
ROOMS = ["words", "inputs", "organisations", "treasuries", "technologies", "labour", "market", "programmes", "contests", "projects", "evaluation"]

MOST_FILES = 12  # source files of a room
MOST_LINES = 1500  # of a room


def room_of(path):
    """None for what is not in a room: ecosystem.cpp, rooms.cpp and the rules of a whole scenario stand above all rooms."""
    parts = path.split("/")
    return parts[2] if path.startswith(f"{MODEL}/") and len(parts) > 3 else None


def door_looks_down(path, text):
    room = room_of(path)
    if room not in ROOMS or not path.endswith(".hpp") or path.endswith("/verbs.hpp"):
        return []
    above = ROOMS[:ROOMS.index(room) + 1]
    return [f"{name}: the door of {room} sees {above[:-1]}" for name in own_includes(text) if room_of(name) and room_of(name) not in above]


def verbs_of_another_room(path, text):
    room = room_of(path)
    if room is None:
        return []
    return [f"{name}: verbs are called by ecosystem.cpp only" for name in own_includes(text)
            if room_of(name) not in (None, room) and name.endswith("/verbs.hpp")]


def whole_scenario(path, text):
    if room_of(path) in (None, "evaluation"):
        return []
    return matches(r"\becosystem_rules\.hpp|\bEcosystemRules\b", text, "a room is handed its own rules, not those of the whole scenario")


def unknown_room(path, text):
    room = room_of(path)
    return [f"'{room}' stands in no order: add it to ROOMS"] if room is not None and room not in ROOMS else []


# Populations by the room that owns them.
OWNERS = {"Organisations": "organisations", "DomesticSectors": "treasuries", "ForeignSectors": "treasuries", "Technologies": "technologies",
          "Readiness": "technologies", "Economy": "labour", "Programmes": "programmes", "Calls": "programmes", "Projects": "projects"}


def writes_elsewhere(path, text):
    room = room_of(path)
    if room is None:
        return []
    return [f"{found[0]}: write it through a lens of {OWNERS[found[1]]}" for found in re.finditer(r"\b(?:Own|ReadWrite)<&(\w+)::\w+>", text)
            if OWNERS.get(found[1], room) != room]


RULES = [
    Rule("a room writes another room's columns through a lens of its owner", writes_elsewhere,
         bad=[(f"{MODEL}/projects/close_projects.cpp", "    Own<&Organisations::booked> booked;\n"),
              (f"{MODEL}/market/sell.cpp", "    ReadWrite<&Organisations::taken> taken;\n")],
         good=[(f"{MODEL}/organisations/organisations.hpp", "    Own<&Organisations::booked> booked_;\n"),
               (f"{MODEL}/projects/close_projects.cpp", "    Read<&Organisations::booked> booked;\n    Own<&Projects::paid> paid;\n")]),
    Rule("the door of a room includes only doors above it", door_looks_down,
         bad=[(f"{MODEL}/organisations/organisations.hpp", f'#include "{MODEL}/projects/projects.hpp"\n')],
         good=[(f"{MODEL}/projects/projects.hpp", f'#include "{MODEL}/organisations/organisations.hpp"\n'),
               (f"{MODEL}/organisations/verbs.hpp", f'#include "{MODEL}/market/rules.hpp"\n'),
               (f"{MODEL}/organisations/learn.cpp", f'#include "{MODEL}/projects/projects.hpp"\n')]),
    Rule("no room includes the verbs of another", verbs_of_another_room,
         bad=[(f"{MODEL}/market/sell.cpp", f'#include "{MODEL}/labour/verbs.hpp"\n')],
         good=[(f"{MODEL}/market/sell.cpp", f'#include "{MODEL}/market/verbs.hpp"\n'),
               (f"{MODEL}/ecosystem.cpp", f'#include "{MODEL}/market/verbs.hpp"\n')]),
    Rule("no room sees the rules of the whole scenario", whole_scenario,
         bad=[(f"{MODEL}/market/sell.cpp", "void sell(Builder& b, EcosystemRules const& rules);\n")],
         good=[(f"{MODEL}/rooms.cpp", "EcosystemRules rules;\n"), (f"{MODEL}/market/sell.cpp", "MarketRule rule;\n")]),
    Rule("every room has its place", unknown_room,
         bad=[(f"{MODEL}/state/calls.hpp", "")], good=[(f"{MODEL}/market/sell.cpp", ""), (f"{MODEL}/ecosystem.cpp", "")]),
]
