"""What people call states: each has its word."""

from desk.web.displayed_names import GROUP_WORDS, STATES, likeness_note
from factory.ideas.idea import KeptIdea, Near
from factory.interchange.video_filter import GROUPS
from factory.workflow.status import STATUS_WORDS


def test_every_status_has_a_shape_and_a_word():
    assert set(STATES) == set(STATUS_WORDS)


def test_every_group_of_states_has_its_words():
    assert set(GROUP_WORDS) == set(GROUPS)


def test_what_the_nearest_titles_are_worth_is_said_by_the_way_they_were_compared():
    def idea(by: str, language: str) -> KeptIdea:
        near = Near.model_validate({"title": "A", "likeness": 0.2, "by": by})
        return KeptIdea.model_construct(near=(near,), language=language)

    assert likeness_note([KeptIdea.model_construct(near=(), language="en")]) == ""
    english = likeness_note([idea("letters", "en")])
    assert "missed in 8 of 9 cases" in english and "`make likeness`" in english
    assert "other languages than English" in likeness_note([idea("letters", "de")])
    both = likeness_note([idea("letters", "de"), idea("meaning", "en")])
    assert "English titles alone" in both and "`make likeness`" not in both
