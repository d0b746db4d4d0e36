"""A sweep from its plan to the merged file, and what each verb says."""

import csv
import hashlib
import subprocess

import numpy
import pytest
import xarray
from sweeping import BASE, EXPERIMENT, ROOT, differences, variables


def test_plan_run_merge(sweeper):
    told = sweeper.plan().stdout
    assert told == "planned s: 2 policies × 2 design points × 10 replicates = 40 runs\nrun them with: tianji sweep run s\n"
    assert sweeper.sweep("run", "s").stdout == "s: 40 of 40 runs done, 40 of them now\n"
    assert sweeper.sweep("run", "s").stdout == "s: all of 40 runs done\n"
    status = sweeper.sweep("status", "s").stdout.splitlines()
    assert status[:3] == ["advertising in s: 40 runs", "  done     40", "  missing  0"]
    assert sweeper.sweep("failed", "s").stdout == "s: no run has failed\n"
    merged = f"merged s/merged.h5: 40 runs, 40 of them done\ntable of differences: tianji compare {sweeper.folder}/experiment.yaml -o s\n"
    for _ in range(2):
        assert sweeper.sweep("merge", "s").stdout == merged


def test_merging_can_be_repeated_and_replaces_nothing_but_its_own_file(sweeper):
    sweeper.plan()
    sweeper.sweep("task", "s", "--index", 0, "--bundle", 20)
    told = sweeper.sweep("merge", "s", "-o", "all runs.h5", expect=1).stdout
    assert told.startswith("merged all runs.h5: 40 runs, 20 of them done\nmake what is missing: tianji sweep run s\n")
    sweeper.sweep("run", "s")
    assert "40 of them done" in sweeper.sweep("merge", "s", "-o", "all runs.h5").stdout
    sweeper.run("run", "base.yaml", "-o", "alone.h5")
    assert "the result file exists" in sweeper.sweep("merge", "s", "-o", "alone.h5", expect=2).stderr
    sweeper.sweep("merge", "s", "-o", "alone.h5", "--overwrite")


def test_merging_never_replaces_what_the_sweep_is_read_from(sweeper):
    sweeper.plan()
    sweeper.sweep("run", "s")
    (sweeper.folder / "link.h5").symlink_to("base.yaml")
    log = next((sweeper.folder / "s/runs").iterdir()).relative_to(sweeper.folder)
    for name in ("s/manifest.csv", "s/sweep.yaml", "experiment.yaml", "link.h5", str(log)):
        before = (sweeper.folder / name).read_bytes()
        told = sweeper.sweep("merge", "s", "-o", name, "--overwrite", expect=2).stderr
        assert told.startswith(f"{name}: would be replaced, but it is an input (")
        assert (sweeper.folder / name).read_bytes() == before


def test_commands_to_be_typed_are_quoted(sweeper):
    name = "we ird;$(touch X)"
    assert sweeper.plan(name).stdout.endswith(f"run them with: tianji sweep run '{name}'\n")
    assert f"tianji sweep plan EXPERIMENT.yaml -o '{name}2'" in sweeper.sweep("status", name + "2", expect=2).stderr
    sweeper.sweep("run", name)
    assert f"experiment.yaml -o '{name}'\n" in sweeper.sweep("merge", name).stdout


def test_the_folder_of_a_sweep_is_enough_to_look_at_it(sweeper):
    """The base, the experiment and an input are gone; so are the folders that git drops because they are empty."""
    sweeper.write("ties.csv", "source,target\n" + "".join(f"{i},{(i + 1) % 20}\n" for i in range(20)))
    sweeper.write("base.yaml", BASE.replace("agents: 400", "kind: file, agents: 20, from: {path: ties.csv}"))
    sweeper.write("experiment.yaml", EXPERIMENT.replace("network.agents: [200, 400]", "adoption.innovation: [0.01, 0.02]"))
    sweeper.plan()
    sweeper.sweep("task", "s", "--index", 0, "--bundle", 30)
    before = sweeper.folder / "before.h5"
    sweeper.sweep("merge", "s", "-o", before.name, expect=1)
    for name in ("base.yaml", "experiment.yaml", "ties.csv"):
        (sweeper.folder / name).unlink()
    assert sweeper.sweep("status", "s").stdout.startswith("advertising in s: 30 runs\n  done     25\n")
    assert sweeper.sweep("failed", "s").stdout == "s: no run has failed\n"
    sweeper.sweep("merge", "s", expect=1)
    assert differences(variables(before), variables(sweeper.folder / "s/merged.h5")) == []


