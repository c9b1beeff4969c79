"""Ideas are proposed once, decided once, and made into one video."""

from datetime import UTC, date, datetime

import pytest

from factory.channel.channel import Channel
from factory.errors import PermanentError, Refused
from factory.ideas.idea import ProposedIdea
from factory.ideas.proposal import proposals
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted

DAY = date(2026, 11, 27)
STUDIO = Channel.model_validate(
    {
        "name": "tales",
        "title": "Tales",
        "format": "short",
        "ideas": {"topics": ["The bell", "The tower"], "per_day": 2},
    }
)


def proposed(catalogue: Catalogue, approve_above: float | None = None) -> list[ProposedIdea]:
    ideas = list(proposals(STUDIO, DAY, catalogue.ideas.told("tales")))
    catalogue.ideas.propose(ideas, approve_above)
    return ideas


def test_proposed_again_a_day_stays_as_it_is(catalogue: Catalogue):
    first = proposed(catalogue)
    catalogue.ideas.decide(first[0].idea_id, "rejected", "mara", "no")
    assert catalogue.ideas.propose(first, None) == 0
    states = {idea.idea_id: idea.state for idea in catalogue.ideas.of_day(DAY)}
    assert states == {first[0].idea_id: "rejected", first[1].idea_id: "new"}
    topics = [event["topic"] for event in catalogue.events.after()]
    assert topics == ["ideas.generated"]


def test_a_score_decides_where_the_channel_says_so(catalogue: Catalogue):
    proposed(catalogue, approve_above=0.1)
    assert {(idea.state, idea.decided_by) for idea in catalogue.ideas.to_make()} == {
        ("approved", "its score")
    }


def test_an_idea_of_which_a_video_is_made_is_decided_for_good(catalogue: Catalogue):
    one, other = proposed(catalogue)
    catalogue.briefs.accept(accepted())
    catalogue.ideas.decide(one.idea_id, "approved", "mara", "")
    catalogue.ideas.made(one.idea_id, "a-video")
    with pytest.raises(Refused, match="factory cancel a-video"):
        catalogue.ideas.decide(one.idea_id, "rejected", "mara", "no")
    assert catalogue.ideas.decide(one.idea_id, "approved", "ada", "").decided_by == "mara"
    assert catalogue.ideas.to_make() == []
    with pytest.raises(PermanentError, match="factory ideas"):
        catalogue.ideas.decide("nothing", "approved", "mara", "")
    assert catalogue.ideas.decide(other.idea_id, "rejected", "ada", "dull").note == "dull"


def test_one_that_cannot_be_made_waits_until_it_is_approved_again(catalogue: Catalogue):
    one, _ = proposed(catalogue)
    catalogue.ideas.decide(one.idea_id, "approved", "mara", "")
    catalogue.ideas.refused(one.idea_id, "nobody writes")
    assert catalogue.ideas.to_make() == []
    assert catalogue.ideas.newest(5, state="approved")[0].refused == "nobody writes"
    catalogue.ideas.decide(one.idea_id, "approved", "mara", "")
    assert [idea.idea_id for idea in catalogue.ideas.to_make()] == [one.idea_id]


def test_what_was_proposed_and_every_video_counts_as_told(catalogue: Catalogue):
    proposed(catalogue)
    catalogue.briefs.accept(accepted(title="The lamp"))
    told = {one.title: one for one in catalogue.ideas.told("tales")}
    assert set(told) == {"The bell", "The tower", "The lamp"}
    assert told["The lamp"].state == "approved"
    assert told["The lamp"].day == datetime.now(UTC).date()
    assert catalogue.ideas.told("others") == []
