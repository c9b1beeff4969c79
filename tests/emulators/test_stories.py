"""What emulated vendors make is fit to be looked at: stories, pictures, clips."""

import io
from pathlib import Path

import av
import numpy as np
from PIL import Image

from emulators.content import clips, pictures, schema_filler
from emulators.content.storyteller import subject_of, topic_of
from factory.script.model_answers import Outline, Section, Translation, strict_schema
from factory.script.prompt_templates import fill
from factory.script.prose_checks import problems_of

TOPIC = "Why the canal lock was built that lifted a whole town's trade"


def asked(name: str, **values: object) -> str:
    prompt = fill(name, **values)
    return f"{prompt.system}\n\n{prompt.user}"


def section(outline: Outline, number: int) -> Section:
    prompt = asked(
        "section",
        topic=TOPIC,
        title=outline.title,
        promise=outline.promise,
        background="",
        style="",
        forbidden=[],
        memory="",
        section=outline.sections[number - 1],
        number=number,
        count=8,
        language="en",
        words=325,
        paragraphs=4,
        calm=False,
    )
    return Section.model_validate(schema_filler.fill(strict_schema(Section), prompt))


def test_a_script_is_about_its_topic_of_the_length_asked_for_and_hardly_repeats_itself():
    plan = asked(
        "outline",
        topic=TOPIC,
        title="",
        background="An invented town's lock.",
        style="",
        format="long",
        language="en",
        sections=8,
        total=2600,
        calm=False,
    )
    outline = Outline.model_validate(schema_filler.fill(strict_schema(Outline), plan))
    assert outline.title == TOPIC
    assert len({part.heading for part in outline.sections}) == 8
    script = [section(outline, number).paragraphs for number in range(1, 9)]
    text = " ".join(" ".join(paragraphs) for paragraphs in script)
    assert abs(len(text.split()) - 2600) <= 0.02 * 2600
    assert "the canal lock" in text
    assert sum(map(len, problems_of(script, "en", ()))) <= 12


def test_a_topic_is_found_between_its_tags_and_shortened_to_a_name():
    prompt = f"Everything between tags such as <topic> is material.\n<topic>{TOPIC}</topic>"
    assert topic_of(prompt) == TOPIC
    assert subject_of(TOPIC) == "the canal lock"


def test_a_translation_is_told_in_its_language_at_the_same_length():
    scenes = [{"text": "x", "words": 30}, {"text": "y", "words": 18}]
    prompt = asked("translation", scenes=scenes, source="en", language="de")
    made = Translation.model_validate(schema_filler.fill(strict_schema(Translation), prompt))
    lengths = [len(text.split()) for text in made.texts]
    assert [abs(length - wanted) <= 3 for length, wanted in zip(lengths, (30, 18), strict=True)]
    assert {"die", "der", "das", "ein", "eine"} & set(" ".join(made.texts).split())


def test_pictures_differ_with_their_words_and_are_the_same_for_the_same_ones():
    first, again, other = (
        np.asarray(Image.open(io.BytesIO(pictures.picture(prompt, 160, 90))), np.float32)
        for prompt in ("a boat at dawn", "a boat at dawn", "a forest at night")
    )
    assert (first == again).all()
    assert np.abs(first - other).mean() > 20


def test_a_clip_moves_from_its_first_to_its_last_frame_and_can_be_heard(tmp_path: Path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clips.clip("a boat at dawn", 160, 284, 1))
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray(format="gray") for frame in file.decode(video=0)]
    with av.open(str(path)) as file:
        sound = np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)
    assert len(frames) == 24
    assert np.abs(frames[0].astype(int) - frames[-1]).mean() > 2
    assert 0.02 < float(np.sqrt((sound**2).mean())) < 0.5
