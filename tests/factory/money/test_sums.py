"""Sums, as they are told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.money.charge import plain_sum
from factory.money.sums import digits, dollars


@pytest.mark.parametrize(
    ("usd", "said"),
    [
        (0.0, "$0.00"),
        (0.42, "$0.42"),
        (0.0042, "$0.004"),
        (0.00001, "under $0.001"),
        (Decimal("7.505000"), "$7.505"),
        (1234.5, "$1,234.50"),
    ],
)
def test_a_sum_is_told_to_the_tenth_of_a_cent(usd: float | Decimal, said: str):
    assert dollars(usd) == said


@given(st.decimals(min_value=0, max_value=10**8, places=6))
def test_a_sum_that_a_page_shows_comes_back_to_the_last_digit(usd: Decimal):
    assert plain_sum(digits(usd)) == usd
    assert plain_sum(digits(float(usd))) == Decimal(str(float(usd)))
