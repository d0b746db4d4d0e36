"""One look for all figures: runs differ by colour, dash and marker, so they can be told apart in print and by every eye."""

import contextlib
import io
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates
import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.text import Text

from tianji.errors import UserError
from tianji.outputs import refuse_output

# Okabe and Ito (2008): distinguishable with any colour vision. Black is for text, yellow too pale for lines.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
DASHES = ["-", (0, (6, 2)), (0, (1, 1.3)), (0, (6, 2, 1, 2)), (0, (3, 1.5)), (0, (8, 2, 1, 2, 1, 2))]
MARKERS = ["o", "s", "^", "D", "v", "P"]
KINDS = {"PRC": ("firms", "#0072B2"), "HES": ("universities", "#D55E00"), "REC": ("research organisations", "#009E73"),
         "PUB": ("public bodies", "#CC79A7"), "OTH": ("others", "#8C8C8C")}
FONTS = ["DejaVu Sans", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK JP",
         "AR PL UMing CN", "Droid Sans Fallback"]  # the later ones for Chinese
MISSING = "Some characters are not in the fonts of this machine. For Chinese: apt-get install fonts-wqy-microhei"

_SETTINGS = {
    "svg.hashsalt": "tianji",
    "figure.constrained_layout.use": True,
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "lines.linewidth": 1.6,
    "lines.markersize": 4,
    "legend.frameon": False,
    "figure.dpi": 100,
}


@contextlib.contextmanager
def applied():
    known = {font.name for font in font_manager.fontManager.ttflist}
    with matplotlib.rc_context({**_SETTINGS, "font.family": [font for font in FONTS if font in known]}):
        yield
    plt.close("all")


def line(k, points):
    """Keyword arguments that make the k-th run its own; about six markers along its points."""
    every = max(1, points // 6)
    other_round = k + k // len(COLOURS)  # the seventh run shares its colour with the first, but not its dashes
    return {"color": COLOURS[k % len(COLOURS)], "linestyle": DASHES[other_round % len(DASHES)], "marker": MARKERS[k % len(MARKERS)],
            "markevery": (k % every if every > 1 else 0, every)}


def grid_of(panels, columns, panel_size, **options):
    """Figure and that many axes, row by row, without empty ones; all keep equal scales where asked by sharex, sharey."""
    columns = max(1, min(columns, panels))
    rows = -(-panels // columns)
    figure, axes = plt.subplots(rows, columns, squeeze=False, figsize=(panel_size[0] * columns, panel_size[1] * rows + 0.7), **options)
    for spare in axes.flat[panels:]:
        spare.remove()
    for column in range(columns):  # where the last row is short, the axis above it shows its dates
        axes[(panels - 1 - column) // columns, column].tick_params(labelbottom=True)
    return figure, list(axes.flat[:panels])


def columns_for(panels):
    """As few holes in the last row as possible."""
    return 2 if panels == 4 else min(panels, 3)


def dates(axis):
    """Few, short dates along the horizontal axis."""
    locator = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=6)
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(locator))


def legend_below(figure, handles, labels, columns=4):
    """Under all panels; saving grows the picture around it."""
    figure.legend(handles, labels, loc="upper center", bbox_to_anchor=(0.5, 0), ncol=min(columns, len(labels)))


def say_nothing_is_there(axis, what):
    axis.text(0.5, 0.5, what, transform=axis.transAxes, ha="center", va="center")


def _lacks_characters(figure):
    """Whether boxes would stand in the place of characters."""
    if all(text.get_text().isascii() for text in figure.findobj(Text)):
        return False
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure.savefig(io.BytesIO(), format="svg")
    return any("missing from current font" in str(one.message) for one in caught)


def save(figure, folder, name):
    """Writes name.svg and name.png; neither holds a date or a random id. Where the fonts lack characters, the picture itself says so."""
    paths = []
    if _lacks_characters(figure):
        figure.text(0.01, 1.01, MISSING, color="#B00000", fontsize=8, va="bottom", ha="left")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, metadata in (("svg", {"Date": None, "Creator": "tianji"}), ("png", {"Software": "tianji"})):
            path = folder / f"{name}.{ending}"
            refuse_output(path)
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Glyph .* missing")  # said in the picture
                figure.savefig(path, metadata=metadata, dpi=150, bbox_inches="tight", pad_inches=0.1)
            paths.append(path)
        plt.close(figure)
    except OSError as problem:
        raise UserError(folder, "cannot write the figures", problem.strerror, "name another folder with -o") from problem
    return paths
