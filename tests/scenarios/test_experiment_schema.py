"""The schema of experiments: made from the program's own declarations, true of every shipped experiment and of every way to
write one, and refusing the mistakes that a schema can see. The program is asked about each file too."""

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
from scenario_schema import ROOT, problems, read

PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
FILE = ROOT / "scenarios/experiment.schema.json"
EXPERIMENTS = sorted([*(ROOT / "scenarios/experiments").glob("*.yaml"), *(ROOT / "analysis/examples").rglob("experiment.yaml")])
BASE = ROOT / "scenarios/classics/bass.yaml"
HEAD = f"tianji: 1\nexperiment: e\nbase: {BASE}\n"

GOOD = {
    "keys of the head alone": "",
    "a policy that changes nothing": "policies: {none: {}, nothing: , tilde: ~}",
    "paths and maps": "policies: {dotted: {calendar.ticks: 9}, nested: {calendar: {ticks: 9}}, both: {network.agents: 500, adoption: {imitation: 0}}}",
    "a name with dots": "policies: {v1.0: {}}",
    "numbers as levels": "vary: {adoption.innovation: [0.01, 0.02]}",
    "maps as levels": "vary: {adoption: [{innovation: 0.01}, {innovation: 0.02}]}",
    "no factor": "vary: {}",
    "a range": "vary: {network.agents: {min: 100, max: 900, scale: log, whole: true}}\ndesign: {kind: sobol, points: 4, seed: 3}",
    "one number of replicates": "replicates: 3",
    "replicates from and to": "replicates: {min: 3, max: 3}",
    "one rule": "replicates: {max: 40, until: {measure: adopted, half_width: 0.1}}",
    "a list of rules": "replicates: {max: 40, until: [{measure: adopted, half_width: 0.1}]}",
    "measures": "record: {measures: [adopted]}",
    "a branch": "branch_at: 2005-01-01\npolicies: {a: {}, b: {adoption.imitation: 0.5}}",
}

# What is written → where the schema finds the mistake.
BAD = {
    "polices: {a: {}}": "",
    "policies: {}": "policies",
    "policies: [a, b]": "policies",
    "policies: {a: 3}": "policies.a",
    "policies: {a: [calendar.ticks]}": "policies.a",
    "vary: [adoption.innovation]": "vary",
    "vary: {adoption.innovation: []}": "vary.adoption.innovation",
    "vary: {adoption.innovation: [0.1]}": "vary.adoption.innovation",
    "vary: {adoption.innovation: 0.1}": "vary.adoption.innovation",
    "vary: {adoption.innovation: {min: 0.1}}": "vary.adoption.innovation",
    "vary: {adoption.innovation: {min: 0.1, max: 0.2, scale: logarithmic}}": "vary.adoption.innovation",
    "vary: {adoption.innovation: {min: 0.1, max: 0.2, step: 0.1}}": "vary.adoption.innovation",
    "design: {kind: latin_hypercub}": "design.kind",
    "design: {kind: grid, seed: -1}": "design.seed",
    "design: {sort: grid}": "design",
    "replicates: many": "replicates",
    "replicates: 0": "replicates",
    "replicates: 2.5": "replicates",
    "replicates: [20, 40]": "replicates",
    "replicates: {least: 20}": "replicates",
    "replicates: {max: 40, until: 0.1}": "replicates",
    "replicates: {max: 40, until: {measure: adopted}}": "replicates",
    "replicates: {max: 40, until: [{measure: adopted, half_width: 0}]}": "replicates",
    "record: {measure: [adopted]}": "record",
    "record: adopted": "record",
}


def tianji(*arguments, folder=ROOT):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=60)


def schema():
    done = tianji("schema", "experiment")
    assert done.returncode == 0, done.stderr
    return done.stdout


def plan(text, folder):
    (folder / "e.yaml").write_text(text)
    return tianji("sweep", "plan", "e.yaml", "-o", "s", folder=folder)


def refusals(text):
    return [path for path, _ in problems(read(text), json.loads(FILE.read_text()))]


def test_the_schema_in_the_tree_is_what_the_program_prints():
    # If not: build/release/tianji schema experiment > scenarios/experiment.schema.json
    assert FILE.read_text() == schema()


def test_the_schema_is_one():
    jsonschema.Draft7Validator.check_schema(json.loads(schema()))


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_experiment_has_the_form_and_tells_editors_where_it_is_described(experiment):
    assert refusals(experiment.read_text()) == []
    named = re.search(r"^# yaml-language-server: \$schema=(\S+)$", experiment.read_text(), re.MULTILINE)
    assert named, f"{experiment} has no line '# yaml-language-server: $schema={os.path.relpath(FILE, experiment.parent)}'"
    assert (experiment.parent / named[1]).resolve() == FILE


@pytest.mark.parametrize("way", GOOD)
def test_what_the_program_accepts_has_the_form(way, tmp_path):
    assert plan(HEAD + GOOD[way] + "\n", tmp_path).stderr == ""
    assert refusals(HEAD + GOOD[way]) == []


@pytest.mark.parametrize("written", BAD)
def test_a_mistake_is_refused_where_it_stands(written, tmp_path):
    assert refusals(HEAD + written) == [BAD[written]]
    assert plan(HEAD + written + "\n", tmp_path).returncode == 2


@pytest.mark.parametrize("key", ["tianji", "experiment", "base"])
def test_a_key_that_every_experiment_has_may_not_be_missing(key, tmp_path):
    text = re.sub(rf"^{key}:.*\n", "", HEAD, flags=re.MULTILINE)
    assert refusals(text) == [""]
    assert plan(text, tmp_path).returncode == 2


def test_keys_are_described_in_the_words_of_the_program():
    keys = json.loads(schema())["properties"]
    assert keys["base"]["description"] == "the scenario that policies and factors change; a file, relative to the experiment"
    assert keys["design"]["properties"]["kind"]["description"].endswith("- morris: for elementary effects (Morris 1991)")
    assert [one["type"] for one in keys["replicates"]["anyOf"]] == ["object", "integer"]


def test_a_scenario_is_no_experiment_and_has_the_schema_that_is_printed_without_a_topic():
    assert "" in refusals(BASE.read_text())
    assert tianji("schema", "scenario").stdout == tianji("schema").stdout


def test_whoever_asks_for_an_explanation_is_told_of_the_schema():
    assert "\n\nFor editors: tianji schema experiment\n" in tianji("explain", "experiment").stdout


def test_a_mistyped_kind_of_file_is_refused_with_the_nearest():
    told = "no kind of file and no model 'experimnt' did you mean 'experiment'?\n"
    assert tianji("schema", "experimnt").stderr == told
