"""A picture that a command names is read as far as it may be large."""

from pathlib import Path

import pytest

from desk.actions.publishing.post_changes import LARGEST_THUMBNAIL
from desk.terminal.picture_file import picture_bytes
from factory.errors import BadInput


def test_a_file_of_any_size_is_read_no_further_than_tells_that_it_is_too_large(tmp_path: Path):
    small, huge = tmp_path / "small.jpg", tmp_path / "huge.jpg"
    small.write_bytes(b"12345")
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    assert picture_bytes(small) == b"12345"
    assert len(picture_bytes(huge)) == LARGEST_THUMBNAIL + 1


def test_a_picture_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(BadInput, match=r"thumbnail none\.jpg: No such file"):
        picture_bytes(tmp_path / "none.jpg")
