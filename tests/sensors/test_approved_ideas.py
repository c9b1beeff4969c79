"""An approved idea becomes one video, or says why it cannot."""

from datetime import date

import dagster as dg

from factory.channel.channel import Channel
from factory.ideas.proposal import proposals
from sensors.approved_ideas import approved_ideas
from tests.sensors.watch import Watch

DAY = date(2026, 11, 27)
WORDS = "The sea came a little closer to the tower every winter. " * 8


def approve(watch: Watch, **topic: str) -> str:
    studio = Channel.model_validate(
        {"name": "demo", "title": "Demo", "format": "short", "ideas": {"topics": [topic]}}
    )
    (idea,) = proposals(studio, DAY, ())
    watch.catalogue.ideas.propose([idea], None)
    watch.catalogue.ideas.decide(idea.idea_id, "approved", "mara", "")
    return idea.idea_id


def test_a_brief_that_lies_ready_is_handed_in_once(watch: Watch):
    ready = watch.inbox.parent / "the-tower.md"
    ready.write_text(f"---\nchannel: demo\ntitle: The tower\n---\n{WORDS}", encoding="utf-8")
    idea_id = approve(watch, brief=str(ready))
    result = watch.tick(approved_ideas)
    assert isinstance(result, dg.SensorResult)
    assert result.run_requests
    (run,) = result.run_requests
    (kept,) = watch.catalogue.ideas.newest(1)
    assert (kept.idea_id, kept.video_id) == (idea_id, run.partition_key)
    assert ready.is_file(), "it is the person's own"
    assert isinstance(watch.tick(approved_ideas), dg.SkipReason)


def test_an_idea_that_nobody_can_write_says_so_and_keeps_no_other_waiting(watch: Watch):
    approve(watch, about="Bells under the ice")
    approve(watch, brief=str(watch.inbox.parent / "gone.md"))
    assert isinstance(watch.tick(approved_ideas), dg.SkipReason)
    said = {idea.title: idea.refused for idea in watch.catalogue.ideas.newest(5)}
    assert "nobody writes for the channel demo" in said["Bells under the ice"]
    assert "gone.md" in said["Gone"]
