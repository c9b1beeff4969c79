"""A person's reading: every word is found in it, and where it says something else is told."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from factory.errors import BadInput
from factory.speech.narration import SpokenDetail
from factory.speech.recording import Alignment, cuts_of, misread
from resources.audio.recordings import AlignedRecordings
from resources.machine import ffmpeg
from resources.narrators.piper import PiperNarrator
from tests.fakes.reading import RATE, Read, read_aloud

SENTENCES = (
    "In the summer of nineteen ninety-nine, a lighthouse went for a walk.",
    "For more than a century its light had warned ships off Cape Hatteras.",
    "Storm after storm carried off the beach, grain by grain.",
    "So engineers cut the tower from its roots and raised it on a hundred jacks.",
    "Nearly five thousand tons of brick crept inland on rails.",
)
OTHER = "The baker sold nothing but stale rolls that whole week long."
Spoken = list[tuple[Path, SpokenDetail]]
NAMES = [f"s00{n}-1" for n in range(1, 6)]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoken]:
    """The sentences and, last, another one, as the factory's own voice says them."""
    folder = tmp_path_factory.mktemp("voice")
    with PiperNarrator(workers=1) as voice:
        yield [
            (path, voice.speak(text, text, "en", 1.0, path))
            for number, text in enumerate((*SENTENCES, OTHER))
            for path in [folder / f"{number}.wav"]
        ]


def found(spoken: Spoken, read: Read, scratch: Path) -> Alignment:
    recordings = AlignedRecordings()
    recordings.read(read.file, scratch / "read.wav")
    told = recordings.align(scratch / "read.wav", spoken[:5], scratch / "alignment.json")
    assert told.sentences == 5
    return Alignment.from_json((scratch / "alignment.json").read_bytes())


def reading(spoken: Spoken, order: Sequence[int], folder: Path) -> Read:
    return read_aloud([spoken[n] for n in order], folder / "reading.wav")


def test_every_word_is_found_where_it_is_read(spoken: Spoken, tmp_path: Path):
    read = reading(spoken, range(5), tmp_path)
    alignment = found(spoken, read, tmp_path)
    errors = [
        abs(word[1] / RATE - start)
        for sentence, starts in zip(alignment.sentences, read.starts, strict=True)
        for word, start in zip(sentence.words, starts, strict=True)
    ]
    assert float(np.median(errors)) < 0.03
    assert float(np.percentile(errors, 95)) < 0.12
    assert misread(alignment, NAMES) == ()


def test_pauses_are_kept_to_the_sample_or_cut_out(spoken: Spoken, tmp_path: Path):
    read = reading(spoken, range(5), tmp_path)
    alignment = found(spoken, read, tmp_path)
    kept = cuts_of(alignment, keep_pauses=True)
    assert [cut.end for cut in kept[:-1]] == [cut.start for cut in kept[1:]]
    tight = cuts_of(alignment, keep_pauses=False)
    gaps = [after.start - before.end for before, after in pairwise(tight)]
    assert all(gap >= 0 for gap in gaps)
    assert gaps[1] / RATE == pytest.approx(0.9 - 0.18, abs=0.12)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ((0, 1, 5, 3, 4), ("s003-1", "other words")),
        ((0, 1, 3, 4), ("s003-1", "words left out")),
        ((0, 1, 2, 5, 3, 4), ("s003-1", "words added")),
    ],
    ids=["replaced", "left out", "added"],
)
def test_what_is_read_otherwise_than_written_is_told_with_its_place(
    order: Sequence[int], told: tuple[str, str], spoken: Spoken, tmp_path: Path
):
    (fault,) = misread(found(spoken, reading(spoken, order, tmp_path), tmp_path), NAMES)
    assert (fault.sentence_id, fault.found) == told
    assert fault.at_seconds > 5


def test_a_recording_that_is_far_too_short_is_refused(spoken: Spoken, tmp_path: Path):
    read = reading(spoken, (0,), tmp_path)
    with pytest.raises(BadInput, match="wanted: a recording of all of them"):
        found(spoken, read, tmp_path)


def test_what_is_no_recording_is_refused_by_name(tmp_path: Path):
    (tmp_path / "a.wav").write_bytes(b"#EXTM3U\n/etc/passwd\n")
    with pytest.raises(BadInput, match=r"recording 'a\.wav' is no sound file"):
        AlignedRecordings().read(tmp_path / "a.wav", tmp_path / "b.wav")


def test_a_phones_recording_is_read_as_one_channel_at_48_khz(tmp_path: Path):
    tone = ["-f", "lavfi", "-i", "sine=d=2:r=44100", "-ac", "2", "-c:a", "aac"]
    ffmpeg.run([*tone, str(tmp_path / "memo.m4a")], doing="make a memo")
    detail = AlignedRecordings().read(tmp_path / "memo.m4a", tmp_path / "memo.wav")
    assert detail.seconds == pytest.approx(2, abs=0.1)
    assert (tmp_path / "memo.wav").stat().st_size == pytest.approx(2 * RATE * 2, rel=0.05)


def test_what_is_taken_is_a_file_of_its_own_and_bounded(tmp_path: Path):
    (tmp_path / "real.wav").write_bytes(b"RIFF")
    (tmp_path / "link.wav").symlink_to(tmp_path / "real.wav")
    with (tmp_path / "endless.wav").open("wb") as file:
        file.truncate(8 * 1024**4)
    recordings = AlignedRecordings()
    assert len(recordings.take(tmp_path / "real.wav", tmp_path / "copy")) == 64
    for name in ("link.wav", "endless.wav"):
        with pytest.raises(BadInput, match=name):
            recordings.take(tmp_path / name, tmp_path / "copy")
