"""Keys are remembered by a hash, and a reminder comes after a quarter."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from resources.machine.key_ages import FILE, KeyAges

FIRST = date(2026, 1, 10)


def test_a_key_is_old_after_a_quarter_and_a_new_one_begins_anew(tmp_path: Path):
    ages = KeyAges(tmp_path)
    ages.seen({"OPENAI_API_KEY": "sk-first", "FAL_KEY": "fal"}, FIRST)
    later = FIRST + timedelta(days=91)
    fal, openai = ages.seen({"OPENAI_API_KEY": "sk-first", "FAL_KEY": "other"}, later)
    assert openai.since == FIRST and openai.is_old(later) and not openai.is_old(FIRST)
    assert fal.since == later and not fal.is_old(later)
    assert KeyAges(tmp_path).seen({"OPENAI_API_KEY": "sk-first"}, later)[0].since == FIRST


def test_no_part_of_a_key_is_written_and_nobody_else_reads_the_file(tmp_path: Path):
    KeyAges(tmp_path / "door").seen({"OPENAI_API_KEY": "sk-planted-0123456789"}, FIRST)
    file = tmp_path / "door" / FILE
    assert "planted" not in file.read_text() and file.stat().st_mode & 0o777 == 0o600


def test_a_shell_without_keys_forgets_none(tmp_path: Path):
    ages = KeyAges(tmp_path)
    ages.seen({"FAL_KEY": "fal"}, FIRST)
    assert ages.seen({}, FIRST + timedelta(days=5)) == []
    assert ages.seen({"FAL_KEY": "fal"}, FIRST + timedelta(days=91))[0].since == FIRST


@pytest.mark.parametrize(
    "damaged", ["{", "[]", '{"salt": "zz", "keys": {}}', '{"keys": {"A": []}}']
)
def test_a_damaged_file_begins_anew(tmp_path: Path, damaged: str):
    (tmp_path / FILE).write_text(damaged)
    (tmp_path / FILE).chmod(0o600)
    assert KeyAges(tmp_path).seen({"FAL_KEY": "fal"}, FIRST)[0].since == FIRST
