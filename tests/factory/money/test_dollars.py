"""Sums, as they are told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.money.charge import plain_sum
from factory.money.dollars import digits, dollars, whole_dollars


@pytest.mark.parametrize(
    ("usd", "said"),
    [
        (0.0, "$0.00"),
        (0.42, "$0.42"),
        (0.0042, "less than a cent"),
        (0.0099999, "less than a cent"),
        (0.01, "$0.01"),
        (Decimal("7.506000"), "$7.51"),
        (1234.5, "$1,234.50"),
    ],
)
def test_a_sum_is_told_to_the_cent(usd: float | Decimal, said: str):
    assert dollars(usd) == said


@pytest.mark.parametrize(
    ("usd", "said"), [(0, "$0.00"), (0.5, "$0.50"), (Decimal("1234.423500"), "$1,234.4235")]
)
def test_sums_that_differ_are_told_to_the_last_digit(usd: float | Decimal, said: str):
    assert whole_dollars(usd) == said


@given(st.decimals(min_value=0, max_value=10**8, places=6))
def test_a_sum_that_a_page_shows_comes_back_to_the_last_digit(usd: Decimal):
    assert plain_sum(digits(usd)) == usd
    assert plain_sum(digits(float(usd))) == Decimal(str(float(usd)))
