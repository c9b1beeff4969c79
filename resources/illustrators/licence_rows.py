"""Licences of the user's own pictures, as rows of a file beside them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from factory.channel.providers import Pictures
from factory.errors import BadInput

LICENCES = "licences.csv"
"""A table beside the pictures: file, licence, attribution."""


@dataclass(frozen=True)
class Licence:
    """Who may use a picture and who is to be named."""

    licence: str
    attribution: str


def licence(pictures: Pictures, folder: Path, path: Path) -> Licence:
    """Return the row of `licences.csv` for this file, else what the channel says of them all."""
    rows = _licence_rows(folder)
    row = rows.get(path.name) or Licence(pictures.licence.strip(), pictures.attribution.strip())
    if not row.licence:
        raise BadInput(
            f"picture {path.name!r} in {folder} has no licence; give pictures.licence, "
            f"or a row in {LICENCES} (file,licence,attribution)"
        )
    return row


def _licence_rows(folder: Path) -> dict[str, Licence]:
    table = folder / LICENCES
    if not table.is_file():
        return {}
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"{table} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    reader = csv.DictReader(lines, skipinitialspace=True)
    found = [name.strip() for name in reader.fieldnames or []]
    if not {"file", "licence"} <= set(found):
        raise BadInput(f"{table} has the columns {found}; wanted: file, licence, attribution")
    reader.fieldnames = found
    return {
        (row["file"] or "").strip(): Licence(
            (row["licence"] or "").strip(), (row.get("attribution") or "").strip()
        )
        for row in reader
    }
