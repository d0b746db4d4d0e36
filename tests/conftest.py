"""What tests of several folders share."""

import os
import subprocess
from pathlib import Path

import pytest
from ordinary_user import open_folder

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))


@pytest.fixture(scope="session")
def unpacked():
    """The folder that a user of a cluster has: the tarball of the build's program, unpacked and moved elsewhere."""
    with open_folder("tianji-package-") as folder:
        packed = subprocess.run(["cpack", "--config", PROGRAM.parent / "CPackConfig.cmake", "-B", folder / "made"],
                                capture_output=True, text=True, timeout=120)
        assert packed.returncode == 0, packed.stdout + packed.stderr
        (tarball,) = (folder / "made").glob("*.tar.gz")
        subprocess.run(["tar", "-xzf", tarball, "-C", folder], check=True)
        moved = folder / "unpacked 天机"
        (folder / tarball.name.removesuffix(".tar.gz")).rename(moved)
        yield moved
