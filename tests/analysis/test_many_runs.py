"""A file of many runs has measures over (run, time) and (run, time, label), and every usual reader finds them labelled."""

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

ENGINES = pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])


@pytest.fixture(scope="session")
def many_runs(made_by_the_engine):
    return made_by_the_engine("make_many_runs")


def numbers(labels):
    """What make_many_runs.cpp writes."""
    run, tick, label = np.meshgrid(np.arange(3.0), np.arange(4.0), np.arange(labels), indexing="ij")
    values = 100 * run + 10 * tick + label
    values[1] = np.nan
    return values


@ENGINES
def test_xarray_finds_three_labelled_dimensions(many_runs, engine):
    data = xarray.load_dataset(many_runs, engine=engine)
    assert dict(data.sizes) == {"run": 3, "time": 4, "technology_label": 2, "region_label": 0}
    assert data["level"].dims == data["projects"].dims == ("run", "time", "technology_label")
    assert data["spent"].dims == ("run", "time")
    np.testing.assert_array_equal(data["level"], numbers(labels=2))
    np.testing.assert_array_equal(data["spent"], numbers(labels=1)[:, :, 0])
    assert data["projects"].values[2].tolist() == [[2, 3], [3, 4], [4, 5], [5, 6]]


@ENGINES
def test_xarray_selects_by_date_and_label(many_runs, engine):
    data = xarray.load_dataset(many_runs, engine=engine)
    assert data["level"].sel(run=2, time="2018-07-01", technology_label="SC1-1").item() == 221
    assert data["level"].sel(technology_label="LEIT-1").mean("run", skipna=True).values.tolist() == [100, 110, 120, 130]


@ENGINES
def test_a_label_axis_of_size_zero_keeps_its_place(many_runs, engine):
    assert xarray.load_dataset(many_runs, engine=engine)["grants"].shape == (3, 4, 0)


def test_only_the_runs_grow(many_runs):
    with netCDF4.Dataset(many_runs) as file:
        assert file.dimensions["run"].isunlimited()
        assert not file.dimensions["time"].isunlimited()
        assert file["level"].dimensions == ("run", "time", "technology_label")


def test_every_axis_has_its_scale(many_runs):
    with h5py.File(many_runs) as file:
        assert [axis[0].name for axis in file["level"].dims] == ["/run", "/time", "/technology_label"]
        assert [axis[0].name for axis in file["grants"].dims] == ["/run", "/time", "/region_label"]
