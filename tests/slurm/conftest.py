"""One cluster for all tests in this folder, and a folder of the ordinary user's for each."""

import os

import pytest
from cluster import missing_packages, running_cluster
from ordinary_user import give


@pytest.fixture(scope="session", autouse=True)
def programs_of_slurm():
    missing = missing_packages()
    if missing:
        pytest.skip(f"the Debian packages {', '.join(missing)} are missing: `./dev setup --slurm` installs them")
    if os.geteuid() != 0:
        pytest.skip("a cluster starts jobs as an ordinary user, which only root may: run these tests as root")


@pytest.fixture(scope="session")
def cluster(programs_of_slurm):
    with running_cluster() as one:
        yield one


@pytest.fixture
def folder(cluster, request):
    return give(cluster.home / request.node.name.replace("/", "_"))
