"""What a stage still takes is told by its pace, and never rises while the stage comes further."""

from hypothesis import given
from hypothesis import strategies as st

from factory.workflow.time_left import seconds_left


def test_a_pace_tells_the_rest_and_what_was_there_already_has_none():
    assert seconds_left(25, 0, 100, 60, None) == 180
    assert seconds_left(75, 50, 100, 60, None) == 60
    assert seconds_left(100, 0, 100, 60, None) == 0


def test_too_little_tells_nothing():
    assert seconds_left(5, 0, 100, 60, None) is None
    assert seconds_left(50, 0, 100, 5, None) is None
    assert seconds_left(50, 50, 100, 60, None) is None
    assert seconds_left(0, 0, 0, 60, None) is None


def test_what_was_judged_by_lucky_units_is_said_no_more_until_it_is_nearly_true():
    assert seconds_left(50, 0, 100, 30, 20) == 20
    assert seconds_left(50, 0, 100, 60, 20) is None
    assert seconds_left(80, 0, 100, 160, 20) == 20
    assert seconds_left(95, 0, 100, 190, 20) == 10


@given(st.lists(st.floats(0.1, 300), min_size=2, max_size=40))
def test_it_never_rises(units: list[float]):
    left, worked, said = None, 0.0, list[float]()
    for done, seconds in enumerate(units, 1):
        worked += seconds
        found = seconds_left(done, 0, len(units), worked, left)
        left = left if found is None else found
        said += [found] if found is not None else []
    assert said == sorted(said, reverse=True)
