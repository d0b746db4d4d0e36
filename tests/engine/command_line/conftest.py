"""Each test has the program in an empty folder of its own."""

import pytest
from program import Shell


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)
