"""Scenes: sentences grouped into beats, and edits that stay where they are made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.brief.brief import AcceptedBrief, Brief, accept
from factory.brief.brief_file import parse_brief
from factory.channel.channel import Channel, parse_channel
from factory.channel.provider_settings import Voice
from factory.errors import BadInput
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.speech.normalisation import spoken
from factory.video_formats.formats import format_named
from resources.home.template_folders import TemplateFolders
from resources.provider_register import DIRECTORY

NOW = datetime(2026, 11, 21, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[3] / "examples"
SENTENCE = "The grey sea came a little closer to the tower every single winter."


def same(text: str, language: str) -> str:
    return text


def accepted(words: str, format: str = "short", speed: float = 1.0) -> AcceptedBrief:
    channel = Channel(name="demo", title="Demo", format=format, voice=Voice(speed=speed))
    brief = Brief(title="The Tower", channel="demo", format=format, language="en", words=words)
    return accept(brief, channel, "my-video", "test", NOW)


def script_of(words: str, format: str = "short", speed: float = 1.0) -> Script:
    return write_script(accepted(words, format, speed), format_named(format), NOW, same)


def example(name: str) -> Script:
    folder = EXAMPLES / "channels"
    templates = TemplateFolders()
    channels = {
        f.stem: parse_channel(f.read_bytes(), str(f), DIRECTORY, templates.keys)
        for f in folder.glob("*.yaml")
    }
    brief = parse_brief((EXAMPLES / "briefs" / name).read_bytes(), name, channels, NOW, DIRECTORY)
    taken = accept(brief, channels[brief.channel], "my-video", "test", NOW)
    return write_script(taken, format_named(brief.format), NOW, spoken)


def test_scenes_and_sentences_are_numbered_in_order():
    script = script_of("\n\n".join([SENTENCE] * 3))
    assert [scene.scene_id for scene in script.scenes] == ["s001", "s002", "s003"]
    assert [s.sentence_id for s in script.sentences] == ["s001-1", "s002-1", "s003-1"]
    assert [scene.beat for scene in script.scenes] == ["hook", "body", "close"]


def test_the_script_says_whose_words_they_are():
    script = write_script(accepted(SENTENCE), format_named("short"), NOW, same, version=3)
    assert (script.script_id, script.version, script.created_at) == ("my-video-script-3", 3, NOW)
    assert script.provider.name == "brief"
    assert script.provider.synthetic is False


def test_what_is_spoken_decides_the_length_and_what_is_written_is_shown():
    def longer(text: str, language: str) -> str:
        assert language == "en"
        return text.replace("1999", "nineteen ninety nine")

    script = write_script(accepted("It moved in 1999."), format_named("short"), NOW, longer)
    sentence = script.sentences[0]
    assert sentence.text == "It moved in 1999."
    assert sentence.spoken == "It moved in nineteen ninety nine."
    assert script.scenes[0].duration_sec == pytest.approx(6 / 180 * 60, abs=0.01)


def test_a_slower_voice_makes_longer_scenes():
    assert script_of(SENTENCE, speed=0.5).scenes[0].duration_sec == pytest.approx(
        2 * script_of(SENTENCE).scenes[0].duration_sec, abs=0.02
    )


@pytest.mark.parametrize("name", ["short", "longform"])
@given(st.lists(st.integers(1, 3), min_size=3, max_size=12))
def test_scenes_of_ordinary_sentences_keep_to_the_formats_length(name: str, sizes: list[int]):
    limits = format_named(name).scene
    words = "\n\n".join(" ".join([SENTENCE] * size) for size in sizes)
    lengths = [scene.duration_sec for scene in script_of(words, name).scenes]
    slack = 13 / 150 * 60  # one sentence
    assert all(limits.min_seconds - 0.5 <= s <= limits.max_seconds + slack for s in lengths)


@given(
    st.lists(st.sampled_from(["Go.", SENTENCE, SENTENCE * 2, "# Part"]), min_size=1, max_size=15)
)
def test_every_sentence_stands_in_exactly_one_scene(blocks: list[str]):
    words = "\n\n".join(["First."] + blocks + ["Last."])
    shown = " ".join(scene.text for scene in script_of(words, "longform").scenes)
    spoken_blocks = [block for block in words.split("\n\n") if not block.startswith("# ")]
    assert shown.replace(" ", "") == "".join(spoken_blocks).replace(" ", "")


def test_a_scene_never_crosses_a_chapter():
    script = script_of(f"Go.\n\n# One\n\n{SENTENCE}\n\n# Two\n\nEnd.", "longform")
    assert [(s.chapter, s.text) for s in script.scenes] == [
        (None, "Go."),
        ("One", SENTENCE),
        ("Two", "End."),
    ]


def test_a_short_has_no_chapters():
    script = script_of(f"# One\n\n{SENTENCE}\n\n# Two\n\n{SENTENCE}")
    assert [scene.chapter for scene in script.scenes] == [None, None]


def test_a_short_last_paragraph_joins_the_one_before():
    assert script_of(f"{SENTENCE}\n\n{SENTENCE}\n\nThe end.").scenes[-1].text.endswith("The end.")
    assert len(script_of(f"{SENTENCE}\n\n{SENTENCE}\n\nThe end.").scenes) == 2


def test_an_edit_changes_only_the_scene_it_is_made_in():
    before = example("the-lighthouse-that-walked.md")
    taken = accepted("\n\n".join(scene.text for scene in before.scenes))
    edited = taken.model_copy(
        update={"brief": taken.brief.model_copy(update={"words": taken.brief.words.replace(
            "upright all the way", "upright the whole way")})}
    )  # fmt: skip
    old = write_script(taken, format_named("short"), NOW, same).scenes
    new = write_script(edited, format_named("short"), NOW, same).scenes
    assert len(old) == len(new)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1


def test_a_sentence_more_in_one_paragraph_leaves_the_others_scenes_alone():
    paragraphs = [" ".join(f"{SENTENCE[:-1]} {n}{m}." for m in range(4)) for n in range(6)]
    before = {scene.text for scene in script_of("\n\n".join(paragraphs)).scenes}
    paragraphs[2] += " And a new sentence stands at its end."
    after = {scene.text for scene in script_of("\n\n".join(paragraphs)).scenes}
    untouched = {text for text in before if not any(f" 2{m}." in text for m in range(4))}
    assert untouched <= after


def test_a_brief_without_a_sentence_is_refused():
    with pytest.raises(BadInput, match="has no sentence"):
        script_of("...")


def test_the_example_short_is_long_enough_and_not_too_long():
    script = example("the-lighthouse-that-walked.md")
    assert 150 <= script.word_count <= 170
    assert 45 <= sum(scene.duration_sec for scene in script.scenes) <= 59
    assert all(4 <= scene.duration_sec <= 9 for scene in script.scenes)


def test_the_example_longform_has_its_chapters():
    script = example("four-towers-on-one-rock.md")
    chapters = [scene.chapter for scene in script.scenes if scene.chapter]
    assert 6 <= len(chapters) <= 8
    assert 15 * 60 <= sum(scene.duration_sec for scene in script.scenes) <= 20 * 60
    assert len({scene.text for scene in script.scenes}) == len(script.scenes)
