"""Sizes are told as people read them, and what is there is never told as nothing."""

import pytest

from factory.text.file_sizes import size_words


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 MB"),
        (1, "less than 1 KB"),
        (40_000, "40 KB"),
        (1_400_000, "1.4 MB"),
        (64_000_000, "64 MB"),
        (1_500_000_000, "1.5 GB"),
        (2.5e12, "2.5 TB"),
    ],
)
def test_a_size_is_told_in_two_or_three_digits(count: float, said: str):
    assert size_words(count) == said
