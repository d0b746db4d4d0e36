"""Files follow engine/record/FORMAT.md: every usual reader opens them and finds labelled, documented data."""

import shutil
import subprocess

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

GROUPS = ["/organisations", "/technologies", "/events", "/digest", "/tables/applications", "/tables/awards", "/tables/payments",
          "/tables/reviews", "/tables/outcomes", "/graph/0"]
MEASURES = """technologies_mature projects_running projects_verified projects_expired projects_eliminated public_rd private_rd
    public_spending public_spent_on_eliminated funding_gini new_ties_repeat new_ties_closure new_ties_newcomer new_ties_farther
    organisations_alive giant_component clustering assortativity technologies_by_level readiness money_by_source""".split()


def variables(file):
    """Datasets that are variables, by path."""
    found = {}

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and b"not a netCDF variable" not in item.attrs.get("NAME", b""):
            found[name] = item

    file.visititems(visit)
    return found


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_finds_every_measure_with_labelled_dimensions_and_dates(any_file, engine):
    data = xarray.load_dataset(any_file, engine=engine)
    assert set(MEASURES) <= set(data.data_vars)
    assert data["readiness"].dims == ("time", "technology_label")
    assert data["time"].values[0] == np.datetime64("2018-01-01")
    assert data["level_label"].values.tolist() == list("123456789")
    assert data.attrs["Conventions"] == "CF-1.8"


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("group", GROUPS)
def test_xarray_opens_every_group_with_equally_long_columns(any_file, engine, group):
    data = xarray.load_dataset(any_file, engine=engine, group=group)
    with h5py.File(any_file) as file:
        stored = [name for name in variables(file[group])]
    assert set(stored) == set(map(str, data.variables))
    assert all(data[name].size == data.sizes[data[name].dims[0]] for name in stored)


def test_h5py_finds_units_long_name_and_scales_on_every_variable(any_file):
    with h5py.File(any_file) as file:
        found = variables(file)
        assert len(found) > 80
        for name, variable in found.items():
            assert variable.attrs.get("units"), name
            assert variable.attrs.get("long_name"), name
            is_coordinate = variable.attrs.get("CLASS") == b"DIMENSION_SCALE"
            assert is_coordinate or all(len(dimension) == 1 for dimension in variable.dims), name
            if "flag_values" in variable.attrs:
                assert len(variable.attrs["flag_values"]) == len(variable.attrs["flag_meanings"].split()), name


def test_netcdf4_lists_dimensions_and_provenance(any_file):
    with netCDF4.Dataset(any_file) as file:
        assert file.dimensions["technology_label"].size == len(file["readiness"][0])
        assert file["/technologies/key"].dimensions == ("technology_label",)
        assert file["/provenance"].getncattr("model") == "ecosystem"


@pytest.mark.skipif(shutil.which("ncdump") is None, reason="ncdump is not installed")
def test_ncdump_prints_the_header(any_file):
    header = subprocess.run(["ncdump", "-h", any_file], check=True, capture_output=True, text=True).stdout
    assert "double public_rd(time) ;" in header
    assert "group: organisations {" in header


def test_the_engine_writes_networks_without_ties_and_dimensions_of_size_zero(engine_file):
    for engine in ("h5netcdf", "netcdf4"):
        assert xarray.load_dataset(engine_file, engine=engine, group="/graph/12").sizes["neighbour"] == 0
        assert xarray.load_dataset(engine_file, engine=engine)["money_by_region"].shape == (24, 0)


def test_no_variable_is_called_like_a_dimension_of_a_group_above(any_file):
    """R's ncdf4 would take it for the coordinates of that dimension, and read neither."""
    def breaches(group, above):
        for name in group.variables:
            if name in above:
                yield f"{group.path}/{name}"
        for inner in group.groups.values():
            yield from breaches(inner, above | set(group.dimensions))

    with netCDF4.Dataset(any_file) as file:
        assert list(breaches(file, set())) == []
