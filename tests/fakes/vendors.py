"""The emulated vendors, as a test speaks to them: order faults, read what was asked and billed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from emulators.app import environment
from resources.machine.child_processes import bound_to_parent
from tests.fakes.free_ports import answers, free_port

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Vendors:
    """One running set of emulators."""

    base: str
    http: httpx2.Client

    @property
    def port(self) -> int:
        """Where they answer on loopback."""
        return int(self.base.rpartition(":")[2])

    @property
    def variables(self) -> dict[str, str]:
        """What points the clients at them."""
        return dict(environment(self.base))

    def order(self, kind: str, **wanted: Any) -> None:
        """Order a fault; see `emulators.control_desk.Fault`."""
        self.http.post("/__faults", json={"kind": kind, **wanted}).raise_for_status()

    def seen(self, vendor: str = "", path: str = "") -> list[dict[str, Any]]:
        """Return the requests a vendor saw."""
        entries = self.http.get("/__requests", params={"vendor": vendor}).json()
        return [entry for entry in entries if path in entry["path"]]

    def paid(self, vendor: str = "", path: str = "") -> list[dict[str, Any]]:
        """Return those among them that it billed."""
        return [entry for entry in self.seen(vendor, path) if entry["billed"]]

    def forget(self) -> None:
        """Empty the log and call off every fault."""
        self.http.delete("/__requests").raise_for_status()


@contextmanager
def running_vendors() -> Iterator[Vendors]:
    """Start the emulators in a process of their own; it is gone afterwards."""
    port = free_port(18900 + os.getpid() % 900)
    command = [sys.executable, "-m", "emulators", "--port", str(port)]
    process = subprocess.Popen(bound_to_parent(command, signal.SIGTERM), cwd=PROJECT)
    try:
        while not answers(port):
            assert process.poll() is None, "the emulators ended at once"
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            yield Vendors(f"http://127.0.0.1:{port}", http)
    finally:
        process.terminate()
        process.wait(10)
