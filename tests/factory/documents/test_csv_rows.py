"""CSV that a spreadsheet program opens: text stays text, numbers stay numbers."""

import csv
import io
from pathlib import Path

from factory.documents.csv_rows import write_rows

ROOT = Path(__file__).parents[3]


def test_a_cell_of_text_is_no_formula_and_a_number_stays_one():
    out = io.StringIO()
    write_rows([["=cmd|' /C calc'!A0", "@x", "-a", "\tx", "plain", -3.0, 0.25, None]], out)
    (row,) = csv.reader(io.StringIO(out.getvalue()))
    assert row == ["'=cmd|' /C calc'!A0", "'@x", "'-a", "'\tx", "plain", "-3", "0.25", ""]


def test_nobody_else_writes_csv():
    folders = ("desk", "factory", "factory_assets", "resources", "sensors", "wiring")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    writers = ("csv.writer", "csv.DictWriter")
    found = [path.name for path in files if any(w in path.read_text("utf-8") for w in writers)]
    assert found == ["csv_rows.py"]
