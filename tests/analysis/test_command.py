"""python3 -m tianji: the table, the pictures and the messages."""

import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import matplotlib.image
import matplotlib.pyplot as plt
import numpy as np
import pytest
import scipy.sparse

import sample
import tianji
from tianji.__main__ import main
from tianji.figures import draw_all, style
from tianji.figures.funding import gini, lorenz
from tianji.labels import unique_labels
from tianji.layout import giant_component, layout
from tianji.summary import summary


def test_the_summary_has_a_column_per_run_and_the_numbers_of_the_files(runs, capsys):
    assert main(["summary", *map(str, runs)]) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0].split() == ["baseline", "racehorse"]
    table = {line.rsplit(maxsplit=2)[0].strip(): line.rsplit(maxsplit=2)[1:] for line in text.splitlines()[2:]}
    opened = [tianji.open(path) for path in runs]
    assert table["technologies mature at the end"] == [f"{float(run.measures['technologies_mature'][-1]):.0f}" for run in opened]
    assert table["status"] == ["complete", "complete"]
    assert table["digest"] == [f"{7:016x}"] * 2
    gained = [int((run.technologies["level"] - run.technologies["start_level"]).sum()) for run in opened]
    assert table["levels gained"] == [str(levels) for levels in gained]
    spent = float(opened[0].measures["public_spending"][-1])
    assert float(table["public spending per level gained by all projects [million EUR]"][0]) == pytest.approx(spent / gained[0], abs=0.01)


def test_a_reader_that_has_seen_enough_is_no_error(runs):
    command = [sys.executable, "-m", "tianji", "summary", *map(str, runs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).resolve().parents[2] / "analysis") as running:
        running.stdout.close()  # before it prints
        assert running.stderr.read() == b"" and running.wait() == 0


def test_a_full_disk_behind_the_output_is_a_message(runs):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "tianji", "summary", *map(str, runs)], stdout=full, stderr=subprocess.PIPE, text=True,
                              cwd=Path(__file__).resolve().parents[2] / "analysis")
    assert done.returncode == 2 and done.stderr == "cannot write to the standard output (No space left on device)\n"


@pytest.mark.parametrize("link", [None, "symlink_to", "hardlink_to"])
def test_an_output_is_never_an_input(runs, tmp_path, capsys, link):
    file, output = tmp_path / "r.h5", tmp_path / "r.h5"
    shutil.copy(runs[0], file)
    before = file.read_bytes()
    if link:
        output = tmp_path / "other.graphml"
        getattr(output, link)(file)
    assert main(["graph", str(file), "-o", str(output)]) == 2
    assert capsys.readouterr().err.startswith(f"{output}: would be replaced, but it is an input (")
    assert main(["sensitivity", str(file), "-o", str(output)]) == 2
    assert "it is an input" in capsys.readouterr().err
    assert file.read_bytes() == before


def far_away(path, start):
    """The same run at another time."""
    sample.write_run(path)
    with h5py.File(path, "r+") as file:
        file["time"].attrs["units"] = f"days since {start}"
    return path


@pytest.mark.parametrize("start, is_far", [("2018-01-01", False), ("2261-06-01", True), ("9950-01-01", True)])
def test_years_that_nanoseconds_do_not_reach_are_read_and_drawn(tmp_path, capsys, start, is_far):
    path = far_away(tmp_path / "a.h5", start)
    times = tianji.open(path).measures["time"].to_numpy()
    assert str(times[0])[:10] == start and (times.dtype == object) == is_far
    assert main(["summary", str(path)]) == 0
    assert main(["figures", str(path), "-o", str(tmp_path / "f")]) == 0
    assert len(list((tmp_path / "f").iterdir())) == 12


