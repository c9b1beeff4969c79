"""A translation's words stand in the time in which the original's scene is spoken."""

import re

import pytest

from factory.captions.translated_subtitles import retold_srt
from factory.errors import BadInput
from factory.script.script import Script, Sentence
from tests.fakes.manifests import a_narration, a_profile, a_script

GERMAN = "Rom maß die Welt mit einer Schnur. Drei Sätze, wo das Englische zwei hat. Das genügt."
STAMP = re.compile(r"(\d\d):(\d\d):(\d\d),(\d{3})")


def in_german() -> Script:
    """Return the script with other sentences in each scene, and another number of them."""
    told = tuple(
        Sentence(sentence_id=f"x-{n}", text=text, spoken=text)
        for n, text in enumerate(GERMAN.split(". "))
    )
    script = a_script()
    scenes = tuple(scene.model_copy(update={"sentences": told}) for scene in script.scenes)
    return script.model_copy(update={"scenes": scenes, "language": "de", "video_id": "in-german"})


def test_each_scenes_words_are_shown_while_it_is_spoken_and_all_of_them():
    narration = a_narration()
    srt = retold_srt(narration, in_german(), a_profile().captions)
    blocks = [block.splitlines() for block in srt.strip().split("\n\n")]
    words = " ".join(" ".join(block[2:]) for block in blocks)
    assert words.split() == [*GERMAN.replace(". ", " ").split()] * len(narration.scenes)
    times = [
        sum(int(part) * unit for part, unit in zip(found, (3600, 60, 1, 0.001), strict=True))
        for block in blocks
        for found in STAMP.findall(block[1])
    ]
    assert times == sorted(times) and times[-1] <= narration.seconds
    begins = [i for i, block in enumerate(blocks) if block[2].startswith("Rom")]
    spoken = [narration.sentences[2 * n].start / narration.sample_rate for n in range(5)]
    assert [times[2 * i] for i in begins] == pytest.approx(spoken, abs=0.1)


def test_what_tells_other_scenes_is_refused():
    other = a_script(scenes=a_script().scenes[:3])
    with pytest.raises(BadInput, match="translated from another version"):
        retold_srt(a_narration(), other, a_profile().captions)
