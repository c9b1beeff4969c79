"""Briefs as they are kept: their revisions, and under which name they are found."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from factory.brief.edits import Edits, TextEdit
from factory.errors import BadInput, PermanentError
from factory.workflow import events
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted


def test_a_brief_comes_back_as_it_was_accepted(catalogue: Catalogue):
    brief = accepted("a-video", words="Emoji 🏔, quotes ' \" and a \\ backslash.")
    assert catalogue.briefs.accept(brief) == 1
    assert catalogue.briefs.newest("a-video") == brief
    assert [event["topic"] for event in catalogue.events.after()] == [events.BRIEF_ACCEPTED]


def test_the_same_brief_is_the_same_revision_and_a_changed_one_the_next(
    catalogue: Catalogue,
):
    assert catalogue.briefs.accept(accepted("a-video", words="Once.")) == 1
    assert catalogue.briefs.accept(accepted("a-video", words="Once.")) == 1
    assert catalogue.briefs.accept(accepted("a-video", words="Twice.")) == 2
    assert catalogue.briefs.accept(accepted("a-video", words="Twice.", review="automatic")) == 3
    assert catalogue.briefs.newest("a-video").brief.words == "Twice."


def test_a_key_that_is_new_to_channels_makes_no_new_revision(catalogue: Catalogue):
    assert catalogue.briefs.accept(accepted("a-video")) == 1
    with catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.briefs SET accepted = accepted #- '{channel,ai_label}'")
        )
    assert catalogue.briefs.accept(accepted("a-video")) == 1


def test_what_a_person_changed_by_hand_outlives_a_brief_handed_in_again_until_it_is_taken_back(
    catalogue: Catalogue,
):
    title = TextEdit(text="By hand", by="Ada", at=datetime(2026, 11, 28, tzinfo=UTC))
    catalogue.briefs.accept(accepted("a-video", words="Once."))
    by_hand = catalogue.briefs.newest("a-video").model_copy(update={"edits": Edits(title=title)})
    assert catalogue.briefs.accept(by_hand) == 2
    assert catalogue.briefs.accept(accepted("a-video", words="Once.")) == 2
    assert catalogue.briefs.accept(accepted("a-video", words="Twice.")) == 3
    assert catalogue.briefs.newest("a-video").by_hand.title == title
    assert catalogue.briefs.accept(by_hand.model_copy(update={"edits": Edits()})) == 4
    assert catalogue.briefs.newest("a-video").by_hand == Edits()


def test_a_video_is_found_by_its_title_or_by_the_id_it_asked_for(catalogue: Catalogue):
    by_title, by_id = accepted("a-video"), accepted("b-video", wanted_id="b-video")
    assert catalogue.briefs.find(by_title.brief) is None
    catalogue.briefs.accept(by_title)
    catalogue.briefs.accept(by_id)
    assert catalogue.briefs.find(by_title.brief) == "a-video"
    assert catalogue.briefs.find(by_id.brief.model_copy(update={"title": "New title"})) == "b-video"
    assert catalogue.briefs.find(by_id.brief.model_copy(update={"video_id": None})) is None


def test_an_id_of_another_channel_is_refused_and_nothing_changes(catalogue: Catalogue):
    catalogue.briefs.accept(accepted("a-video", wanted_id="a-video"))
    with pytest.raises(BadInput, match="belongs to 'About a-video' of channel tales"):
        catalogue.briefs.accept(accepted("a-video", wanted_id="a-video", channel="others"))
    assert catalogue.briefs.newest("a-video").brief.channel == "tales"


def test_the_same_title_under_another_id_is_refused(catalogue: Catalogue):
    catalogue.briefs.accept(accepted("a-video", title="One"))
    with pytest.raises(BadInput, match="'One' of channel tales is already the video a-video"):
        catalogue.briefs.accept(accepted("b-video", title="One"))


def test_a_brief_that_the_database_cannot_keep_is_refused(catalogue: Catalogue):
    with pytest.raises(PermanentError, match="NUL"):
        catalogue.briefs.accept(accepted("a-video", words="a\0b"))
    assert catalogue.reports.list_videos() == []
