"""A line on a terminal while a command has not said anything yet: what is waited for, and for how long."""

import sys
import threading
import time
from types import TracebackType
from typing import Final, Self

AFTER_SECONDS: Final = 1.0
"""Nobody needs it sooner."""
EVERY_SECONDS: Final = 0.25
ERASED: Final = "\r\x1b[K"
LOADED: Final = "wiring.factory", "open_factory"
"""The module, and what stands in it at last, after which the database is what is waited for."""


class WaitingLine:
    """Shown on stderr from a second on, until the first word of the command; nothing where stdout is no terminal.

    Args:
        after_seconds: how long nothing is shown.
    """

    def __init__(self, after_seconds: float = AFTER_SECONDS) -> None:
        self._after_seconds = after_seconds
        self._over = threading.Event()
        self._shown = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        if sys.stdout.isatty() and sys.stderr.isatty():
            self._out, self._write = sys.stdout, sys.stdout.write
            # Whatever prints asks the stream: click, rich and print alike.
            self._out.write = self._first_word  # type: ignore[method-assign]
            threading.Thread(target=self._show, name="waiting line", daemon=True).start()
        else:
            self._over.set()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Take the line away, for good."""
        with self._lock:
            if self._over.is_set():
                return
            self._over.set()
            self._out.write = self._write  # type: ignore[method-assign]
            if self._shown:
                sys.stderr.write(ERASED)
                sys.stderr.flush()

    def _first_word(self, text: str) -> int:
        self.end()
        return self._write(text)

    def _show(self) -> None:
        began = time.monotonic()
        wait = self._after_seconds
        while not self._over.wait(wait):
            with self._lock:
                if self._over.is_set():
                    return
                self._shown = True
                words = "Asking the database" if _is_loaded() else "Loading the factory"
                sys.stderr.write(f"{ERASED}{words}, {time.monotonic() - began:.0f} s")
                sys.stderr.flush()
            wait = EVERY_SECONDS


def _is_loaded() -> bool:
    module, last = LOADED
    return hasattr(sys.modules.get(module), last)
