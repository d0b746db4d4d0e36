"""Reading YAML as editors do (YAML 1.2, core schema) and holding it against the schema of scenarios."""

import json
import re
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "scenarios/tianji.schema.json"


class CoreLoader(yaml.SafeLoader):
    """PyYAML reads YAML 1.1, where yes is a flag, 2018-01-01 a date and 1e3 a text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def read(text):
    return yaml.load(text, CoreLoader)


def problems(document, schema=None):
    """What the schema has against a document: (path, message) of each problem."""
    checker = jsonschema.Draft7Validator(schema or json.loads(FILE.read_text()))
    return [(".".join(map(str, error.absolute_path)), error.message) for error in checker.iter_errors(document)]
