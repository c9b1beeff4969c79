"""Licences of the user's own files, as rows of a table beside them: one reader for every kind."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factory.documents.error_words import listed, shown
from factory.errors import BadInput

LICENCES = "licences.csv"
"""A table beside the files: file, licence, attribution."""
SEPARATORS = ",;\t"
MAX_BYTES = 1 << 20
COLUMNS = "file, licence, attribution"


@dataclass(frozen=True, slots=True)
class Licence:
    """Who may use a file and who is to be named."""

    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    file: str
    licence: Licence


def licence_of(path: Path, whole: Licence, subject: str, key: str) -> Licence:
    """Return what the table beside a file says of it, else what the channel says of them all.

    Names are compared as people read them: another case, or another way of writing é, is the same.

    Args:
        path: the file.
        whole: of the folder.
        subject: what messages call the file's kind: `picture`.
        key: where the channel says it: `pictures.licence`.

    Raises:
        BadInput: the table cannot be read, a row of it matches no file, or there is no licence.
    """
    folder = path.parent
    table = folder / LICENCES
    found = _matched(folder, table).get(path.name, whole) if table.is_file() else whole
    if not found.licence.strip():
        raise BadInput(
            f"{subject} {path.name!r} in {folder}: no licence found; give {key}, or a row in "
            f"{LICENCES} ({COLUMNS})"
        )
    return Licence(found.licence.strip(), found.attribution.strip())


def _matched(folder: Path, table: Path) -> dict[str, Licence]:
    """Return the rows by the names of the files that lie there."""
    names = [entry.name for entry in folder.iterdir()]
    found: dict[str, Licence] = {}
    taken: dict[str, int] = {}
    for row in _rows(table):
        same = [row.file] if row.file in names else [n for n in names if _key(n) == _key(row.file)]
        where = f"{table}, line {row.line}: {shown(row.file)}"
        if len(same) != 1:
            what = "is the name of no file here" if not same else f"may be {listed(sorted(same))}"
            raise BadInput(f"{where} {what}; wanted: the name of one file in {folder}")
        if same[0] in taken:
            raise BadInput(f"{where} stands in line {taken[same[0]]} too; wanted: one row a file")
        if not row.licence.licence:
            raise BadInput(f"{where} has no licence; wanted: such as CC-BY-4.0, or no such row")
        taken[same[0]], found[same[0]] = row.line, row.licence
    return found


def _rows(table: Path) -> Iterator[_Row]:
    lines = _text(table).splitlines()
    begin = 1 if lines and lines[0].lower().startswith("sep=") else 0
    head = lines[begin] if len(lines) > begin else ""
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(lines[begin:], delimiter=separator, skipinitialspace=True)
    columns: list[str] = []
    for cells in reader:
        line = reader.line_num + begin
        if not columns:
            columns = [cell.strip().lower() for cell in cells]
            if not {"file", "licence"} <= set(columns):
                raise BadInput(f"{table} has the columns {columns}; wanted: {COLUMNS}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise BadInput(
                f"{table}, line {line}: found {len(cells)} cells for {len(columns)} columns; wanted: "
                f'quotes around a cell that holds "{separator}"'
            )
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        said = Licence(row.get("licence", ""), row.get("attribution", ""))
        yield _Row(line, row.get("file", ""), said)
    if not columns:
        raise BadInput(f"{table} has the columns []; wanted: {COLUMNS}")


def _text(table: Path) -> str:
    if table.stat().st_size > MAX_BYTES:
        raise BadInput(f"{table} is too large; wanted: {MAX_BYTES:,} bytes at most")
    try:
        return table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{table} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
