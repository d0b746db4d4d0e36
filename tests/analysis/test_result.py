"""tianji.open gives every part of a file under its name, and says what is wrong with a file that cannot be used."""

import fcntl

import h5py
import numpy as np
import pytest

import sample
import tianji


def test_measures_have_labels_dates_and_the_field_of_each_technology(any_file):
    measures = tianji.open(any_file).measures
    leit = measures["readiness"].where(measures["field"] == "LEIT", drop=True)
    assert set(leit["technology"].values) == {name for name in measures["technology"].values if name.startswith("LEIT")}
    assert measures["money_by_source"].sel(source="EU").dims == ("time",)


def test_codes_become_words_and_unknown_codes_missing(runs):
    run = tianji.open(runs[0])
    assert set(run.organisations["kind"].unique()) <= set(sample.KINDS)
    assert set(run.tables["outcomes"]["outcome"].unique()) <= set(sample.OUTCOMES)
    assert run.events["reason"].isna().all()


def test_every_table_keeps_its_rows_and_columns(any_file):
    run = tianji.open(any_file)
    assert sorted(run.tables) == ["applications", "awards", "outcomes", "payments", "reviews"]
    assert list(run.tables["awards"].columns) == ["tick", "programme", "project", "organisation", "payer", "amount"]
    with h5py.File(any_file) as file:
        assert np.array_equal(run.tables["awards"]["amount"], file["tables/awards/amount"])


def test_the_network_is_symmetric_and_knows_its_organisations(any_file):
    run = tianji.open(any_file)
    graph = run.graph(0)
    assert (graph.adjacency != graph.adjacency.T).nnz == 0
    assert graph.vertices["key"].notna().all()
    assert run.graph().tick == run.graph_ticks[-1]
    with pytest.raises(tianji.UserError, match="no network of tick 1"):
        run.graph(1)


def test_provenance_is_a_dict_of_plain_values(any_file):
    provenance = tianji.open(any_file).provenance
    assert (provenance["seed"], provenance["seed_text"], provenance["status"]) == (7, "7", "complete")
    assert type(provenance["seed"]) is int


def test_a_reused_slot_names_the_organisation_alive_at_the_tick(tmp_path):
    path = tmp_path / "a.h5"
    sample.write_run(path, ticks=20)
    with h5py.File(path, "r+") as file:
        group = file["organisations"]
        group["slot"][1], group["died"][0], group["born"][1] = 0, 5, 5
        group["slot"][:] = np.where(np.arange(60) == 1, 0, np.arange(60))
    run = tianji.open(path)
    assert run.graph(0).vertices["key"][0] == "org-0"
    assert run.graph(19).vertices["key"][0] == "org-1"


def refusal(path, **options):
    with pytest.raises(tianji.UserError) as caught:
        tianji.open(path, **options)
    assert caught.value.where == str(path)
    return caught.value


def test_a_missing_file_is_refused_and_its_unfinished_part_suggested(tmp_path):
    assert refusal(tmp_path / "a.h5").why == "it does not exist"
    sample.write_run(tmp_path / "a.h5.part", status="incomplete")
    assert "a.h5.part" in refusal(tmp_path / "a.h5").suggestion


def test_an_unfinished_run_is_read_only_on_request(tmp_path):
    path = tmp_path / "a.h5.part"
    sample.write_run(path, status="incomplete")
    assert "did not finish" in refusal(path).problem
    assert tianji.open(path, accept_incomplete=True).status == "incomplete"


def test_an_interrupted_run_is_read(tmp_path):
    sample.write_run(tmp_path / "a.h5", status="interrupted")
    assert tianji.open(tmp_path / "a.h5").status == "interrupted"


def test_another_format_version_is_refused_with_both_numbers(tmp_path):
    sample.write_run(tmp_path / "a.h5", version=99)
    problem = refusal(tmp_path / "a.h5")
    assert "99" in problem.problem and "version 2" in problem.why


def test_what_is_no_result_file_is_refused(tmp_path):
    (tmp_path / "text.h5").write_text("not HDF5")
    assert "not HDF5" in refusal(tmp_path / "text.h5").why
    (tmp_path / "empty.h5").touch()
    assert "not HDF5" in refusal(tmp_path / "empty.h5").why
    h5py.File(tmp_path / "other.h5", "w").close()
    assert "not a result file" in refusal(tmp_path / "other.h5").problem
    assert "folder" in refusal(tmp_path).why


def test_a_truncated_file_is_refused(runs, tmp_path):
    whole = runs[0].read_bytes()
    (tmp_path / "short.h5").write_bytes(whole[:len(whole) // 2])
    assert refusal(tmp_path / "short.h5").why == "its end is missing"


def test_a_file_being_written_is_refused(tmp_path):
    path = tmp_path / "a.h5.part"
    sample.write_run(path, status="incomplete")
    with open(path, "rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)  # as HDF5 does
        assert refusal(path).why == "a run is writing it"


def test_a_measure_that_was_not_recorded_is_named(runs):
    with pytest.raises(tianji.UserError, match="no measure 'happiness'"):
        tianji.open(runs[0]).require("happiness")