def test_a_run_without_technologies_has_pictures(tmp_path):
    sample.write_run(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5", "r+") as file:
        size = len(file["technology_label"])
        assert size > 0
    run = tianji.open(tmp_path / "a.h5")
    run.__dict__["measures"] = run.measures.isel(technology=slice(0))
    run.__dict__["technologies"] = run.technologies[:0]
    for path in draw_all([run], tmp_path / "f"):
        assert path.stat().st_size > 1000
    assert "–" in summary([run])


def test_a_picture_says_that_its_fonts_lack_characters(tmp_path, monkeypatch):
    monkeypatch.setattr("tianji.figures.style.FONTS", ["DejaVu Sans"])
    said = []
    for title in ("policy", "揭榜挂帅", "Zürich"):
        with style.applied():
            figure = plt.figure()
            figure.text(0.5, 0.5, title)
            style.save(figure, tmp_path, title)
            said.append(any(text.get_text() == style.MISSING for text in figure.texts))
    assert said == [False, True, False]


def test_the_summary_puts_a_dash_where_a_run_recorded_nothing(tmp_path, capsys):
    sample.write_run(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5", "r+") as file:
        del file["funding_gini"]
    assert main(["summary", str(tmp_path / "a.h5")]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("funding Gini"))
    assert line.split()[-1] == "–"


def test_figures_are_drawn_for_one_and_for_several_runs_and_are_not_empty(runs, engine_file, tmp_path, capsys):
    for name, files in {"one": [engine_file], "two": runs}.items():
        assert main(["figures", *map(str, files), "-o", str(tmp_path / name)]) == 0
        paths = capsys.readouterr().out.split()
        assert len(paths) == 12
        for path in paths:
            if path.endswith(".png"):
                picture = matplotlib.image.imread(path)
                assert min(picture.shape[:2]) > 300
                assert (picture[..., :3].min(axis=2) < 0.9).mean() > 0.01


def test_the_same_runs_give_the_same_pictures(runs, tmp_path):
    for name in ("a", "b"):
        subprocess.run([sys.executable, "-m", "tianji", "figures", *runs, "-o", tmp_path / name], check=True,
                       env={"PYTHONPATH": str(sample.__file__).rsplit("/tests", 1)[0] + "/analysis", "PATH": "/usr/bin:/bin"})
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("arguments, words", [
    (["summary", "missing.h5"], ["missing.h5", "does not exist"]),
    (["summary"], ["required: FILE", "--help"]),
    (["paint", "a.h5"], ["invalid choice", "--help"]),
    (["figures", "a.h5"], ["-o", "--help"])])
def test_a_wrong_command_line_gives_status_2_and_one_message(arguments, words, capsys):
    assert main(arguments) == 2
    message = capsys.readouterr().err
    assert len(message.splitlines()) == 1
    assert all(word in message for word in words)


def test_figures_cannot_go_where_a_file_is(runs, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["figures", str(runs[0]), "-o", str(tmp_path / "file")]) == 2
    assert "this is a file" in capsys.readouterr().err


def test_help_shows_an_example(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "example:" in capsys.readouterr().out


def test_labels_tell_runs_apart(runs, tmp_path):
    copy = tmp_path / "again.h5"
    shutil.copy(runs[0], copy)
    labels = unique_labels([tianji.open(path) for path in (*runs, copy)])
    assert len(set(labels)) == 3
    assert labels[1] == "racehorse"


def test_the_gini_coefficient_agrees_with_its_definition_over_pairs():
    amounts = np.random.default_rng(1).pareto(1.5, 200)
    by_pairs = np.abs(np.subtract.outer(amounts, amounts)).sum() / (2 * len(amounts) ** 2 * amounts.mean())
    assert gini(amounts) == pytest.approx(by_pairs)
    assert gini([1, 1, 1]) == pytest.approx(0)
    assert gini([0, 0, 0]) == pytest.approx(0)
    assert lorenz([3, 1])[1].tolist() == [0, 0.25, 1]


def two_groups(size):
    """Two dense groups with one tie between them."""
    block = np.ones((size, size)) - np.eye(size)
    adjacency = np.kron(np.eye(2), block)
    adjacency[0, size] = adjacency[size, 0] = 1
    return scipy.sparse.csr_matrix(adjacency)


@pytest.mark.parametrize("exact_up_to", [2500, 10])
def test_the_layout_separates_groups_and_is_the_same_every_time(exact_up_to, monkeypatch):
    monkeypatch.setattr("tianji.layout.EXACT_UP_TO", exact_up_to)
    network = two_groups(30)
    place = layout(network)
    assert np.array_equal(place, layout(network))
    assert np.isfinite(place).all() and np.abs(place).max() <= 1
    within = np.linalg.norm(place[:30] - place[:30].mean(axis=0), axis=1).mean()
    between = np.linalg.norm(place[:30].mean(axis=0) - place[30:].mean(axis=0))
    assert between > 2 * within


@pytest.mark.parametrize("vertices", [1, 2, 3, 4, 5])
def test_the_layout_copes_with_a_handful_of_vertices(vertices):
    chain = scipy.sparse.diags([np.ones(vertices - 1)] * 2, [1, -1], shape=(vertices, vertices))
    place = layout(chain.tocsr())
    assert place.shape == (vertices, 2)
    assert np.isfinite(place).all()


def test_the_giant_component_is_the_largest():
    network = scipy.sparse.block_diag([two_groups(2), two_groups(4), np.zeros((3, 3))]).tocsr()
    assert giant_component(network).sum() == 8
