"""The schema that editors use: made from the program's own declarations, true of every shipped scenario, and refusing every
mistake of tests/messages that a schema can see."""

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml
from scenario_schema import FILE, ROOT, problems, read

PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
SCENARIOS = sorted(path for path in (ROOT / "scenarios").rglob("*.yaml") if path.parent.name != "experiments")
MESSAGES = ROOT / "tests/messages"
CASES = sorted(path.name for path in MESSAGES.iterdir() if (path / "scenario.yaml").exists())

# What a schema cannot see, by the reason. Cases whose message is about the command line or an input file are found by it.
BEYOND_A_SCHEMA = {
    "the reader takes a smaller YAML than others do": {"alias", "directive", "duplicate_key", "octal_number"},
    "the calendar decides": {"bad_date", "too_many_ticks"},
    "the word is in a list that only the world or another part of the scenario has": {
        "unknown_measure", "unknown_population_of_panel", "unknown_column_of_panel", "ecosystem_unknown_field_of_call",
        "ecosystem_unknown_named_field"},
    "a file decides": {"network_file_too_few_agents"},
    "a text with a grammar of its own": {"wrong_currency"},
    "what a list holds": {"ecosystem_csv_keep_taken", "ecosystem_fields_named_twice", "ecosystem_no_field"},
    "a product or a sum of several values": {
        "ecosystem_base_year_budget_times_scale", "ecosystem_budget_times_scale", "ecosystem_csv_too_much_money"},
    "one value restricts another": {
        "ecosystem_csv_currency_without_defaults", "ecosystem_currency_without_defaults", "ecosystem_synthetic_projects_swapped",
        "ecosystem_bid_amount_without_price", "ecosystem_both_inputs", "ecosystem_fixed_amount_of_zero", "ecosystem_gate_after_deadline",
        "ecosystem_gate_keeps_all_lanes", "ecosystem_gates_out_of_order", "ecosystem_gates_with_one_winner",
        "ecosystem_later_gate_keeps_all_lanes", "ecosystem_level_tranche_above_target", "ecosystem_level_tranche_without_level",
        "ecosystem_matching_by_first_funder", "ecosystem_matching_twice_by_one_funder", "ecosystem_no_inputs", "ecosystem_no_tranches",
        "ecosystem_own_account_by_price", "ecosystem_own_account_of_direct_grant", "ecosystem_own_account_with_budget",
        "ecosystem_own_account_with_clawback", "ecosystem_own_account_with_fixed_amount", "ecosystem_own_account_with_gates",
        "ecosystem_own_account_with_matching", "ecosystem_own_account_with_owner", "ecosystem_own_account_with_prices",
        "ecosystem_own_account_with_tranches", "ecosystem_owner_match_without_owner", "ecosystem_price_rule_with_fixed_amount", "ecosystem_price_rule_with_share_of_cost",
        "ecosystem_price_rule_without_price", "ecosystem_shares_do_not_sum_to_1", "ecosystem_team_min_above_max",
        "ecosystem_until_before_from", "odd_neighbours", "rule_between_keys"},
}


def schema(*models):
    done = subprocess.run([PROGRAM, "schema", *models], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def is_about_the_scenario(case):
    told = (MESSAGES / case / "expected.txt").read_text()
    if "no file '" in told:  # whether there is such a file
        return False
    return told.startswith("scenario.yaml")


def document(case):
    """None if it is no YAML of anybody's."""
    try:
        return read((MESSAGES / case / "scenario.yaml").read_bytes().decode())
    except (yaml.YAMLError, UnicodeDecodeError):
        return None


def test_the_schema_in_the_tree_is_what_the_program_prints():
    # If not: build/release/tianji schema > scenarios/tianji.schema.json
    assert FILE.read_text() == schema()


def test_the_schema_is_one():
    jsonschema.Draft7Validator.check_schema(json.loads(schema()))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_scenario_has_the_form_and_tells_editors_where_it_is_described(scenario):
    assert problems(read(scenario.read_text())) == []
    named = re.search(r"^# yaml-language-server: \$schema=(\S+)$", scenario.read_text(), re.MULTILINE)
    assert named, f"{scenario} has no line '# yaml-language-server: $schema={os.path.relpath(FILE, scenario.parent)}'"
    assert (scenario.parent / named[1]).resolve() == FILE


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_scenario_with_every_default_spelled_out_has_the_form(scenario):
    resolved = subprocess.run([PROGRAM, "check", scenario, "--resolved"], capture_output=True, text=True, timeout=60).stdout
    assert problems(read(resolved)) == []


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_refused_unless_no_schema_could_see_it(case):
    reasons = [reason for reason, cases in BEYOND_A_SCHEMA.items() if case in cases]
    written = document(case)
    accepted = written is not None and problems(written) == []
    if not is_about_the_scenario(case):
        assert reasons == [] and accepted
    else:
        assert accepted == (len(reasons) == 1), reasons or "not refused"


def test_the_mistakes_that_no_schema_sees_are_cases():
    assert [case for cases in BEYOND_A_SCHEMA.values() for case in cases if case not in CASES] == []


def test_the_schema_of_one_model_knows_no_other():
    only = json.loads(schema("bass"))
    wanted = {"tianji": 1, "model": "bass", "calendar": {"ticks": 3}}
    assert problems(wanted, only) == []
    assert [path for path, _ in problems(wanted | {"model": "money_exchange"}, only)] == ["model"]


def test_an_unknown_model_is_refused_with_the_nearest():
    done = subprocess.run([PROGRAM, "schema", "bas"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "no kind of file and no model 'bas' did you mean 'bass'?\n")
