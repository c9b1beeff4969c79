"""What this process and its children take: wall time, bytes written, and the largest of them."""

import os
import resource
import threading
import time
from pathlib import Path
from typing import Self


class ProcessWatch:
    """Wall time, bytes that this process and its children write, and the largest of them."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.largest_mb = 0.0
        self.bytes_written = 0

    def __enter__(self) -> Self:
        self._begun, self._before = time.monotonic(), _bytes_written()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.bytes_written = _bytes_written() - self._before
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.largest_mb = max(self.largest_mb, largest / 1024)

    @property
    def seconds(self) -> float:
        """Wall time since it began."""
        return time.monotonic() - self._begun

    def _look(self) -> None:
        while not self._over.wait(0.1):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.largest_mb = max(self.largest_mb, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def _bytes_written() -> int:
    """Return the bytes that this process and its ended children have written to disks."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes:"))
