"""Result files of Tianji, a simulator of innovation ecosystems.

    import tianji

    run = tianji.open("result.h5")
    run.measures["public_rd"].plot()         # xarray, with dates and labelled dimensions
    run.tables["awards"].groupby("programme", observed=True)["amount"].sum()   # pandas, codes as words
    run.graph().adjacency                    # scipy.sparse: the last network

The layout of the files is described in engine/record/FORMAT.md.
"""

from tianji.errors import UserError
from tianji.result import Graph, Result, open

__all__ = ["Graph", "Result", "UserError", "open"]
__version__ = "0.1.0"
