"""A Slurm of one host for tests: three daemons in the foreground, everything they write in one scratch folder, nothing outside it.

No systemd, no cgroups, no entry in /etc/hosts and no /run/munge are needed. Ports are free ones: several clusters can stand side by side.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from ordinary_user import AS_USER, NAME, give, open_folder

PATIENCE = 30  # seconds for the cluster to come up
PACKAGE_OF = {"munged": "munge", "slurmctld": "slurmctld", "slurmd": "slurmd", "sbatch": "slurm-client", "squeue": "slurm-client",
              "scancel": "slurm-client", "scontrol": "slurm-client", "sinfo": "slurm-client"}
PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/bin"])

SETTINGS = {
    "ClusterName": "tests",
    "SlurmUser": "root",
    "SlurmdUser": "root",
    "AuthType": "auth/munge",
    # A cgroup plugin ends slurmd where both versions of cgroups are mounted.
    "ProctrackType": "proctrack/linuxproc",
    "TaskPlugin": "task/none",
    "JobAcctGatherType": "jobacct_gather/linux",
    "SchedulerType": "sched/backfill",
    # Jobs start at once; by default two in three seconds.
    "SchedulerParameters": "batch_sched_delay=0,sched_min_interval=0,bf_interval=1",
    # As many processors and as much memory as stand below, whatever the machine has.
    "SlurmdParameters": "config_overrides",
    "SelectType": "select/cons_tres",
    "SelectTypeParameters": "CR_Core_Memory",
    "MailProg": "/bin/true",
    "MpiDefault": "none",
    "ReturnToService": 2,
    "MaxArraySize": 1001,
}


def missing_packages(programs=PROGRAMS):
    return sorted({package for program, package in PACKAGE_OF.items() if not shutil.which(program, path=programs)})


def free_ports(count):
    """Asked for together, so that they differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def settings_of_this_host(folder):
    """Told to listen at one address only, the daemons take that of the machine's name. Where it is not on the loopback, or has none,
    they listen everywhere; without the key of this cluster nobody gets an answer."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        address = ""
    loopback = address.startswith("127.")
    address = address if loopback else "127.0.0.1"
    host = name.split(".")[0]
    controller_port, node_port = free_ports(2)
    return {
        "SlurmctldHost": f"{host}({address})",
        **({"CommunicationParameters": "NoCtldInAddrAny,NoInAddrAny"} if loopback else {}),
        "SlurmctldPort": controller_port,
        "SlurmdPort": node_port,
        "AuthInfo": f"socket={folder}/munge/socket",
        "StateSaveLocation": f"{folder}/state",
        "SlurmdSpoolDir": f"{folder}/spool",
        "SlurmctldPidFile": f"{folder}/slurmctld.pid",
        "SlurmdPidFile": f"{folder}/slurmd.pid",
        "NodeName": f"{host} NodeAddr={address} CPUs=4 RealMemory=4000 State=UNKNOWN",
        "PartitionName": f"main Nodes={host} Default=YES MaxTime=INFINITE State=UP DefMemPerCPU=500",
    }


class Cluster:
    """`start` it, call Slurm's programs as the ordinary user, `stop` it. `home` is the user's folder, where commands run unless
    told another."""

    def __init__(self, folder, **settings):
        self.folder = folder
        self.home = give(folder / "home")
        self.configuration = folder / "slurm.conf"
        self.settings = {**SETTINGS, **settings_of_this_host(folder), **settings}
        self.daemons = {}
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "USER": NAME, "LOGNAME": NAME, "LANG": "C.UTF-8",
                            "SLURM_CONF": str(self.configuration)}

    # Up and down.

    def start(self):
        self.configuration.write_text("".join(f"{key}={value}\n" for key, value in self.settings.items()))
        for name in ("state", "spool", "munge"):
            (self.folder / name).mkdir()
        self._start_munge()
        self._launch("slurmctld", "-D")
        self._launch("slurmd", "-D", "-N", self.settings["NodeName"].split()[0])
        self._wait_for("an idle node", lambda: self.try_to("sinfo", "--noheader", "--format=%T").stdout.split() == ["idle"])

    def stop(self):
        """Also after a start that failed half-way; jobs end with the cluster."""
        for daemon in reversed(self.daemons.values()):
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        while self._kill_members():
            time.sleep(0.05)

    def _start_munge(self):
        folder = self.folder / "munge"
        key = folder / "key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))
        self._launch("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={folder}/socket", f"--pid-file={folder}/pid",
                     f"--log-file={folder}/log", f"--seed-file={folder}/seed")
        self._wait_for("the socket of munged", (folder / "socket").exists)

    def _launch(self, name, *arguments):
        # If the tests are killed, the daemon goes with them.
        command = ["setpriv", "--pdeathsig=TERM", shutil.which(name, path=PROGRAMS), *arguments]
        with (self.folder / f"{name}.log").open("w") as log:
            self.daemons[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                env={"PATH": PROGRAMS, "SLURM_CONF": str(self.configuration)}, start_new_session=True)

    def _wait_for(self, what, is_there):
        end = time.monotonic() + PATIENCE
        while not is_there():
            gone = [name for name, daemon in self.daemons.items() if daemon.poll() is not None]
            if gone or time.monotonic() > end:
                why = f"{gone[0]} ended" if gone else f"waited {PATIENCE} s for {what}"
                raise RuntimeError(f"the cluster did not come up ({why})\n{self.logs()}")
            time.sleep(0.1)

    def members(self):
        """Process ids of daemons, jobs and their steps, which do not belong to slurmd: all know this cluster's configuration."""
        mark = f"SLURM_CONF={self.configuration}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
            except OSError:  # ended meanwhile, or somebody else's
                pass
        return found

    def _kill_members(self):
        left = self.members()
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return left

    def logs(self):
        """The last lines of each daemon."""
        return "\n".join("\n".join([f"--- {log.name}", *log.read_text(errors="replace").splitlines()[-30:]])
                         for log in sorted(self.folder.glob("*.log")))

    # What the ordinary user does.

    def try_to(self, *command, folder=None, environment=None, text="", seconds=60):
        """Runs a command; `environment` is added to the user's, `text` is its standard input."""
        return subprocess.run([str(word) for word in command], cwd=folder or self.home, env={**self.environment, **(environment or {})},
                              input=text, capture_output=True, text=True, timeout=seconds, **AS_USER)

    def call(self, *command, **options):
        done = self.try_to(*command, **options)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def sbatch(self, script, *options, folder=None):
        """Submits the lines of a shell script; the number of the job."""
        return int(self.call("sbatch", "--parsable", *options, folder=folder, text=f"#!/bin/sh\n{script}\n"))

    def squeue(self, job):
        """Element → state, of those that wait or run."""
        rows = [line.split() for line in self.call("squeue", "--noheader", "--array", "--format=%F %K %T").splitlines()]
        return {int(index): state for number, index, state in rows if int(number) == job and index != "N/A"}

    def wait(self, job, seconds=60):
        """Until nothing of an array waits or runs."""
        self.wait_until(lambda: not self.squeue(job), seconds)

    def wait_until(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"not so after {seconds} s\n{self.call('squeue')}\n{self.logs()}"
            time.sleep(0.1)

    def outcomes(self, job):
        """Element → (state, exit status or "signal N"), as long as Slurm remembers (five minutes)."""
        found = {}
        for line in self.call("scontrol", "show", "job", "--oneliner", job).splitlines():
            cells = dict(re.findall(r"(ArrayTaskId|JobState|ExitCode)=(\S+)", line))
            status, killed_by = cells["ExitCode"].split(":")
            for index in indices(cells["ArrayTaskId"]):
                found[index] = (cells["JobState"], f"signal {killed_by}" if killed_by != "0" else int(status))
        return found


def indices(text):
    """Those that Slurm means by 3,5-7%2."""
    ranges = [part.split("-") for part in text.split("%")[0].split(",")]
    return [index for part in ranges for index in range(int(part[0]), int(part[-1]) + 1)]


@contextmanager
def running_cluster(**settings):
    """From start to stop; `settings` are lines of slurm.conf that replace those above, such as MaxArraySize=11."""
    with open_folder("tianji-slurm-") as folder:
        cluster = Cluster(folder, **settings)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
