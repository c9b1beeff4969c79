"""What a brief says that a scene shows: read from its lines, never spoken, refused where it cannot be."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factory.brief.brief import accept
from factory.brief.brief_file import parse_brief
from factory.brief.editable_file import as_markdown
from factory.channel.channel import Channel
from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from factory.intake.accept_brief import beside
from factory.script.scenes import write_script
from factory.video_formats.formats import format_named
from resources.home.channel_files import ChannelFolder
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import BOTH, NOW, SHORT, WORDS, read, refusal

SAID = "The sea took a little more of the land every winter, and nobody could stop it. "


def asked_of(words: str) -> list[str | None]:
    brief = read("title: T\nchannel: demo", words)
    taken = accept(brief, SHORT, "v-1", "a.md", NOW)
    script = write_script(taken, format_named("short"), NOW, lambda text, language: text)
    assert "show" not in " ".join(sentence.spoken for sentence in script.sentences)
    return [scene.asked for scene in script.scenes]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("show: Cape Hatteras", "Cape Hatteras"),
        ("Show : 4,400 tons", "4,400 tons"),
        ("![](Cape Hatteras)", "Cape Hatteras"),
        ("![Cape Hatteras]()", "Cape Hatteras"),
        ("![the cape](https://example.org/cape.jpg)", "the cape"),
        ("![the cape](data:image/png;base64,AAAA)", "the cape"),
        ("![](https://example.org/cape.jpg)", None),
    ],
)
def test_a_line_that_asks_for_a_picture_is_that_of_the_paragraph_below(
    line: str, asked: str | None
):
    told = asked_of(f"{SAID * 2}\n\n{line}\n\n{SAID * 2}\n\n{SAID * 2}")
    assert told == [None, None, asked, None, None, None], "two scenes a paragraph"


def test_paragraphs_with_pictures_of_their_own_stay_apart_however_short():
    words = f"show: a ship\nA ship.\n\nshow: a tower\nA tower.\n\n{SAID * 5}"
    assert asked_of(words)[:2] == ["a ship", "a tower"]


def test_handed_out_as_a_file_and_in_again_it_asks_for_the_same():
    brief = read("title: T\nchannel: demo", f"![x](Cape Hatteras)\n{SAID * 5}")
    text = as_markdown(accept(brief, SHORT, "v-1", "a.md", NOW))
    assert parse_brief(text.encode(), "a.md", BOTH, NOW, DIRECTORY).words == brief.words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"{WORDS}\n\nshow: a ship", "show: 'a ship' stands with no paragraph of its own"),
        (f"show: one\n\nshow: two\n\n{WORDS}", "show: 'one' stands with no paragraph of its own"),
        (f"show: tower.jpg\n\n{WORDS}", "the channel demo has no folder of pictures"),
        (f"show: ../../etc/tower.jpg\n\n{WORDS}", "wanted: the name of a file, without folders"),
    ],
)
def test_what_can_never_be_shown_is_refused(words: str, told: str):
    assert told in refusal(f"---\ntitle: T\nchannel: demo\n---\n{words}".encode())


def test_a_file_that_is_not_there_is_refused_with_the_names_most_like_it(tmp_path: Path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "Tower-1.JPG").write_bytes(b"")
    channel = Channel(
        name="demo",
        title="Demo",
        format="short",
        pictures=Pictures(folder=str(folder), licence="own work"),
    )
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "demo.yaml").write_text(
        f"title: Demo\nformat: short\npictures: {{folder: {folder}, licence: own work}}\n"
    )
    admit = beside(tmp_path, ChannelFolder((tmp_path / "channels",), None, ()))

    def taken(name: str) -> None:
        data = f"---\ntitle: T\n---\nshow: {name}\n\n{WORDS}".encode()
        parse_brief(data, "a.md", {"demo": channel}, datetime.now(UTC), DIRECTORY, tmp_path, admit)

    taken("tower-1.jpg")
    with pytest.raises(
        BadInput, match=r"show: no file 'tower-2\.jpg' lies in .*it has 'Tower-1\.JPG'"
    ):
        taken("tower-2.jpg")
