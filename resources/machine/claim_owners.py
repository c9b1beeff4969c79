"""Owners: which process holds a claim, and whether it can still be alive."""

import os
import re
import socket
import time
from functools import cache
from pathlib import Path

import psutil


@cache
def _machine() -> tuple[str, str, str]:
    """Return host, boot and process namespace: where a process number means anything."""
    host = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:60] or "host"
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        namespace = re.sub(r"\D", "", str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        return host, str(int(psutil.boot_time())), "0"
    return host, boot, namespace


def this_process() -> str:
    """Return `host.boot.namespace.process.start`: letters, digits and '-' between the dots."""
    return ".".join((*_machine(), str(os.getpid()), _start(os.getpid()) or "0"))


def seconds_since_start() -> float:
    """Return how long ago this process was started, before it had loaded anything."""
    return max(0.0, time.time() - psutil.Process().create_time())


def certainly_dead(owner: str) -> bool:
    """Whether that process has ended; False where this machine cannot know."""
    try:
        host, boot, namespace, process, start = owner.split(".")[:5]
    except ValueError:
        return False
    if (host, boot, namespace) != _machine() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _start(int(process)) != start


def certainly_alive(owner: str) -> bool:
    """Whether that process runs on this machine now; False where this machine cannot know."""
    return tuple(owner.split(".")[:3]) == _machine() and not certainly_dead(owner)


def _start(process: int) -> str | None:
    """Return when a process began, as this system counts; None if there is none, or a zombie.

    Linux's own ticks since boot (proc(5), stat, field 22) do not move when the clock is set.
    """
    try:
        fields = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        return None if fields[0] in "ZX" else fields[19]
    except OSError:
        pass
    try:
        found = psutil.Process(process)
        return None if found.status() == psutil.STATUS_ZOMBIE else str(int(found.create_time()))
    except psutil.Error:
        return None
