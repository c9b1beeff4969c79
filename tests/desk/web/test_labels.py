"""What people call states: each has its word."""

from desk.web.labels import GROUP_WORDS, STATES
from factory.interchange.video_filter import GROUPS
from factory.workflow.status import STATUS_WORDS


def test_every_status_has_a_shape_and_a_word():
    assert set(STATES) == set(STATUS_WORDS)


def test_every_group_of_states_has_its_words():
    assert set(GROUP_WORDS) == set(GROUPS)
