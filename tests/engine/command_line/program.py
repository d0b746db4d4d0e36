"""What the tests of the program share: running it in an empty folder."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
CLASSICS = ROOT / "scenarios/classics"
SMALL = "tianji: 1\nmodel: bass\nname: small\ncalendar: {start: 2018-01-01, tick: quarter, ticks: 8}\nnetwork: {agents: 500}\n"


class Shell:
    """Runs the program in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.write("small.yaml", SMALL)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def command(self, *arguments):
        return [str(word) for word in (PROGRAM, *arguments)]

    def run(self, *arguments, expect=0):
        done = subprocess.run(self.command(*arguments), cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == expect, done.stderr
        return done

    def digest(self, *arguments):
        return self.run("run", *arguments).stdout.split()[-1]

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())
