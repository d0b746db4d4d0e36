"""What does an ecosystem cost, and how does it grow? Runs of the flagship model with 10^4, 10^5 and 10^6 organisations.

    benchmarks/ecosystem.py build/release/tianji [--most 1000000]

Projects, topics, calls and budgets grow with the organisations, so a model without hidden products takes the same time for each of them. Each run is the
program's own, on the clock, until the result file is closed; the largest sizes run once, the smallest five times (median). Prints one JSON object.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import h5py

TICKS = 40

SCENARIO = """\
tianji: 1
model: ecosystem
name: scaled_{n}
calendar: {{start: 2025-01-01, tick: quarter, ticks: {ticks}}}
currency: EUR
seed: 7
inputs:
  synthetic: {{firms: {firms}, universities: {twentieth}, labs: {twentieth}, latent: {tenth}, projects: {tenth}, fields: 8, topics_per_year: {hundredth}}}
treasuries: {{nation: {fifth}, county: {fiftieth}}}
programmes:
  grants: {{instrument: direct_grant, source: nation, call: {{budget: {tenth}}}}}
  races: {{instrument: racehorse, source: nation, call: {{budget: {twentieth}}}}}
  challenges: {{instrument: open_bidding, source: nation, call: {{budget: {twentieth}}}}}
"""


def scenario(n):
    return SCENARIO.format(n=n, ticks=TICKS, firms=n * 9 // 10, twentieth=n // 20, tenth=n // 10, hundredth=n // 100, fifth=n // 5, fiftieth=n // 50)


def run(program, n, threads, folder):
    """Seconds on the clock, the most memory held [byte], and the profile: seconds by process."""
    text, result = folder / f"{n}.yaml", folder / f"{n}.h5"
    text.write_text(scenario(n))
    command = [program, "run", text, "-o", result, "--overwrite", "--quiet", "--profile", "--threads", str(threads)]
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for: Popen must not do it again
    assert child.returncode == 0, f"tianji ended with {child.returncode}"
    with h5py.File(result) as file:
        group = file["profile"]
        parts = [name for name in group if name != "process" and group[name].dtype.kind == "f"]
        times = {name.decode() if isinstance(name, bytes) else str(name): float(sum(group[part][i] for part in parts))
                 for i, name in enumerate(group["process"].asstr()[:])}
    megabytes = result.stat().st_size / 1e6
    result.unlink()
    return {"seconds": seconds, "bytes": usage.ru_maxrss * 1024, "megabytes": megabytes, "profile": times}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--most", type=int, default=1_000_000, help="organisations of the largest run")
    options = parser.parse_args()
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        for n in (10_000, 100_000, 1_000_000):
            if n > options.most:
                continue
            for threads in (1, 2):
                runs = [run(options.program, n, threads, pathlib.Path(folder)) for _ in range(5 if n == 10_000 else 1)]
                middle = statistics.median(one["seconds"] for one in runs)
                best = min(runs, key=lambda one: abs(one["seconds"] - middle))
                everybody = n + n // 10  # with those nobody has seen yet
                answers.append({
                    "name": f"organisations:{n}/threads:{threads}", "organisations": n, "threads": threads, "seconds": middle, "ns_per_organisation_and_tick": 1e9 * middle / (everybody * TICKS),
                    "bytes_per_organisation": best["bytes"] / everybody, "megabytes": best["megabytes"], "profile": best["profile"],
                })
    print(json.dumps({"benchmarks": answers}, indent=1))


if __name__ == "__main__":
    main()
