"""Passages that stand alone are proposed with reasons, and never overlap."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from factory.analytics.retention import Retention, RetentionPoint
from factory.brief.excerpt import Excerpt
from factory.errors import BadInput
from factory.ideas.passages_for_shorts import passages
from factory.script.excerpted_script import excerpt_script
from factory.script.script import Scene, Script, Sentence
from factory.speech.narration import Narration, SceneSpan
from tests.fakes.manifests import a_narration, a_script, an_accepted_brief

RATE = 1000
SECONDS = 10


@dataclass(frozen=True)
class Long:
    """A video of ten seconds a scene."""

    script: Script
    narration: Narration


def a_long(*said: str, chapters: tuple[int, ...] = ()) -> Long:
    scenes = [
        Scene(
            scene_id=f"s{n + 1:03}",
            beat="body",
            duration_sec=SECONDS,
            asset_needs=("image",),
            sentences=(Sentence(sentence_id=f"s{n + 1:03}-1", text=text, spoken=text),),
            picture_prompt=text,
            chapter=f"Chapter {n}" if n in chapters else None,
        )
        for n, text in enumerate(said)
    ]
    spans = [
        SceneSpan(scene_id=scene.scene_id, start=n * SECONDS * RATE, end=(n + 1) * SECONDS * RATE)
        for n, scene in enumerate(scenes)
    ]
    changes = {"sample_rate": RATE, "samples": len(said) * SECONDS * RATE, "scenes": tuple(spans)}
    return Long(
        a_script(scenes=tuple(scenes), language="en"),
        a_narration().model_copy(update={**changes, "sentences": ()}),
    )


LIGHTHOUSE = a_long(
    "It had stood there for long.",
    "Why did a lighthouse of 4,400 tons walk?",
    "The sea had come too near.",
    "And so they laid rails.",
    "He looked at it and wept.",
    "Nobody believed him then.",
    "Bells rang in every village of the coast.",
    chapters=(1, 4),
)


def test_the_best_passage_asks_at_its_beginning_and_ends_with_a_chapter():
    first, *others = passages(LIGHTHOUSE.script, LIGHTHOUSE.narration, None, 45)
    assert first.scenes == ("s002", "s003", "s004")
    told = " ".join(reason.words for reason in first.reasons)
    assert "it asks" in told
    assert "a chapter ends with it" in told
    assert "not known yet" in told
    taken = [scene for one in (first, *others) for scene in one.scenes]
    assert len(taken) == len(set(taken))


def test_what_leans_on_words_before_it_is_no_beginning():
    found = passages(LIGHTHOUSE.script, LIGHTHOUSE.narration, None, 22)
    leaning = [one for one in found if one.first in {"s001", "s004", "s005"}]
    assert all("leans on what was said before" in one.reasons[0].words for one in leaning)
    assert found[0].first not in {"s001", "s004", "s005"}


def test_a_passage_that_viewers_left_is_worth_less_than_one_that_held_them():
    def curve(lost_at: int) -> Retention:
        points = [
            RetentionPoint(at=n / 70, watching=0.9 if n < lost_at else 0.4) for n in range(1, 71)
        ]
        return Retention(
            video_id="a-video", outlet="youtube", day=date(2026, 11, 20), points=tuple(points)
        )

    def held(at: int) -> float:
        found = passages(LIGHTHOUSE.script, LIGHTHOUSE.narration, curve(at), 32)
        return next(one.reasons[2].points for one in found if one.first == "s002")

    assert held(25) < held(65)


def test_nothing_is_proposed_of_a_video_as_short_as_a_passage():
    short = a_long("One.", "Two.")
    assert passages(short.script, short.narration, None, 45) == []


def test_an_excerpt_says_word_for_word_what_the_long_video_says_and_notices_when_that_changes():
    excerpt = Excerpt(video_id="long", format="longform", scenes=("s002", "s003"))
    words = "\n\n".join(scene.text for scene in LIGHTHOUSE.script.scenes[1:3])
    accepted = an_accepted_brief()
    brief = accepted.brief.model_copy(update={"words": words, "title": "Why"})
    accepted = accepted.model_copy(
        update={
            "brief": brief,
            "excerpt": excerpt,
            "accepted_at": datetime(2026, 11, 20, tzinfo=UTC),
        }
    )
    script = excerpt_script(LIGHTHOUSE.script, accepted, 1)
    assert [scene.scene_id for scene in script.scenes] == ["s001", "s002"]
    assert [s.spoken for s in script.sentences] == [
        s.spoken for scene in LIGHTHOUSE.script.scenes[1:3] for s in scene.sentences
    ]
    assert (script.scenes[0].beat, script.scenes[0].chapter) == ("hook", None)
    assert accepted.profile.speech.speed == 0.94, "at the pace at which it was spoken"
    changed = brief.model_copy(update={"words": words + " More."})
    with pytest.raises(BadInput, match="something else"):
        excerpt_script(LIGHTHOUSE.script, accepted.model_copy(update={"brief": changed}), 1)
    gone = excerpt.model_copy(update={"scenes": ("s002", "s099")})
    with pytest.raises(BadInput, match="s099"):
        excerpt_script(LIGHTHOUSE.script, accepted.model_copy(update={"excerpt": gone}), 1)