def test_factors_are_merged_as_the_manifest_has_them(sweeper):
    """An older program may have laid out the design in another way: what ran counts."""
    sweeper.plan()
    sweeper.sweep("run", "s")
    manifest, facts = sweeper.folder / "s/manifest.csv", sweeper.folder / "s/sweep.yaml"
    before = manifest.read_bytes()
    manifest.write_bytes(before.replace(b",200\n", b",250\n"))
    sums = [hashlib.sha256(text).hexdigest() for text in (before, manifest.read_bytes())]
    facts.write_text(facts.read_text().replace(*sums))
    assert sorted(set(sweeper.merged()["factors/network.agents"])) == [250, 400]


def test_empty_folders_that_git_drops_are_made_anew(sweeper):
    sweeper.plan()
    for name in ("runs", "claims"):
        (sweeper.folder / "s" / name).rmdir()
    assert "missing  40" in sweeper.sweep("status", "s").stdout
    (sweeper.folder / "base.yaml").unlink()
    assert sweeper.sweep("run", "s").stdout == "s: 40 of 40 runs done, 40 of them now\n"


def test_the_verbs_of_single_runs_say_what_a_merged_file_is(sweeper):
    sweeper.plan()
    sweeper.sweep("run", "s")
    sweeper.sweep("merge", "s")
    assert "s/merged.h5: this is the merged file of an experiment" in sweeper.run("verify", "s/merged.h5", expect=2).stderr
    for verb in ("summary", "figures"):
        command = ["/usr/bin/python3", "-m", "tianji", verb, "s/merged.h5"] + (["-o", "figures"] if verb == "figures" else [])
        done = subprocess.run(command, cwd=sweeper.folder, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT / "analysis")})
        assert done.returncode == 2
        assert done.stderr.startswith("s/merged.h5: this is the merged file of an experiment, with many runs"), done.stderr


def test_a_factor_that_only_some_policies_have_is_told(sweeper):
    sweeper.write("experiment.yaml", EXPERIMENT.replace("vary: {", "vary: {adoption.innovation: [0.02, 0.05], "))
    assert sweeper.plan().stdout.startswith("'adoption.innovation' is varied in advertising only\nplanned s: ")


def test_the_manifest_says_what_each_run_is(sweeper):
    sweeper.plan()
    rows = list(csv.DictReader((sweeper.folder / "s/manifest.csv").open()))
    assert len(rows) == 40 and len({row["id"] for row in rows}) == 40
    assert rows[3] == {"run": "3", "id": rows[3]["id"], "policy": "advertising", "point": "0", "replicate": "1", "network.agents": "200"}
    assert rows[-1]["network.agents"] == "400"


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_the_merged_file_has_the_dimensions_run_and_time(sweeper, engine):
    sweeper.plan()
    sweeper.sweep("run", "s", "--quiet")
    sweeper.sweep("merge", "s")
    with xarray.open_dataset(sweeper.folder / "s/merged.h5", engine=engine) as data:
        assert data["adopted"].dims == ("run", "time") and data["adopted"].shape == (40, 12)
        assert str(data["time"].values[0])[:10] == "2018-01-01"
        assert data["policy"].attrs["flag_meanings"] == "word_of_mouth advertising"
        assert data["policy"].values[:4].tolist() == [0, 1, 0, 1]
        assert (data["run_status"] == 0).all()
        # Whoever hears of it by advertising too adopts sooner, under any luck.
        late = data["adopted"].isel(time=5).values
        assert (late[1::2] > late[::2]).all()
    with xarray.open_dataset(sweeper.folder / "s/merged.h5", group="factors", engine=engine) as factors:
        assert sorted(set(factors["network.agents"].values)) == [200.0, 400.0]


def test_measures_by_label_have_a_third_dimension(sweeper):
    sweeper.write("base.yaml", (ROOT / "scenarios/smoke.yaml").read_text())
    sweeper.write("experiment.yaml", "tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: 2\n")
    sweeper.plan()
    sweeper.sweep("run", "s")
    sweeper.run("run", "base.yaml", "-o", "alone.h5", "--replicate", 1)
    alone, merged = variables(sweeper.folder / "alone.h5"), sweeper.merged()
    with xarray.open_dataset(sweeper.folder / "alone.h5") as data:
        by_label = [name for name in data.data_vars if data[name].ndim == 2 and data[name].dims[0] == "time"]
    assert by_label
    for name in by_label:
        width = alone[name].shape[1]  # another replicate may have more technologies
        assert merged[name].ndim == 3 and numpy.array_equal(merged[name][1, :, :width], alone[name], equal_nan=True)
        assert numpy.isnan(merged[name][1, :, width:]).all()
    with xarray.open_dataset(sweeper.folder / "s/merged.h5") as data:
        assert data[by_label[0]].dims[:2] == ("run", "time") and data[by_label[0]].dims[2] in data.coords


