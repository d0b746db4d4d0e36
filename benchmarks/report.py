"""Prints the tables of README.md from the figures of one `./dev bench`, and with --update writes them there.

    report.py FOLDER [--update README.md]      FOLDER holds one JSON file per benchmark
"""

import argparse
import json
import pathlib
import re

BEGIN, END = "<!-- figures: ./dev bench --update -->", "<!-- end of figures -->"


def read(folder):
    """{file: {name of the case: figures}}; a case is named without how it was measured."""
    figures = {}
    for path in sorted(folder.glob("*.json")):
        cases = {}
        for case in json.loads(path.read_text())["benchmarks"]:
            if case.get("error_occurred"):
                raise SystemExit(f"{path.name}: {case['name']}: {case['error_message']}")
            cases[re.sub(r"/(iterations:\d+|manual_time)|^compare/", "", case["name"])] = case
        figures[path.stem] = cases
    return figures


def of_sizes(cases, key, model, threads, sizes):
    return [cases[f"{model}/agents:{size}/threads:{threads}"][key] for size in sizes]


def engine_table(figures):
    cases, sizes = figures["classics"], (10_000, 100_000, 1_000_000, 10_000_000)
    yield "| model | threads | figure | " + " | ".join(f"10^{len(str(size)) - 1}" for size in sizes) + " |"
    yield "|---|---|---|" + "---|" * len(sizes)
    for model in ("money_exchange", "bass"):
        for threads in (1, 2):
            for key, text, form in (
                ("ratio", "engine / limit, identical draws", "**{:.2f}**"),
                ("ratio_to_cheapest", "engine / limit, cheapest draws", "{:.2f}"),
                ("engine_ns", "engine [ns per agent and tick]", "{:.1f}"),
            ):
                values = " | ".join(form.format(v) for v in of_sizes(cases, key, model, threads, sizes))
                yield f"| {model} | {threads} | {text} | {values} |"
        yield f"| {model} | 2 | gain of the engine / gain of the limit | " + " | ".join(
            f"{gain_of_engine(cases, model, size):.2f}" for size in sizes
        ) + " |"


def gain_of_engine(cases, model, size):
    """What two threads gain the engine, divided by what they gain the limit."""
    one, two = (cases[f"{model}/agents:{size}/threads:{threads}"] for threads in (1, 2))
    return (one["engine_ns"] / two["engine_ns"]) / (one["limit_ns"] / two["limit_ns"])


def questions(figures):
    """(question, target or none, answer, is it met)."""
    small, threads, memory = figures["small"], figures["threads"], figures["memory"]
    graph, recording, numpy = figures["graph"], figures["recording"], figures["numpy"]

    for model, target in (("money_exchange", 2), ("bass", 8)):
        for size in (100_000, 1_000_000):
            case = f"{model}/agents:{size}"
            times = numpy[case]["ratio"]
            yield f"NumPy / engine, {model}, {size:,} agents, one thread", f">= {target}", times, times >= target
    for model in ("money_exchange", "bass"):
        ratio = memory[f"{model}/1000000"]["ratio"]
        yield f"memory / plain arrays, {model}, frozen graph", "<= 1.5", ratio, ratio <= 1.5
    bytes_per_tie = graph["editable_churned/1"]["bytes_per_tie"]
    yield "editable graph [bytes per tie]", "<= 64", bytes_per_tie, bytes_per_tie <= 64
    work = threads["work"]
    yield (
        f"gain of two threads, {work['ns_per_agent']:.0f} ns per agent (a plain loop gains {work['limit_gain']:.2f})",
        ">= 1.9",
        work["gain"],
        work["gain"] >= 1.9,
    )
    search = threads["parallel_search"]
    yield (
        f"gain of two threads, NK search, 1000 landscapes (a plain loop gains {search['limit_gain']:.2f})",
        ">= 1.9",
        search["gain"],
        search["gain"] >= 1.9,
    )
    empty = small["empty_process"]["ns_per_tick"]
    yield "an empty process over 100 agents [ns per tick]", "<= 1000", empty, empty <= 1000
    ten = small["ten_trivial_processes"]["ticks_per_second"]
    yield "ticks per second, 100 agents, ten trivial processes", ">= 50000", ten, ten >= 50_000
    edit = graph["commit_batch"]["ns_per_edit"]
    yield "graph edit, 1 % of 4·10^6 ties per tick [ns]", "<= 400", edit, edit <= 400
    for form, target in (("frozen", 1.3), ("editable_fresh", 1.3), ("editable_churned", 2.0)):
        ratio = graph[f"{form}/1"]["best_ns_each"] / graph["plain_rows/1"]["best_ns_each"]
        yield f"neighbours / plain rows, {form.replace('_', ' ')} graph", f"<= {target}", ratio, ratio <= target
    for case, what, target in (
        ("classic_measures/money_exchange", "all measures, money exchange, 10^6 agents", 0.03),
        ("classic_measures/bass", "all measures, Bass, 10^6 agents", 0.03),
        ("netherlands_measures", "all measures, Netherlands, 32 quarters", 0.03),
        ("panel", "a panel of 10 columns × 10^5 agents every 4 ticks", 0.15),
    ):
        share = recording[case]["added"]
        yield f"recording adds: {what} [%]", f"<= {100 * target:.0f}", 100 * share, share <= target
    everything = 100 * recording["netherlands"]["added"]
    yield "recording adds: everything recorded by default, Netherlands, 32 quarters [%]", "", everything, None
    one = figures["checkpoint"]["checkpoint"]
    waits = (one["copying"] + one["digest"]) / one["tick"]
    yield f"a checkpoint of 10^6 agents, {one['megabytes']:.0f} MB: the run waits [ticks]", "", waits, None
    yield "the same, written on another thread [ticks]", "", one["writing"] / one["tick"], None
    yield from ecosystem_questions(figures)


