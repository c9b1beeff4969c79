"""One structured log of all processes of a factory: a JSON object a line, errors apart.

Every process writes its own words to a file of its own, and goes on doing so whoever dies. From
these files the records are read, so that a process never waits for whoever keeps the log.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from resources.machine.private_files import private_folder
from resources.machine.redaction import maskable, redacted

FORMAT: Final = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
DATES: Final = "%Y-%m-%d %H:%M:%S %z"
"""Dagster's own, so that one pattern reads every process."""

COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
BEGINNING: Final = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}) - (?P<logger>\S+) - "
    r"(?P<level>CRITICAL|ERROR|WARNING|INFO|DEBUG) - (?P<message>.*)"
)
RUN: Final = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
GRAVE: Final = ("error", "critical")
RECORD_CHARS: Final = 20_000
"""A record that is longer is cut; a traceback through Dagster has about 8,000."""
READ_BYTES: Final = 1 << 20
FILE_BYTES: Final = 10 << 20
"""A log that grew so large is put aside, and a new one begun."""
KEPT: Final = 4
"""Files of each log beside the one that is written: `factory.jsonl.1` is the newest of them."""


@dataclass(slots=True)
class _Source:
    """What is known of one process's file."""

    offset: int = 0
    lines: list[str] = field(default_factory=list[str])
    """Of the record that may go on."""


class StructuredLog:
    """`factory.jsonl` has every record, `errors.jsonl` those of failures.

    Args:
        folder: for the two; only this user can read them.
        secrets: words that are masked, as `resources.machine.redaction` says.
    """

    def __init__(self, folder: Path, secrets: Sequence[str]) -> None:
        private_folder(folder)
        self._all = folder / "factory.jsonl"
        self._errors = folder / "errors.jsonl"
        self._masked = maskable(secrets)
        self._sources: dict[str, _Source] = {}

    def begin(self, service: str, file: Path) -> None:
        """Leave out what a file holds already: it was written before this factory started."""
        self._sources[service] = _Source(file.stat().st_size if file.exists() else 0)

    def take(self, service: str, file: Path) -> None:
        """Take over what a process has written since the last time."""
        source = self._sources.setdefault(service, _Source())
        new = _new_text(file, source)
        records: list[dict[str, str]] = []
        for line in COLOUR.sub("", new).removesuffix("\n").split("\n") if new else ():
            if BEGINNING.fullmatch(line) and source.lines:
                records.append(_record(service, source.lines))
                source.lines = []
            source.lines.append(line)
        if not new and source.lines:  # it was silent for a look: the record is whole
            records.append(_record(service, source.lines))
            source.lines = []
        self._write(self._all, records)
        self._write(self._errors, [one for one in records if one["level"] in GRAVE])

    def _write(self, path: Path, records: Sequence[Mapping[str, str]]) -> None:
        if not records:
            return
        if path.exists() and path.stat().st_size > FILE_BYTES:
            _set_aside(path)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as log:
            for record in records:
                # Before it is cut and quoted: half a secret is one, and JSON writes `"` as `\\"`.
                said = {key: redacted(text, self._masked) for key, text in record.items()}
                said["message"] = said["message"][:RECORD_CHARS]
                log.write(json.dumps(said, ensure_ascii=False) + "\n")


def _new_text(file: Path, source: _Source) -> str:
    """Return whole lines that are new; a file that is shorter than before was begun anew."""
    if not file.exists():
        return ""
    with file.open("rb") as log:
        if log.seek(0, 2) < source.offset:
            source.offset = 0
        log.seek(source.offset)
        read = log.read(READ_BYTES)
    whole = read[: read.rfind(b"\n") + 1] or (read if len(read) == READ_BYTES else b"")
    source.offset += len(whole)
    return whole.decode("utf-8", "replace")


def _record(service: str, lines: Sequence[str]) -> dict[str, str]:
    found = BEGINNING.fullmatch(lines[0])
    rest = "\n".join(lines[1:])
    if found is None:  # printed, not logged: a traceback of a process that ends, for example
        words = "\n".join(lines)
        level = "error" if "Traceback (most recent call last)" in words else "info"
        at, logger, message = datetime.now(UTC), service, words
    else:
        at = datetime.strptime(found["at"], DATES).astimezone(UTC)
        level, logger = found["level"].lower(), found["logger"]
        message = f"{found['message']}\n{rest}" if rest else found["message"]
    run = RUN.search(message)
    return {
        "at": at.isoformat(),
        "service": service,
        "level": level,
        "logger": logger,
        "message": message,
        **({"run_id": run.group()} if run else {}),
    }


def _set_aside(path: Path) -> None:
    """Rename `x` to `x.1`, `x.1` to `x.2` and so on; the last goes."""
    for older, newer in _pairs(path):
        if newer.exists():
            newer.replace(older)


def _pairs(path: Path) -> Iterator[tuple[Path, Path]]:
    names = [path, *(path.with_name(f"{path.name}.{n}") for n in range(1, KEPT + 1))]
    yield from zip(reversed(names[1:]), reversed(names[:-1]), strict=True)
