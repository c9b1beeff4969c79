"""A real pseudo-terminal of 80 columns: what a program draws on it, and what a person then sees."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

COLUMNS = 80
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class PseudoTerminal:
    """A program on a terminal of its own.

    Args:
        command: what is run.
        environment: what it is run with.
        keyboard: whether it reads from the terminal too, and not from a pipe.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, keyboard: bool = False
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            command,
            env={**environment, "TERM": "xterm-256color"},
            stdin=slave if keyboard else subprocess.PIPE,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.drawn = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        os.close(self._master)

    def draws(self) -> str:
        """Wait for more and return it; nothing when the program has ended."""
        try:
            more = os.read(self._master, 65536).decode(errors="replace")
        except OSError:  # Linux's answer when nobody holds the other end any more
            more = ""
        self.drawn += more
        return more

    def types(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._master, keys.encode())

    def draws_until(self, words: str) -> None:
        """Wait until this was drawn."""
        while words not in self.drawn:
            assert self.draws(), self.drawn

    def to_its_end(self) -> int:
        """Read until the program ends; return its exit code."""
        while self.draws():
            pass
        return self.process.wait()

    @property
    def lines(self) -> list[str]:
        """Every line that was drawn, without colours and movements of the cursor."""
        return re.split(r"[\r\n]+", _CONTROL.sub("", self.drawn))