def of_ecosystem(figures, size, threads):
    return figures["ecosystem"][f"organisations:{size}/threads:{threads}"]


def ecosystem_table(figures):
    sizes = (10_000, 100_000, 1_000_000)
    yield "| ecosystem, 40 quarters | threads | " + " | ".join(f"10^{len(str(size)) - 1}" for size in sizes) + " |"
    yield "|---|---|" + "---|" * len(sizes)
    for threads in (1, 2):
        runs = [of_ecosystem(figures, size, threads) for size in sizes]
        yield f"| on the clock [s] | {threads} | " + " | ".join(f"{one['seconds']:.1f}" for one in runs) + " |"
        yield f"| per organisation and tick [ns] | {threads} | " + " | ".join(f"{one['ns_per_organisation_and_tick']:,.0f}" for one in runs) + " |"
    runs = [of_ecosystem(figures, size, 1) for size in sizes]
    yield "| memory per organisation [byte] | 1 | " + " | ".join(f"{one['bytes_per_organisation']:,.0f}" for one in runs) + " |"
    yield "| result file [MB] | 1 | " + " | ".join(f"{one['megabytes']:,.0f}" for one in runs) + " |"


def where_the_time_goes(figures):
    """Shares of the largest run on one thread, the longest first."""
    one, two = (of_ecosystem(figures, 1_000_000, threads)["profile"] for threads in (1, 2))
    yield "| process, 10^6 organisations | one thread [s] | share [%] | two threads [s] |"
    yield "|---|---|---|---|"
    for name, seconds in sorted(one.items(), key=lambda item: -item[1]):
        yield f"| {name} | {seconds:.1f} | {100 * seconds / sum(one.values()):.1f} | {two[name]:.1f} |"


def ecosystem_questions(figures):
    small, large, two = of_ecosystem(figures, 10_000, 1), of_ecosystem(figures, 1_000_000, 1), of_ecosystem(figures, 1_000_000, 2)
    growth = large["ns_per_organisation_and_tick"] / small["ns_per_organisation_and_tick"]
    yield "ecosystem: time per organisation and tick, 10^6 / 10^4 organisations, one thread", "<= 1.5", growth, growth <= 1.5
    yield "ecosystem: 10^6 organisations, 40 quarters, two threads [s]", "<= 60", two["seconds"], two["seconds"] <= 60
    memory = large["bytes_per_organisation"]
    yield "ecosystem: memory per organisation at 10^6 [byte]", "<= 1500", memory, memory <= 1500
    gain = large["seconds"] / two["seconds"]
    yield "ecosystem: gain of two threads at 10^6", ">= 1.6", gain, gain >= 1.6
    recording = 100 * large["profile"]["observers"] / sum(large["profile"].values())
    yield "ecosystem: measures and recording, share of the run at 10^6 [%]", "<= 10", recording, recording <= 10


def table(figures):
    yield from engine_table(figures)
    yield ""
    yield from ecosystem_table(figures)
    yield ""
    yield from where_the_time_goes(figures)
    yield ""
    yield "| question | target | answer | |"
    yield "|---|---|---|---|"
    for question, target, answer, is_met in questions(figures):
        number = f"{answer:,.0f}" if abs(answer) >= 100 else f"{answer:.2f}"
        verdict = {True: "met", False: "**missed**", None: ""}[is_met]
        yield f"| {question} | {target} | {number} | {verdict} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--update", type=pathlib.Path, metavar="README.md")
    options = parser.parse_args()
    text = "\n".join(table(read(options.folder)))
    print(text)
    if options.update:
        before, rest = options.update.read_text().split(BEGIN)
        options.update.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