def test_a_run_of_a_sweep_is_what_tianji_run_makes(sweeper):
    sweeper.plan()
    sweeper.sweep("run", "s")
    merged = sweeper.merged()
    digest = sweeper.run("run", "base.yaml", "-o", "a.h5", "--replicate", 4, "--threads", 2, "--set", "network.agents=400", "--set",
                         "adoption.innovation=0.08").stdout.split()[-1]
    (row,) = [i for i in range(40) if merged["policy"][i] == 1 and merged["point"][i] == 1 and merged["replicate"][i] == 4]
    assert merged["digest"][row] == digest


def test_the_number_of_jobs_changes_nothing(sweeper):
    for name, jobs in (("one", 1), ("three", 3)):
        sweeper.plan(name)
        sweeper.sweep("run", name, "--jobs", jobs)
    assert differences(sweeper.merged("one"), sweeper.merged("three")) == []


def test_tasks_make_their_part_each_and_all_together_the_whole(sweeper):
    sweeper.plan("whole")
    sweeper.sweep("run", "whole")
    sweeper.plan("parts")
    for index in (2, 0, 1, 2):
        sweeper.sweep("task", "parts", "--index", index, "--bundle", 16)
    assert differences(sweeper.merged("whole"), sweeper.merged("parts")) == []
    assert "there is no task 3 of 16 runs (the sweep has 40 runs)" in sweeper.sweep("task", "parts", "--index", 3, "--bundle", 16, expect=2).stderr


def test_a_branch_is_what_each_policy_would_have_lived_through(sweeper):
    """A shared history, against one history and branch after the other made by tianji run and tianji branch."""
    dated = EXPERIMENT.replace("vary: {network.agents: [200, 400]}\n", "branch_at: 2019-Q3\n").replace("replicates: 10", "replicates: 3")
    sweeper.write("experiment.yaml", dated)
    sweeper.write("word_of_mouth.yaml", "{}\n")
    sweeper.write("advertising.yaml", "adoption: {innovation: 0.08}\n")
    sweeper.plan()
    sweeper.sweep("run", "s")
    merged = sweeper.merged()
    for row in range(6):
        name = ("word_of_mouth", "advertising")[merged["policy"][row]]
        sweeper.run("run", "base.yaml", "-o", "h.h5", "--overwrite", "--replicate", merged["replicate"][row], "--checkpoint", "every=6")
        done = sweeper.run("branch", "h.checkpoint.h5", "--with", f"{name}.yaml", "-o", "b.h5", "--overwrite")
        assert done.stdout.split()[-1] == merged["digest"][row]
        assert numpy.array_equal(variables(sweeper.folder / "b.h5")["adopted"], merged["adopted"][row])
    assert (merged["adopted"][0::2, :6] == merged["adopted"][1::2, :6]).all()
    assert (merged["adopted"][0::2, 6:] < merged["adopted"][1::2, 6:]).any()


def test_a_banner_of_the_site_does_not_hide_the_job(sweeper):
    """Programs of the test stand for those of Slurm."""
    programs = sweeper.folder / "programs"
    programs.mkdir()
    for name, text in (("sbatch", "echo 'Welcome: 3 nodes are down'\necho 2026\necho '17;north'\necho 'Your quota: 80 %'\n"), ("scontrol", "exit 1\n"),
                       ("squeue", "")):
        (programs / name).write_text("#!/bin/sh\n" + text)
        (programs / name).chmod(0o755)
    sweeper.plan()
    told = sweeper.sweep("slurm", "s", env={"PATH": f"{programs}:/usr/bin:/bin"}).stdout
    assert "submitted job 17: 4 tasks\n" in told
    assert (sweeper.folder / "s/slurm/jobs.csv").read_text().splitlines()[1].startswith("17,10,0,")


def test_the_number_of_a_task_is_decimal(sweeper):
    sweeper.plan()
    told = sweeper.sweep("task", "s", "--index", "0100", "--bundle", "01", expect=2).stderr
    assert "there is no task 100 of 1 run" in told
    assert sweeper.sweep("task", "s", "--index", "010", "--jobs", "01").stdout == "s: 1 of 1 run done, 1 of them now\n"
    sweeper.sweep("merge", "s", expect=1)
    assert variables(sweeper.folder / "s/merged.h5")["run_status"].tolist().index(0) == 10
