"""Progress as log lines, for runs that nobody watches in a terminal."""

import logging

LOG = logging.getLogger("factory.progress")


class LogProgress:
    """Says when a stage begins and ends; implements `factory.ports.Progress`."""

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        LOG.info("%s: %d %ss", stage, total, unit)

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """Every unit is in the journal already; a line for each frame would drown the log."""

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`."""
        LOG.info("%s: %s", stage, doing)

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        LOG.info("%s: %s", stage, note)
