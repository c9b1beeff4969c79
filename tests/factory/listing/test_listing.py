"""Listings: what a platform takes, whatever the brief says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.listing.listing import write_listing
from factory.records import Provider
from factory.script.script import Sentence
from tests.factory.listing.listed import LONG, SHORT, THUMBNAIL, listed, refusals
from tests.fakes.manifests import (
    SCENES,
    a_channel,
    a_narration,
    a_script,
    an_accepted_brief,
    an_asset,
    some_visuals,
)

HUMAN = Provider(role="voice", name="a person", licence="own", synthetic=False)


def test_the_description_opens_with_the_first_two_sentences():
    script = a_script()
    first, second = script.scenes[0].sentences
    opening, *_ = listed(script).description.split("\n\n")
    assert opening == f"{first.text} {second.text}"


def test_the_briefs_description_takes_the_place_of_the_opening():
    said = listed(description="How roads\nwere laid.", topic="roads").description
    assert said.startswith("How roads\nwere laid.\n\n")


@pytest.mark.parametrize(
    "brief",
    [
        {"notes": "How roads were laid."},
        {"background": "How roads were laid.", "topic": "roads"},
        {"description": "How roads were laid.", "translates": "a-video"},
    ],
)
def test_notes_background_and_another_languages_description_are_not_for_the_public(
    brief: dict[str, Any],
):
    assert "How roads" not in listed(**brief).to_json().decode()


@given(title=st.text(max_size=300), description=st.text(max_size=300), tag=st.text(max_size=80))
def test_no_text_makes_a_listing_that_the_platform_refuses(title: str, description: str, tag: str):
    assert not refusals(
        listed(a_script(title=title), description=description, tags=(tag, tag.upper()))
    )


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd\x00",
        "<script>alert('x')</script>",
        "{\\b1}bold {\\pos(0,0)}",
        "a:b=c[v]%{pts};drawtext",
        "new\nline\r\n\ttab",
        "\u202egnp.exe",
        "🌋 Pompeii 🔥",
        "word " * 60,
        "w" * 300,
    ],
)
def test_hostile_titles_are_made_harmless(title: str):
    listing = listed(a_script(title=title))
    assert not refusals(listing)
    assert 0 < len(listing.title) <= 100


def test_a_long_title_ends_after_a_word_with_an_ellipsis():
    title = listed(a_script(title="The road that never ended " * 6)).title
    assert title.endswith("…")
    assert title.removesuffix("…").split()[-1] in {"The", "road", "that", "never", "ended"}


def test_emoji_stay_in_the_title():
    assert listed(a_script(title="Pompeii 🌋")).title == "Pompeii 🌋"


def test_a_description_is_counted_in_bytes():
    channel = a_channel(description_footer="Подпишитесь! " * 400)
    listing = listed(description="東京の夜。" * 2000, channel=channel)
    assert 4000 < len(listing.description.encode()) <= 5000
    assert "Credits:" in listing.description
    assert "Synthetic media (" in listing.description


def test_credits_name_every_maker_once_with_its_licence():
    description = listed().description
    assert description.count("Pictures: scenery (CC0-1.0)") == 1
    assert "Voice: piper en_US-joe-medium (CC0-1.0)" in description
    assert "Music: pad (CC0-1.0)" in description
    assert "Lettering: Poppins ExtraBold, The Poppins Project Authors" in description


def test_attributions_of_given_pictures_are_credited():
    given_by = Provider(role="pictures", name="folder", licence="CC-BY-4.0", synthetic=False)
    pictures = some_visuals(
        assets=tuple(an_asset(s, provider=given_by, attribution=f"Photo by {s}") for s in SCENES)
    )
    listing = write_listing(
        an_accepted_brief(), a_script(), a_narration(), pictures, LONG, THUMBNAIL
    )
    for scene in SCENES:
        assert f"Picture: folder, Photo by {scene} (CC-BY-4.0)" in listing.description
    assert "Lettering" not in listing.description


def test_the_disclosure_names_what_a_computer_made_be_it_one_thing_or_several():
    made = "Synthetic media (computer-generated) in this video:"
    assert f"{made} voice, pictures and music." in listed().description
    pictures = some_visuals(assets=tuple(an_asset(s, provider=HUMAN) for s in SCENES))
    narration = a_narration(bed=None)
    one = write_listing(an_accepted_brief(), a_script(), narration, pictures, SHORT, THUMBNAIL)
    assert f"{made} voice." in one.description


def test_nothing_is_disclosed_where_nothing_is_synthetic():
    pictures = some_visuals(assets=tuple(an_asset(s, provider=HUMAN) for s in SCENES))
    narration = a_narration(provider=HUMAN, bed=None)
    listing = write_listing(an_accepted_brief(), a_script(), narration, pictures, SHORT, THUMBNAIL)
    assert "Synthetic" not in listing.description


def test_headings_are_in_the_videos_language():
    german = listed(language="de", profile=SHORT).description
    assert "Mitwirkende:" in german
    assert (
        "Synthetische Medien (computergeneriert) in diesem Video: Stimme, Bilder und Musik."
        in german
    )
    assert "Credits:" in listed(language="sv").description


def test_the_channels_answers_and_footer_are_passed_on():
    channel = a_channel(description_footer="Every week a lost place.\n<new>")
    listing = listed(channel=channel)
    assert "Every week a lost place.\n‹new›" in listing.description
    assert (listing.made_for_kids, listing.synthetic_media) == (False, True)


def test_an_upright_video_carries_hashtags_and_a_wide_one_none():
    assert listed(tags=("roman roads",)).description.endswith("#Empire") or (
        "#Shorts #RomanRoads" in listed(tags=("roman roads",)).description
    )
    assert "#" not in listed(profile=LONG).description


def test_a_script_of_one_sentence_has_a_listing():
    scene = a_script().scenes[0]
    one = Sentence(sentence_id="s001-1", text="Rain.", spoken="Rain.")
    script = a_script(scenes=(scene.model_copy(update={"sentences": (one,)}),), title="\x00")
    assert listed(script).title == "Rain."
