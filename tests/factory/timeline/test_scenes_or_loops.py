"""The timeline of a brief: the same words about the same thing move in the same way."""

from factory.brief.brief import AcceptedBrief
from factory.timeline.scenes_or_loops import timeline_of
from factory.timeline.timeline import Timeline
from tests.fakes.manifests import a_narration, an_accepted_brief, some_visuals


def planned(accepted: AcceptedBrief) -> Timeline:
    return timeline_of(accepted, a_narration(), some_visuals())


def test_a_video_made_again_moves_as_it_did():
    assert planned(an_accepted_brief()) == planned(an_accepted_brief())


def test_another_title_moves_in_another_way():
    accepted = an_accepted_brief()
    brief = accepted.brief.model_copy(update={"title": "Quite another title"})
    other = accepted.model_copy(update={"brief": brief})
    moves = [[shot.motion for shot in planned(one).shots] for one in (accepted, other)]
    assert moves[0] != moves[1]
