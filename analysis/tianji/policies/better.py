"""Which way of a measure is good, and when one value is above another one."""

from enum import Enum

import numpy as np


class Better(Enum):
    """The value is what turns a measure into a gain."""

    HIGHER = 1
    LOWER = -1

    @property
    def word(self):
        return self.name.lower()


def is_above(a, b):
    """By more than rounding: policies that do not touch a measure leave it exactly as it was."""
    return a - b > 1e-12 * np.maximum(np.abs(a), np.abs(b))
