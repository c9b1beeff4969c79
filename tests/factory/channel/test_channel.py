"""Channel files: every error names the file, the key, what was found and what is allowed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.channel.channel import Channel, Compliance, parse_channel
from factory.channel.provider_directory import Directory, Entry
from factory.channel.provider_settings import Moderation, Music, Pictures, Voice, Words
from factory.documents.error_words import refusal as refusal_of
from factory.errors import BadInput
from factory.presets.caption_styles import caption_style_of
from factory.video_formats.formats import format_named
from resources.home.template_folders import TemplateFolders
from resources.provider_register import DIRECTORY

EXAMPLES = Path(__file__).parents[3] / "examples" / "channels"
GOOD = "name: demo\ntitle: Demo\nformat: short\n"


def refusal(text: str, file: str = "channels/demo.yaml") -> str:
    with pytest.raises(BadInput) as caught:
        parse_channel(text.encode("utf-8", "surrogatepass"), file, directory=DIRECTORY)
    assert file in str(caught.value)
    return str(caught.value)


def test_three_keys_make_a_channel_that_waits_for_review():
    channel = parse_channel(GOOD.encode(), "demo.yaml", DIRECTORY)
    assert channel.review == "required"
    assert channel.languages == ("en",)
    assert channel.compliance.made_for_kids is None


def test_values_are_read_as_their_keys_want_them():
    channel = parse_channel(
        (GOOD + "languages: [no, en]\nvoice: {speed: 1.1}\ncompliance: {made_for_kids: no}\n"
         "budget_usd_per_video: 3\ntags: [1984]\npictures:\n  folder:\n").encode(),
        "demo.yaml", DIRECTORY,
    )  # fmt: skip
    assert channel.languages == ("no", "en")
    assert channel.voice.speed == 1.1
    assert channel.compliance.made_for_kids is False
    assert channel.budget_usd_per_video == 3.0
    assert channel.tags == ("1984",)
    assert channel.pictures.provider == "scenery"


def test_folders_are_taken_from_where_the_file_lies():
    text = GOOD + "pictures: {folder: ../photos, licence: CC0-1.0}\n"
    channel = parse_channel(text.encode(), "/home/anna/channels/demo.yaml", DIRECTORY)
    assert channel.pictures.provider == "folder"
    assert channel.pictures.folder == "/home/anna/photos"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "review: none", "review: 'none' is not allowed; wanted: required, two_reviewers"),
        (GOOD + "reviw: required", "reviw: this key is unknown; did you mean 'review'?"),
        (GOOD + "voice: {sped: 1}", "voice.sped: this key is unknown; did you mean 'speed'?"),
        (GOOD + "voice: {speed: 9}", "voice.speed: '9' is not allowed; wanted: 2.0 or less"),
        (GOOD + "voice: {speed: fast}", "voice.speed: 'fast' is not allowed; wanted: a number"),
        (GOOD + "voice: joe", "voice: 'joe' is not allowed; wanted: keys and values under it"),
        (GOOD + "languages: en", "languages: 'en' is not allowed; wanted: a list"),
        (GOOD + "languages: [english!]", "languages: 'english!' is not allowed"),
        (GOOD + "languages: [xx]", "languages: 'xx' is not allowed"),
        (GOOD + "voices: {german: {name: x}}", "voices: 'german' is not allowed"),
        (GOOD + "languages: []", "languages: '[]' is not allowed; wanted: at least one"),
        (GOOD + "outlets: [youtub]", "outlets: 'youtub' is not allowed; wanted: one of"),
        (GOOD + "pictures: {provider: folder}", "pictures.folder: this key is missing"),
        (GOOD + "pictures: {look: azur}", "did you mean 'azure'?"),
        (
            GOOD + f"outlets: [youtube]\nyoutube: {{account: UC{'x' * 22}, playlist: none}}",
            "wanted: a playlist's ID",
        ),
        (GOOD + "schedule: {time_zone: Berlin}", "schedule.time_zone: 'Berlin' is not allowed"),
        (GOOD + "schedule: {slots: {youtube: {daily: ['18:00']}}}", "wanted: one of outbox"),
        (GOOD + "schedule: {slots: {outbox: {funday: ['18:00']}}}", "'funday' is not allowed"),
        (GOOD + "schedule: {slots: {outbox: {daily: ['25:00']}}}", "wanted: times such as 18:00"),
        (GOOD + "schedule: {holidays: [2026-02-30, 12-24]}", "'2026-02-30' is not allowed"),
        (GOOD + "schedule: {holidays: [US, ZZ]}", "'ZZ' is not allowed"),
        (GOOD + "schedule: {holidays: [DE-XX]}", "countries such as US or DE-BY"),
        (GOOD + "music: {folder: x}", "music.licence: this key is missing"),
        (GOOD + "compliance: {made_for_kids: perhaps}", "wanted: true or false"),
        (GOOD + "budget_usd_per_video: -1", "wanted: 0.0 or more"),
        (
            GOOD + "budget_usd_per_day: inf",
            "budget_usd_per_day: 'inf' is not allowed; wanted: a number",
        ),
        (
            GOOD + 'description_footer: "a\\u202eb"',
            "description_footer: found a direction override",
        ),
        (GOOD + "tenant: ../x", "tenant: '../x' is not allowed"),
        ("title: Demo\nformat: short", "name: this key is missing"),
        ("name: other\ntitle: D\nformat: short", "wanted: the file's own name, 'demo'"),
        (
            "name: demo\ntitle: D\nformat: tall",
            "wanted: one of clip, draft, longform, short, sleep",
        ),
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
        parse_channel(data, "demo.yaml", DIRECTORY)
    except BadInput as error:
        str(error).encode()


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda f: f.stem)
def test_the_example_channels_are_complete(file: Path):
    channel = parse_channel(file.read_bytes(), str(file), DIRECTORY, TemplateFolders().keys)
    assert channel.compliance.made_for_kids is not None
    assert channel.compliance.synthetic_media is True


def test_the_demo_channel_names_every_key():
    text = (EXAMPLES / "demo.yaml").read_text()
    roles = (Words, Voice, Pictures, Music, Moderation, Compliance)
    inner = [key for role in roles for key in role.model_fields]
    missing = [key for key in (*Channel.model_fields, *inner) if f"{key}:" not in text]
    assert missing == []


def test_captions_may_change_the_formats_own_look():
    channel = parse_channel(
        (GOOD + "caption_style: {lit_colour: 7FE0FF}\n").encode(), "demo.yaml", DIRECTORY
    )
    look = caption_style_of(channel.caption_style, format_named("short").captions)
    assert (look.name, look.lit_colour) == ("lit", "7FE0FF")


def test_a_refusal_inside_another_says_once_what_to_do():
    inner = refusal_of("channel 'x'", ["a: wrong", "b: wrong; did you mean 'c'?"])
    message = refusal_of("brief 'y'", [f"channel: {inner}", "words: there are none"])
    assert message.count("hand it in again") == 1
    assert "\n    - a: wrong\n    - b: wrong" in message
    alone = refusal_of("brief 'y'", [refusal_of("channel 'x'", ["a: wrong; did you mean 'b'?"])])
    assert alone.endswith("did you mean 'b'? Mend it and hand it in again.")


def test_only_the_demo_releases_without_a_person():
    reviews = {
        f.stem: parse_channel(f.read_bytes(), str(f), DIRECTORY, TemplateFolders().keys).review
        for f in EXAMPLES.glob("*.yaml")
    }
    assert [name for name, review in reviews.items() if review == "automatic"] == ["demo"]


BOUGHT = GOOD + "voice: {provider: google, name: en-US-Neural2-D, speed: 0.9, fallback: {%s}}\n"
SHOWN = GOOD + "pictures: {provider: fal, moving: true, style: ink, fallback: {%s}}\n"
WRITTEN = GOOD + "words: {provider: openai, style: dry, fallback: {%s}}\n"


def test_a_fallback_keeps_the_channels_style_and_pace_and_has_a_provider_of_its_own():
    text = (
        BOUGHT % "provider: piper"
        + "pictures: {provider: fal, model: m, style: ink, fallback: {provider: pexels}}\n"
    )
    channel = parse_channel(text.encode(), "demo.yaml", DIRECTORY)
    second = channel.voice.fallback
    assert second and (second.provider, second.name, second.speed) == (
        "piper",
        "en_US-joe-medium",
        0.9,
    )
    pictures = channel.pictures.fallback
    assert pictures and (pictures.provider, pictures.model, pictures.style) == ("pexels", "", "ink")


def test_clips_fall_back_on_clips_where_the_second_has_some():
    for provider, moving in (("pexels", True), ("scenery", False)):
        channel = parse_channel((SHOWN % f"provider: {provider}").encode(), "demo.yaml", DIRECTORY)
        assert channel.pictures.fallback and channel.pictures.fallback.moving is moving


def test_a_fallbacks_folder_is_taken_from_where_the_file_lies():
    text = SHOWN % "folder: ../photos, licence: CC0-1.0"
    channel = parse_channel(text.encode(), "/home/anna/channels/demo.yaml", DIRECTORY)
    assert channel.pictures.fallback and channel.pictures.fallback.folder == "/home/anna/photos"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOUGHT % "provider: google, name: en-US-Neural2-A", "wanted: another provider than"),
        (BOUGHT % "provider: openai", "voice.fallback.name: this key is missing"),
        (BOUGHT % "name: de_DE-thorsten-medium", "wanted: a voice that speaks en as the first"),
        (BOUGHT % "sped: 1", "voice.fallback.sped: this key is unknown"),
        (
            BOUGHT % "provider: openai, name: cedar, fallback: {provider: piper}",
            "voice.fallback.fallback: there is no third provider",
        ),
        (GOOD + "voice: {fallback: {provider: openai, name: cedar}}", "piper is on this machine"),
        (SHOWN % "provider: folder, folder: x", "pictures.fallback.licence: this key is missing"),
        (SHOWN % "provider: openai, moving: true", "pictures.fallback.provider: 'openai' is not"),
        (WRITTEN % "provider: brief", "words.fallback.provider: 'brief' is not allowed"),
        (WRITTEN % "provider: openai", "words.fallback.provider: 'openai' is not allowed"),
    ],
)
def test_a_fallback_that_could_not_stand_in_is_refused(text: str, told: str):
    assert told in refusal(text)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("words: {provider: anthropic, temperature: 0.5}", "anthropic takes no temperature"),
        ("words: {questions: {ideas: {model: m}}}", "words.questions: nobody is asked here"),
        ("words: {provider: openai, questions: {jokes: {model: m}}}", "jokes"),
        ("words: {provider: openai, temperature: 3}", "words.temperature: '3' is not allowed"),
        ("words: {provider: opanai}", "words.provider: 'opanai' is not allowed; wanted: one of"),
        ("words: {provider: opanai}", "did you mean 'openai'?"),
        (
            "voice: {provider: gogle}",
            "one of google, kokoro, openai, piper; did you mean 'google'?",
        ),
        ("pictures: {provider: fall}", "one of fal, folder, openai, pexels, scenery; did you"),
        (
            "moderation: {provider: fal}",
            "moderation.provider: 'fal' is not allowed; wanted: one of",
        ),
        ("pictures: {provider: openai, moving: true}", "one of fal, pexels where `moving` is true"),
        ("voice: {provider: openai}", "the name of a voice of openai, such as cedar"),
    ],
)
def test_who_is_unknown_is_told_with_those_there_are(keys: str, said: str):
    assert said in refusal(f"{GOOD}{keys}\n")


def test_another_directory_knows_others():
    toys = Directory((*DIRECTORY.providers, Entry("toy", frozenset({"pictures"}))), ("shelf",))
    text = GOOD + "pictures: {provider: toy}\noutlets: [shelf]\n"
    channel = parse_channel(text.encode(), "demo.yaml", toys)
    assert (channel.pictures.provider, channel.outlets) == ("toy", ("shelf",))
