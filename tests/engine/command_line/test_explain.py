"""`tianji explain` knows every word that the program itself prints: measures, tables, figures of comparisons, policy terms."""

import re

import h5py
import pytest
from program import ROOT, SMALL

EXPERIMENT = "tianji: 1\nexperiment: words\nbase: small.yaml\npolicies: {a: {}, b: {adoption: {imitation: 0.2}}}\nreplicates: 3\n"


def models_of(shell):
    overview = shell.run("explain").stdout
    return re.findall(r"^  (\w+) \S+: ", overview.split("Topics")[0], re.MULTILINE)


def test_every_model_lists_what_it_records_and_each_measure_is_explained(shell):
    models = models_of(shell)
    assert len(models) > 15
    for model in models:
        page = shell.run("explain", model).stdout
        measures = re.findall(r"^  (\w+) \[", page.split("\nMeasures\n")[1].split("\n\n")[0], re.MULTILINE)
        assert measures
        assert f"a measure of the model {model}\n" in shell.run("explain", measures[0]).stdout
        assert f"a measure of the model {model}\n" in shell.run("explain", f"{model}.{measures[-1]}").stdout


def test_what_is_explained_is_what_is_recorded(shell):
    page = shell.run("explain", "ecosystem").stdout
    listed = set(re.findall(r"^  (\w+) \[", page.split("\nMeasures\n")[1].split("\nTables\n")[0], re.MULTILINE))
    tables = {group: set(columns.split(", ")) for group, columns in re.findall(r"^  (/\S+): .*\n      (.+)$", page, re.MULTILINE)}
    shell.run("run", ROOT / "scenarios/smoke.yaml", "-o", "a.h5")
    with h5py.File(shell.folder / "a.h5") as file:
        recorded = {name for name, one in file.items() if isinstance(one, h5py.Dataset) and one.shape[0] == file["tick"].shape[0] and "cadence" not in name}
        assert recorded - {"time", "tick"} == listed
        for group, columns in tables.items():
            assert columns <= set(file[group])
        assert {f"/tables/{name}" for name in file["tables"]} | {"/events"} <= set(tables)


@pytest.mark.parametrize("topic, text", [
    ("knowledge", "a measure of the model exploration"),
    ("applications", "  decision [1]"),
    ("decision", "a column of /tables/applications"),
    ("applications.score", "a column of /tables/applications"),
    ("no_cash", "a word of the column decision of /tables/applications"),
    ("d_z", "standard deviation"),
    ("p (Holm)", "Holm's correction"),
    ("mu*", "elementary effects"),
    ("BCa", "Bootstrap interval"),
    ("配套", "Matching funds"),
    ("卡脖子", "embargo"),
    ("揭榜挂帅", "Open bidding"),
    ("赛马制", "Racehorse"),
    ("揭榜", "open_bidding"),
])
def test_a_word_is_explained(shell, topic, text):
    assert text in shell.run("explain", topic).stdout


def test_every_figure_of_a_comparison_is_explained(shell):
    shell.write("small.yaml", SMALL.replace("500", "50"))
    shell.write("words.yaml", EXPERIMENT)
    told = shell.run("compare", "words.yaml", "-o", "c", "--quiet", "--jobs", "1").stdout
    headings = next(line for line in told.splitlines() if line.strip().startswith("policy  "))
    columns = (shell.folder / "c/comparison.csv").read_text().splitlines()[0].split(",")
    known = {"measure", "unit", "policy", "runs", "mean", "experiment", "reference"}  # plain words
    for word in set(re.split(r"\s{2,}", headings.strip())) | set(columns):
        if word not in known:
            assert shell.run("explain", word).stdout, word


def test_every_figure_of_an_analysis_is_explained(shell):
    text = "".join(path.read_text() for path in sorted((ROOT / "analysis/tianji").rglob("*.py")))
    for heading in ("first", "total", "mu*", "mu", "sigma", "95 % BCa", "on the front in", "p (Holm)", "probability_best", "q90"):
        assert f'"{heading}"' in text or f'{heading}' in text  # is still printed under this name
        assert shell.run("explain", heading.removeprefix("95 % ")).stdout


def test_every_chinese_word_that_is_printed_is_explained(shell):
    printed = "".join(shell.run("explain", *topic).stdout for topic in ([], ["ecosystem"], ["scenario"], ["experiment"], ["outcomes"]))
    words = set(re.findall("[\u4e00-\u9fff]+", printed))
    assert {"揭榜挂帅", "赛马制", "配套", "卡脖子", "尽职免责"} <= words
    for word in words:
        assert shell.run("explain", word).stdout
