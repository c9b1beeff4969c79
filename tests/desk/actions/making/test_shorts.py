"""A passage becomes a video of its own: once, with a link to the long one, by the desk and by programs."""

import pytest

from desk.actions.making.shorts import make_short, shorts_made, shorts_of
from factory.errors import BadInput
from factory.script.script import Script
from factory.speech.narration import Narration, SceneSpan
from tests.desk.opened_desk import opened_desk
from tests.fakes.manifests import a_narration, a_script, an_accepted_brief, some_visuals
from wiring.factory import Factory

RATE = 1000


def spoken(script: Script) -> Narration:
    """Return ten seconds for each scene."""
    spans = [
        SceneSpan(scene_id=scene.scene_id, start=10 * RATE * n, end=10 * RATE * (n + 1))
        for n, scene in enumerate(script.scenes)
    ]
    samples = 10 * RATE * len(spans)
    return a_narration().model_copy(
        update={"sample_rate": RATE, "samples": samples, "scenes": tuple(spans)}
    )


@pytest.fixture
def long(idle_factory: Factory) -> str:
    """A spoken video of five scenes, its pictures drawn."""
    accepted, script = an_accepted_brief(), a_script()
    idle_factory.catalogue.briefs.accept(accepted)
    for name, manifest in (
        ("script.json", script),
        ("narration.json", spoken(script)),
        ("visuals.json", some_visuals()),
    ):
        idle_factory.store.write(accepted.video_id, name, manifest.to_json())
    return accepted.video_id


def test_a_passage_is_taken_once_as_a_brief_that_leads_to_the_long_video(
    idle_factory: Factory, long: str
):
    proposed = shorts_of(idle_factory, long).shorts
    passage = proposed[0].passage
    assert not proposed[0].made
    taken = make_short(idle_factory, long, passage.first)
    assert taken.video_id == proposed[0].video_id
    brief = idle_factory.catalogue.briefs.newest(taken.video_id)
    assert brief.excerpt
    assert brief.excerpt.scenes == passage.scenes
    assert brief.brief.format == "short"
    original = idle_factory.catalogue.briefs.newest(long)
    assert brief.channel == original.channel
    assert brief.brief.description == f"From: {original.brief.title}"
    assert make_short(idle_factory, long, passage.first).state == "known"
    assert shorts_of(idle_factory, long).shorts[0].made
    assert shorts_made(idle_factory, long) == [(taken.video_id, passage.title)]
    with pytest.raises(BadInput, match="take others from there"):
        shorts_of(idle_factory, taken.video_id)


def test_a_video_that_is_no_passage_of_this_one_keeps_its_place(idle_factory: Factory, long: str):
    proposed = shorts_of(idle_factory, long).shorts[0]
    others = an_accepted_brief()
    named = others.brief.model_copy(update={"title": "Mine", "video_id": proposed.video_id})
    idle_factory.catalogue.briefs.accept(
        others.model_copy(update={"video_id": proposed.video_id, "brief": named})
    )
    assert not shorts_of(idle_factory, long).shorts[0].made
    with pytest.raises(BadInput, match="'Mine' already"):
        make_short(idle_factory, long, proposed.passage.first)


def test_a_scene_with_which_no_passage_begins_is_refused_with_those_there_are(
    idle_factory: Factory, long: str
):
    with pytest.raises(BadInput, match="there are: s0"):
        make_short(idle_factory, long, "s099")


def test_the_desk_shows_passages_with_reasons_and_makes_one(idle_factory: Factory, long: str):
    with opened_desk(idle_factory) as desk:
        page = desk.pages.get(f"/videos/{long}/shorts").text
        passage = shorts_of(idle_factory, long).shorts[0].passage
        assert passage.reasons[0].words in page.replace("&#39;", "'")
        made = desk.pages.post(f"/videos/{long}/shorts", data={"scene": passage.first})
        assert made.status_code == 303
        of_it = desk.pages.get(made.headers["location"]).text
        assert f'A passage of <a href="/videos/{long}">' in of_it
        assert "Made</a>" in desk.pages.get(f"/videos/{long}/shorts").text
    with opened_desk(idle_factory) as desk:
        nothing = desk.pages.get(f"/videos/{desk.video()}/shorts").text
        assert "has no words, voice and pictures" in nothing
