"""The voice, spoken by the real engine in its own processes."""

import os
import signal
import sys
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import psutil
import pytest

from factory.errors import BadInput, PermanentError, TransientError
from factory.speech.normalisation import spoken
from factory.speech.sentence_pieces import sentence_pieces
from resources.narrators.piper import PiperNarrator

SENTENCE = "In 1848, Dr. Brown paid £20 for the road."
DYING = "import sys; sys.stdin.readline(); print('no more memory', file=sys.stderr); sys.exit(3)"
OWNER = """
import pathlib, sys
from resources.narrators.piper import PiperNarrator
narrator = PiperNarrator(workers=1)
narrator.speak("One.", "One.", "en", 1.0, pathlib.Path(sys.argv[1]))
print("spoken", flush=True)
sys.stdin.read()
"""
SLEEPING = "import sys, time; sys.stdin.readline(); time.sleep(60)"


@pytest.fixture(scope="module")
def narrator() -> Iterator[PiperNarrator]:
    with PiperNarrator(workers=1) as narrator:
        yield narrator


@pytest.fixture(scope="module")
def said(narrator: PiperNarrator, tmp_path_factory: pytest.TempPathFactory) -> Any:
    target = tmp_path_factory.mktemp("said") / "one.wav"
    detail = narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.0, target)
    return MappingProxyType({"detail": detail, "path": target})


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def workers() -> list[psutil.Process]:
    """Return this process's voice workers."""
    return _children("resources.narrators.piper_worker")


def _children(argument: str) -> list[psutil.Process]:
    """Return this process's children that were started with the argument; one that ended has none."""
    found: list[psutil.Process] = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if argument in child.cmdline():
                found.append(child)
    return found


def test_the_detail_tells_the_length_of_the_file(said: Any):
    audio = samples_of(said["path"])

    assert said["detail"].samples == len(audio)
    assert said["detail"].sample_rate == 22_050
    assert 2.0 < len(audio) / 22_050 < 6.0


def test_every_shown_word_has_its_time_from_the_engine(said: Any):
    words = said["detail"].words
    edges = [0, *(edge for _, start, end in words for edge in (start, end))]

    assert said["detail"].timing == "phoneme-alignment"
    assert [word for word, _, _ in words] == SENTENCE.split()
    assert all(after >= before for before, after in pairwise(edges))
    assert edges[-1] <= said["detail"].samples
    assert all(end - start > 22_050 * 0.04 for _, start, end in words)


def test_words_are_louder_than_the_pause_between_them(said: Any):
    audio, words = samples_of(said["path"]), said["detail"].words
    (_, _, pause_start), (_, pause_end, _) = words[1], words[2]  # after the comma of `1848,`

    def level(start: int, end: int) -> float:
        return float(np.sqrt(np.mean(np.square(audio[start:end]))))

    middle = (pause_start + pause_end) // 2
    silence = level(middle - 600, middle + 600)
    assert all(level(start, end) > 8 * silence for _, start, end in words)


def test_silence_at_the_ends_is_cut_and_they_do_not_click(said: Any):
    audio = samples_of(said["path"])
    loud = np.flatnonzero(np.abs(audio) > 0.02 * np.abs(audio).max())

    assert loud[0] < 0.06 * 22_050
    assert len(audio) - loud[-1] < 0.12 * 22_050
    assert np.abs(audio[[0, -1]]).max() < 0.002


def test_the_same_words_give_the_same_bytes(narrator: PiperNarrator, said: Any, tmp_path: Path):
    narrator.speak("Something else.", "Something else.", "en", 1.0, tmp_path / "between.wav")
    narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.0, tmp_path / "again.wav")

    assert (tmp_path / "again.wav").read_bytes() == said["path"].read_bytes()


def test_a_larger_speed_is_shorter(narrator: PiperNarrator, said: Any, tmp_path: Path):
    detail = narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.5, tmp_path / "fast.wav")

    assert 0.55 < detail.samples / said["detail"].samples < 0.8


def test_a_very_long_sentence_is_said_whole(narrator: PiperNarrator, tmp_path: Path):
    text = ", ".join(["the long road went on over hills and rivers"] * 11) + "."

    detail = narrator.speak(text, text, "en", 1.6, tmp_path / "long.wav")

    assert len(text) > 400
    assert [word for word, _, _ in detail.words] == text.split()
    assert detail.timing == "phoneme-alignment"


def test_a_killed_worker_is_replaced(narrator: PiperNarrator, tmp_path: Path):
    narrator.speak("One.", "One.", "en", 1.0, tmp_path / "one.wav")
    for worker in workers():
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    detail = narrator.speak("Two.", "Two.", "en", 1.0, tmp_path / "two.wav")

    assert detail.samples == len(samples_of(tmp_path / "two.wav"))


def test_a_worker_that_keeps_dying_is_worth_another_attempt_later(tmp_path: Path):
    with (
        PiperNarrator(command=[sys.executable, "-c", DYING]) as narrator,
        pytest.raises(TransientError, match=r"(?s)could not say 'One\.'.*code 3.*no more memory"),
    ):
        narrator.speak("One.", "One.", "en", 1.0, tmp_path / "one.wav")


def test_a_worker_that_hangs_is_ended(tmp_path: Path):
    with (
        PiperNarrator(command=[sys.executable, "-c", SLEEPING], sentence_seconds=0.2) as narrator,
        pytest.raises(TransientError, match=r"longer than 0\.2 s"),
    ):
        narrator.speak("One.", "One.", "en", 1.0, tmp_path / "one.wav")
    assert not _children(SLEEPING)


def test_a_worker_ends_when_nobody_is_left_to_ask_it(tmp_path: Path):
    owner = psutil.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path / "one.wav")],
        stdin=-1,
        stdout=-1,
        cwd=Path(__file__).parents[3],
    )
    assert owner.stdout.readline() == b"spoken\n"
    children = owner.children(recursive=True)

    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()

    assert children
    _, alive = psutil.wait_procs(children, timeout=120)
    assert not alive
    for pipe in (owner.stdin, owner.stdout):
        pipe.close()


def test_several_threads_may_ask_at_once(narrator: PiperNarrator, tmp_path: Path):
    texts = ["Red.", "Green apples.", "Blue."]
    with ThreadPoolExecutor(3) as threads:
        details = list(
            threads.map(lambda t: narrator.speak(t, t, "en", 1.0, tmp_path / f"{t}wav"), texts)
        )

    assert [[word for word, _, _ in detail.words] for detail in details] == [
        text.split() for text in texts
    ]


@pytest.mark.parametrize("text", ["😀 🎉", "…", "— !"])
def test_what_has_no_words_cannot_be_said(narrator: PiperNarrator, tmp_path: Path, text: str):
    with pytest.raises(PermanentError, match="could not say"):
        narrator.speak(spoken(text, "en"), text, "en", 1.0, tmp_path / "one.wav")


def test_an_unknown_voice_is_refused_with_those_there_are():
    with pytest.raises(BadInput, match="there are: en_US-joe-medium"):
        PiperNarrator("xx_XX-nobody-low")


def test_long_text_is_cut_at_commas_and_no_word_is_lost():
    text = "one two three, " * 60 + "x" * 900

    pieces = sentence_pieces(text)

    assert all(len(piece) <= 401 for piece in pieces)
    assert "".join(pieces).replace(" ", "").rstrip(".") == text.replace(" ", "")
    assert pieces[0].endswith(",")
