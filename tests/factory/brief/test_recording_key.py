"""A brief may bring a reading of its words; what cannot be used is refused before anything is made."""

from pathlib import Path

import pytest

from factory.brief.brief import accept, translations
from factory.brief.brief_file import parse_brief
from factory.brief.editable_file import as_markdown
from factory.channel.channel import Channel
from factory.channel.provider_settings import Voice
from factory.errors import BadInput
from factory.intake.accept_brief import beside
from resources.home.channel_files import ChannelFolder
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import BOTH, NOW, WORDS, refusal


def text(front: str, words: str = WORDS) -> bytes:
    return f"---\ntitle: T\nchannel: demo\n{front}\n---\n{words}".encode()


def test_a_reading_is_taken_from_the_briefs_folder_and_needs_no_vendor(tmp_path: Path):
    paid = Channel(
        name="demo",
        title="Demo",
        format="short",
        languages=("en", "de"),
        voice=Voice(provider="google", name="en-US-Chirp3-HD-Aoede"),
    )
    data = text("recording: take-1.m4a")
    brief = parse_brief(data, "a.md", {"demo": paid}, NOW, DIRECTORY, tmp_path)
    accepted = accept(brief, paid, "v-1", "a.md", NOW)
    assert brief.recording
    assert brief.recording.file == str(tmp_path / "take-1.m4a")
    assert accepted.voice.provider == "piper", "by which it is read; it is not heard"
    told = accepted.brief.model_copy(update={"also_in": ("de",)})
    (german,) = translations(accepted.model_copy(update={"brief": told}))
    assert german.brief.recording is None
    again = parse_brief(as_markdown(accepted).encode(), "a.md", {"demo": paid}, NOW, DIRECTORY)
    assert again.recording == brief.recording


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("recording: take-1.m4a", "is relative and the brief lies in no folder"),
        ("recording: /a/b.wav\nlanguage: pt-BR", "words in 'pt-BR' cannot be found in a recording"),
        ("recording: {file: /a/b.wav, pauses: none}", "recording.pauses"),
        ("recording: {take: /a/b.wav}", "recording.take"),
    ],
)
def test_a_reading_that_cannot_be_used_is_refused_with_the_key(front: str, told: str):
    assert told in refusal(text(front))


def test_a_topic_has_no_words_that_anybody_could_have_read():
    data = b"---\nchannel: demo\ntopic: Towers\nrecording: /a/b.wav\n---\n"
    assert "recording: the brief has no words" in refusal(data)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("take-2.wav", "no file 'take-2.wav' lies in"),
        ("../private/take-1.wav", "is not a folder that a brief may name"),
        ("/etc/hostname", "is not a folder that a brief may name"),
    ],
)
def test_a_brief_names_a_reading_beside_it_and_none_elsewhere(
    named: str, told: str, tmp_path: Path
):
    for folder in ("inbox", "private", "channels"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "take-1.wav").write_bytes(b"")
    (tmp_path / "channels" / "demo.yaml").write_text("title: Demo\nformat: short\n")
    inbox = tmp_path / "inbox"
    admit = beside(inbox, ChannelFolder((tmp_path / "channels",), None, ()))

    def taken(file: str) -> None:
        parse_brief(text(f"recording: {file}"), "a.md", BOTH, NOW, DIRECTORY, inbox, admit)

    taken("take-1.wav")
    with pytest.raises(BadInput, match=told):
        taken(named)
