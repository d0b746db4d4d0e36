"""Pictures of one or several runs, as SVG and PNG. The same runs give the same bytes."""

from pathlib import Path

from tianji.errors import UserError
from tianji.figures import cost_effect, fans, funding, money, network, overview, readiness, sensitivity, style

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
    folder = _folder(folder, "-o")
    with style.applied():
        drawn = {name: draw(runs) for name, draw in FIGURES.items()}
        return [path for name, figure in drawn.items() for path in style.save(figure, folder, name)]


def draw_sensitivity(found, folder):
    """Draws sensitivity.svg and .png into the folder; returns the paths. `found`: what tianji.sensitivity.sensitivity returns."""
    folder = _folder(folder, "--figures")
    with style.applied():
        return style.save(sensitivity.draw(found), folder, "sensitivity")


def draw_policies(found, folder):
    """Draws a fan chart of every measure, one of its differences and the cost-effect plane; returns the paths. `found`: a tianji.policies.Study.

    A measure with a single tick has no fan.
    """
    folder = _folder(folder, "-o")
    paths = []
    with style.applied():
        if len(found.merged.times) > 1:
            for measure in found.measures:
                paths += style.save(fans.draw(found, measure), folder, f"fan_{measure}")
                paths += style.save(fans.draw_differences(found, measure), folder, f"fan_{measure}_difference")
        if found.plane:
            paths += style.save(cost_effect.draw(found), folder, "cost_effect")
    return paths


def _folder(path, option):
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise UserError(path, "cannot write the figures", "this is a file", f"name a folder with {option}")
    return path
