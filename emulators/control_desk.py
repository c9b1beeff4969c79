"""What a test reads and orders: every request a vendor saw, what it billed, and the faults to come."""

import itertools
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FAULT_KEYS = frozenset({"vendor", "path", "method", "kind", "times", "skip", "options"})


@dataclass
class Entry:
    """One request, as the vendor saw it; no key is kept."""

    number: int
    vendor: str
    method: str
    path: str
    model: str = ""
    status: int = 0
    """0 while it is being answered, and for good when the answer got lost."""
    fault: str = ""
    billed: dict[str, Any] | None = None
    """`{"unit": ..., "quantity": ...}` when the vendor charges for it."""
    asked: dict[str, Any] = field(default_factory=dict[str, Any])
    """What was asked for, as far as a test may want to know."""

    def bill(self, unit: str, quantity: float) -> None:
        """The vendor charges for this request, whatever becomes of its answer."""
        self.billed = {"unit": unit, "quantity": quantity}


@dataclass
class Fault:
    """Something that goes wrong, `times` times, after `skip` requests that go well."""

    kind: str
    vendor: str = ""
    path: str = ""
    """Part of the path; empty matches all."""
    method: str = ""
    times: int = 1
    skip: int = 0
    options: dict[str, Any] = field(default_factory=dict[str, Any])

    def concerns(self, vendor: str, method: str, path: str) -> bool:
        """Whether a request is one of those it waits for."""
        return (
            self.times > 0
            and self.vendor in ("", vendor)
            and self.method in ("", method)
            and self.path in path
        )


class ControlDesk:
    """The log and the faults of all vendors; used from the event loop and from worker threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self._faults: list[Fault] = []
        self._numbers = itertools.count(1)

    def arrived(self, vendor: str, method: str, path: str) -> Entry:
        """Note a request the moment it is there."""
        with self._lock:
            entry = Entry(next(self._numbers), vendor, method, path)
            self._entries.append(entry)
            return entry

    def entries(self, vendor: str = "") -> list[dict[str, Any]]:
        """Return what was seen since the last `forget`, oldest first."""
        with self._lock:
            return [asdict(entry) for entry in self._entries if vendor in ("", entry.vendor)]

    def forget(self) -> None:
        """Empty the log and call off every fault."""
        with self._lock:
            self._entries.clear()
            self._faults.clear()

    def order(self, wanted: Mapping[str, Any]) -> None:
        """Take an order for a fault; keys beside Fault's own are its options.

        Raises:
            ValueError: it has no kind.
        """
        if not wanted.get("kind"):
            raise ValueError("a fault wants a `kind`")
        own = {key: wanted[key] for key in FAULT_KEYS & set(wanted)}
        options = {key: wanted[key] for key in set(wanted) - FAULT_KEYS}
        with self._lock:
            self._faults.append(Fault(**{**own, "options": {**options, **own.get("options", {})}}))

    def take(self, vendor: str, method: str, path: str, kinds: frozenset[str]) -> Fault | None:
        """Return the first fault of these kinds that is due, and count it."""
        with self._lock:
            for fault in self._faults:
                if fault.kind in kinds and fault.concerns(vendor, method, path):
                    if fault.skip > 0:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None
