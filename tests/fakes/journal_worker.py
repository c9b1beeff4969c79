"""Performs units in a process of its own, and says on stdout what it does.

`python -m tests.fakes.journal_worker URL STORE EFFECTS LEASE_SECONDS OWNER LABEL...` begins at a line
on stdin; with the word `hold` as first label, each unit waits for one more before it is finished.
"""

import sys
from pathlib import Path

from factory.units_of_work import UnitDetail
from resources.database.connection import open_database
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit


def main(url: str, root: str, effects: str, lease: str, owner: str, *labels: str) -> None:
    """Perform the units one after the other."""
    hold = labels[0] == "hold"
    journal = PostgresJournal(
        open_database(url), DiskStore(Path(root)), owner=owner or None, lease_seconds=float(lease)
    )

    say("ready")
    sys.stdin.readline()
    for label in labels[1:] if hold else labels:

        def do(target: Path, label: str = label) -> UnitDetail:
            with Path(effects).open("a", encoding="utf-8") as log:
                log.write(f"{label}\n")
            say(f"doing {label}")
            if hold:
                sys.stdin.readline()
            target.write_text(label, encoding="utf-8")
            return UnitDetail()

        say(f"asking {label}")
        done = journal.perform(unit(label), do)
        say(f"reused {label}" if done.reused else f"done {label}")


def say(words: str) -> None:
    """Print at once, so that whoever waits for it need not sleep."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
