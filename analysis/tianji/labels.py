"""Short names that tell runs apart."""

from collections import Counter


def unique_labels(runs):
    """The policy or scenario of each run; where two have the same, what differs is added."""
    labels = [run.name for run in runs]
    for detail in (lambda run: f"{run.name} #{run.provenance.get('replicate', '?')}", lambda run: run.path.stem,
                   lambda run: str(run.path)):
        counts = Counter(labels)
        if max(counts.values(), default=1) == 1:
            break
        labels = [detail(run) if counts[label] > 1 else label for run, label in zip(runs, labels)]
    return labels
