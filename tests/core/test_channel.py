"""Channel files: every error names the file, the key, what was found and what is allowed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.channel import parse_channel
from factory.errors import BadInput
from resources.templates import TemplateFolders

EXAMPLES = Path(__file__).parents[2] / "examples" / "channels"
GOOD = "name: demo\ntitle: Demo\nformat: short\n"


def refusal(text: str, file: str = "channels/demo.yaml") -> str:
    with pytest.raises(BadInput) as caught:
        parse_channel(text.encode("utf-8", "surrogatepass"), file)
    assert file in str(caught.value)
    return str(caught.value)


def test_three_keys_make_a_channel_that_waits_for_review():
    channel = parse_channel(GOOD.encode(), "demo.yaml")
    assert channel.review == "required"
    assert channel.languages == ("en",)
    assert channel.compliance.made_for_kids is None


def test_values_are_read_as_their_keys_want_them():
    channel = parse_channel(
        (GOOD + "languages: [no, en]\nvoice: {speed: 1.1}\ncompliance: {made_for_kids: no}\n"
         "budget_usd_per_video: 3\ntags: [1984]\npictures:\n  folder:\n").encode(),
        "demo.yaml",
    )  # fmt: skip
    assert channel.languages == ("no", "en")
    assert channel.voice.speed == 1.1
    assert channel.compliance.made_for_kids is False
    assert channel.budget_usd_per_video == 3.0
    assert channel.tags == ("1984",)
    assert channel.pictures.provider == "scenery"


def test_folders_are_taken_from_where_the_file_lies():
    text = GOOD + "pictures: {folder: ../photos, licence: CC0-1.0}\n"
    channel = parse_channel(text.encode(), "/home/anna/channels/demo.yaml")
    assert channel.pictures.provider == "folder"
    assert channel.pictures.folder == "/home/anna/photos"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "review: none", "review: 'none' is not allowed; wanted: required or automatic"),
        (GOOD + "reviw: required", "reviw: this key is unknown; did you mean 'review'?"),
        (GOOD + "voice: {sped: 1}", "voice.sped: this key is unknown; did you mean 'speed'?"),
        (GOOD + "voice: {speed: 9}", "voice.speed: '9' is not allowed; wanted: 2.0 or less"),
        (GOOD + "voice: {speed: fast}", "voice.speed: 'fast' is not allowed; wanted: a number"),
        (GOOD + "voice: joe", "voice: 'joe' is not allowed; wanted: keys and values under it"),
        (GOOD + "languages: en", "languages: 'en' is not allowed; wanted: a list"),
        (GOOD + "languages: [english!]", "languages: 'english!' is not allowed"),
        (GOOD + "languages: []", "languages: '[]' is not allowed; wanted: at least one"),
        (GOOD + "outlets: [youtub]", "outlets.0: 'youtub' is not allowed; wanted: outbox"),
        (GOOD + "pictures: {provider: folder}", "pictures.folder: this key is missing"),
        (GOOD + "pictures: {look: azur}", "did you mean 'azure'?"),
        (GOOD + "music: {folder: x}", "music.licence: this key is missing"),
        (GOOD + "compliance: {made_for_kids: perhaps}", "wanted: true or false"),
        (GOOD + "budget_usd_per_video: -1", "wanted: 0.0 or more"),
        (
            GOOD + 'description_footer: "a\\u202eb"',
            "description_footer: found a direction override",
        ),
        (GOOD + "tenant: ../x", "tenant: '../x' is not allowed"),
        ("title: Demo\nformat: short", "name: this key is missing"),
        ("name: other\ntitle: D\nformat: short", "wanted: the file's own name, 'demo'"),
        ("name: demo\ntitle: D\nformat: tall", "wanted: one of clip, longform, short, sleep"),
        ("", "it is empty"),
        ("hello", "wanted lines such as"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_is_allowed(text: str, told: str):
    assert told in refusal(text)


def test_a_name_must_be_safe_in_a_path():
    assert "1 to 40 of a-z" in refusal("name: De Mo\ntitle: D\nformat: short", "De Mo.yaml")


def test_every_mistake_is_told_at_once():
    message = refusal(GOOD + "review: none\nbugdet: 1\nvoice: {speed: fast}")
    assert message.count("\n  - ") == 3


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (GOOD + t).encode()))
def test_whatever_the_bytes_they_are_a_channel_or_are_refused(data: bytes):
    try:
        parse_channel(data, "demo.yaml")
    except BadInput as error:
        str(error).encode()


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda f: f.stem)
def test_the_example_channels_are_complete(file: Path):
    channel = parse_channel(file.read_bytes(), str(file), TemplateFolders().keys)
    assert channel.compliance.made_for_kids is not None
    assert channel.compliance.synthetic_media is True


def test_only_the_demo_releases_without_a_person():
    reviews = {
        f.stem: parse_channel(f.read_bytes(), str(f), TemplateFolders().keys).review
        for f in EXAMPLES.glob("*.yaml")
    }
    assert [name for name, review in reviews.items() if review == "automatic"] == ["demo"]
