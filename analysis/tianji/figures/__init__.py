"""Pictures of one or several runs, as SVG and PNG. The same runs give the same bytes."""

from pathlib import Path

from tianji.errors import UserError
from tianji.figures import funding, money, network, overview, readiness, style

FIGURES = {
    "overview": overview.draw,
    "readiness_by_field": readiness.draw_by_field,
    "technologies_by_level": readiness.draw_by_level,
    "money_by_source": money.draw,
    "network": network.draw,
    "funding_concentration": funding.draw,
}


def draw_all(runs, folder):
    """Draws every figure into the folder, which is made if missing; returns the paths. Writes nothing unless all can be drawn."""
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise UserError(folder, "cannot write the figures", "this is a file", "name a folder with -o")
    with style.applied():
        drawn = {name: draw(runs) for name, draw in FIGURES.items()}
        return [path for name, figure in drawn.items() for path in style.save(figure, folder, name)]
