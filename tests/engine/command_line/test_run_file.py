"""The file of a run opens in the usual readers with labelled, documented data."""

import h5py
import numpy as np
import pytest
import xarray
from program import CLASSICS, Shell


@pytest.fixture(scope="module")
def bass(tmp_path_factory):
    shell = Shell(tmp_path_factory.mktemp("bass"))
    shell.run("run", CLASSICS / "bass.yaml", "-o", "bass.h5", "--set", "network.agents=2000", "--set", "record.digest_every=5")
    return shell.folder / "bass.h5"


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_finds_measures_over_dates(bass, engine):
    data = xarray.load_dataset(bass, engine=engine)
    assert data["adopted"].dims == ("time",)
    assert data["time"].values[[0, -1]].tolist() == np.array(["2000-01-01", "2019-01-01"], "datetime64[ns]").tolist()
    assert data["tick"].values.tolist() == list(range(20))
    adopted = data["adopted"].values
    assert (np.diff(adopted) >= 0).all() and adopted[0] < 0.1 and adopted[-1] > 0.9
    assert data.attrs["status"] == "complete"


def test_every_variable_has_units_long_name_and_labelled_axes(bass):
    found = {}
    with h5py.File(bass) as file:
        file.visititems(lambda name, item: found.update({name: item}) if isinstance(item, h5py.Dataset) else None)
        variables = {name: item for name, item in found.items() if b"not a netCDF variable" not in item.attrs.get("NAME", b"")}
        assert {"time", "tick", "adopted", "events/kind", "digest/value", "graph/0/indptr"} <= set(variables)
        for name, item in variables.items():
            assert item.attrs.get("units"), name
            assert item.attrs.get("long_name"), name
            is_coordinate = item.attrs.get("CLASS") == b"DIMENSION_SCALE"
            assert is_coordinate or all(len(dimension) == 1 for dimension in item.dims), name


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_the_network_is_the_one_of_the_scenario(bass, engine):
    graph = xarray.load_dataset(bass, engine=engine, group="/graph/0")
    assert graph.sizes["vertex"] == 2000
    assert graph["indptr"].values[-1] == graph.sizes["neighbour"] == 2000 * 8
    rows = np.repeat(np.arange(2000), np.diff(graph["indptr"].values))
    ties = set(zip(rows.tolist(), graph["indices"].values.tolist()))
    assert all((b, a) in ties for a, b in ties)


def test_a_network_that_cannot_change_is_recorded_once(bass):
    with h5py.File(bass) as file:
        assert list(file["graph"]) == ["0"]


def test_provenance_holds_what_made_the_file(bass):
    with h5py.File(bass) as file:
        provenance = {name: value for name, value in file["provenance"].attrs.items()}
    assert provenance["model"] == "bass" and provenance["model_version"] == "1"
    assert provenance["scenario"] == (CLASSICS / "bass.yaml").read_text()
    assert "agents: 2000\n" in provenance["resolved_scenario"]
    assert provenance["overrides"] == "network.agents=2000\nrecord.digest_every=5\n"
    assert provenance["seed_text"] == "1" and provenance["wall_time"] > 0
    assert all(provenance[name] for name in ("engine_version", "git_hash", "compiler", "flags", "numerics", "host", "started", "finished"))
