"""A line on a terminal while a command has not said anything yet: what is waited for, and for how long."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, ParamSpec, Self, TextIO, TypeVar

from click import termui

AFTER_SECONDS: Final = 1.0
"""Nobody needs it sooner."""
EVERY_SECONDS: Final = 0.25
ERASED: Final = "\r\x1b[K"
LOADED: Final = "wiring.factory", "open_factory"
"""The module, and what stands in it at last, after which the database is what is waited for."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WaitingLine:
    """Shown on stderr from a second on, until the command's first word or question; nothing where stdout is no terminal.

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
            self._out, self._err = sys.stdout, sys.stderr
            self._write_error = self._err.write
            # Whatever prints asks the stream: click, rich and print alike.
            self._let_words_end(self._out)
            self._let_words_end(self._err)
            # A question is written by the terminal's own editor of lines, past both streams.
            self._ask, self._ask_hidden = termui.visible_prompt_func, termui.hidden_prompt_func
            termui.visible_prompt_func = self._ending(self._ask)
            termui.hidden_prompt_func = self._ending(self._ask_hidden)
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
            if not self._over.is_set():
                self._end_locked()

    def _end_locked(self) -> None:
        self._over.set()
        del self._out.write, self._err.write  # what stood before them is the streams' own
        termui.visible_prompt_func, termui.hidden_prompt_func = self._ask, self._ask_hidden
        if self._shown:
            self._err.write(ERASED)
            self._err.flush()

    def _let_words_end(self, stream: TextIO) -> None:
        stream.write = self._ending(stream.write)  # type: ignore[method-assign]

    def _ending(self, then: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return what ends the line first."""

        def ended_first(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            self.end()
            return then(*args, **kwargs)

        return ended_first

    def _show(self) -> None:
        began = time.monotonic()
        wait = self._after_seconds
        while not self._over.wait(wait):
            with self._lock:
                if self._over.is_set():
                    return
                if sys.stderr is not self._err:  # somebody draws there from now on
                    self._end_locked()
                    return
                self._shown = True
                words = "Asking the database" if _is_loaded() else "Loading the factory"
                self._write_error(f"{ERASED}{words}, {time.monotonic() - began:.0f} s")
                self._err.flush()
            wait = EVERY_SECONDS


def _is_loaded() -> bool:
    module, last = LOADED
    return hasattr(sys.modules.get(module), last)
