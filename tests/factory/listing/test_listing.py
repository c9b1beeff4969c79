"""Listings: what a platform takes, whatever the brief says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.channel.channel import Channel
from factory.listing.chapter_marks import clock, mark_chapters
from factory.listing.keywords import keywords
from factory.listing.listing import Listing, choose_tags, write_listing
from factory.listing.platform_limits import youtube_tag_length
from factory.presets.formats import Format, format_named
from factory.records import Provider
from factory.rules.registry import RULES
from factory.script.script import Script, Sentence
from tests.fakes.manifests import (
    RATE,
    SCENES,
    a_channel,
    a_file,
    a_narration,
    a_script,
    an_accepted_brief,
    an_asset,
    some_visuals,
)
from tests.fakes.render_manifests import so_far

SHORT, LONG = format_named("short"), format_named("longform")
THUMBNAIL = a_file("thumbnail.jpg", "image/jpeg")
HUMAN = Provider(role="voice", name="a person", licence="own", synthetic=False)


def listed(
    script: Script | None = None,
    profile: Format = SHORT,
    channel: Channel | None = None,
    **brief: Any,
) -> Listing:
    script = script or a_script()
    accepted = an_accepted_brief(channel, **brief)
    narration = a_narration(script)
    return write_listing(accepted, script, narration, some_visuals(), profile, THUMBNAIL)


def chaptered(*titles: str | None) -> Script:
    """Return the script with these chapter marks on its scenes, 5.8 s apart."""
    scenes = zip(a_script().scenes, titles, strict=False)
    return a_script(scenes=tuple(s.model_copy(update={"chapter": t}) for s, t in scenes))


def refusals(listing: Listing, profile: Format = SHORT) -> list[str]:
    findings = RULES.assess("listings", so_far(listing, profile=profile))
    return [f"{f.rule}: {f.found}" for f in findings if not f.passed and f.severity == "error"]


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
    assert "Synthetic media:" in listing.description


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


def test_the_disclosure_names_what_a_computer_made():
    assert "voice, pictures and music in this video are computer-gen" in listed().description


def test_nothing_is_disclosed_where_nothing_is_synthetic():
    pictures = some_visuals(assets=tuple(an_asset(s, provider=HUMAN) for s in SCENES))
    narration = a_narration(provider=HUMAN, bed=None)
    listing = write_listing(an_accepted_brief(), a_script(), narration, pictures, SHORT, THUMBNAIL)
    assert "Synthetic" not in listing.description


def test_headings_are_in_the_videos_language():
    german = listed(language="de", profile=SHORT).description
    assert "Mitwirkende:" in german
    assert "Stimme, Bilder und Musik in diesem Video sind computergeneriert" in german
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


def test_chapters_start_at_zero_and_stand_in_the_description():
    listing = listed(chaptered("One", None, "Two", None, "Three"), LONG)
    assert listing.chapters == ()
    script, narration = chaptered("One", None, "Two", None, "Three"), a_narration()
    slow = narration.model_copy(update={"sample_rate": RATE // 3})
    chapters = mark_chapters(script, slow, LONG.chapters)
    assert [(c.start_seconds, c.title) for c in chapters] == [
        (0, "One"),
        (35, "Two"),
        (70, "Three"),
    ]
    written = write_listing(
        an_accepted_brief(format="longform"), script, slow, some_visuals(), LONG, THUMBNAIL
    )
    assert "Chapters:\n00:00 One\n00:35 Two\n01:10 Three\n" in written.description
    assert not refusals(written, LONG)


def test_what_comes_before_the_first_mark_is_the_introduction():
    slow = a_narration().model_copy(update={"sample_rate": RATE // 3})
    chapters = mark_chapters(chaptered(None, "One", None, "Two", None), slow, LONG.chapters)
    assert [c.title for c in chapters] == ["Introduction", "One", "Two"]


def test_a_chapter_too_short_joins_the_one_before():
    narration = a_narration().model_copy(update={"sample_rate": RATE * 10 // 18})
    chapters = mark_chapters(
        chaptered("One", "Two", "Three", "Four", "Five"), narration, LONG.chapters
    )
    starts = [c.start_seconds for c in chapters]
    assert all(b - a >= 10 for a, b in zip(starts, [*starts[1:], 54], strict=True))


def test_fewer_than_three_chapters_are_none():
    slow = a_narration().model_copy(update={"sample_rate": RATE // 3})
    marks = chaptered("One", None, "Two", None, None)
    assert mark_chapters(marks, slow, LONG.chapters) == ()


@given(st.lists(st.text(max_size=70), max_size=60))
def test_tags_never_pass_the_limit_and_come_once(candidates: list[str]):
    tags = choose_tags(candidates)
    assert youtube_tag_length(tags) <= 500
    assert len({t.casefold() for t in tags}) == len(tags)
    assert not any(set(t) & set('<>,"#') or not t.strip() for t in tags)


def test_the_persons_tags_come_before_the_keywords():
    listing = listed(tags=("roads",), channel=a_channel(tags=("ancient history",)))
    assert listing.tags[:2] == ("roads", "ancient history")
    assert "empire" in listing.tags


@pytest.mark.parametrize(
    ("language", "title", "text", "wanted", "unwanted"),
    [
        (
            "en-GB",
            "The computer from the sea",
            (
                "Divers off Antikythera found a computer. The Antikythera mechanism could predict "
                "eclipses. Every eclipses table in Derek Price's book came from the mechanism."
            ),
            {"Antikythera", "computer", "mechanism", "eclipses", "Derek Price"},
            {"the", "could", "every", "from"},
        ),
        (
            "de",
            "Der Rechner aus dem Meer",
            (
                "Taucher fanden bei Antikythera einen Rechner. Der Mechanismus war alt. "
                "Niemand verstand den Mechanismus."
            ),
            {"Rechner", "Antikythera", "Mechanismus"},
            {"einen", "Niemand", "niemand"},
        ),
        (
            "fr",
            "La calculatrice de la mer",
            (
                "Des plongeurs trouvent une calculatrice près d'Anticythère. La calculatrice prédit "
                "les éclipses, toujours les éclipses."
            ),
            {"calculatrice", "éclipses"},
            {"toujours", "près"},
        ),
        (
            "es",
            "El ordenador del mar",
            "Unos buzos encontraron un ordenador. El ordenador predecía eclipses; siempre eclipses.",
            {"ordenador", "eclipses"},
            {"siempre", "unos"},
        ),
        (
            "it",
            "Il calcolatore dal mare",
            "Dei sommozzatori trovarono un calcolatore. Anche questo calcolatore era degli antichi, "
            "anche questa tavola degli antichi.",
            {"calcolatore", "antichi"},
            {"anche", "degli", "questo", "questa"},
        ),
        (
            "pl",
            "Komputer z morza",
            "Nurkowie znaleźli komputer. Tylko ten komputer przetrwał, jednak tylko jego część; "
            "jednak mechanizm, dawny mechanizm, przetrwał.",
            {"komputer", "mechanizm"},
            {"tylko", "jednak"},
        ),
        (
            "en",
            "The mill and the fire",
            "The fire took the mill; a mill is soon built. Nobody built another, for fire comes back.",
            {"mill", "fire"},
            {"built", "another"},
        ),
    ],
)
def test_keywords_are_what_the_text_is_about(
    language: str, title: str, text: str, wanted: set[str], unwanted: set[str]
):
    found = set(keywords(title, text, 12, language))
    assert wanted <= found
    assert not unwanted & found


def test_a_script_of_one_sentence_has_a_listing():
    scene = a_script().scenes[0]
    one = Sentence(sentence_id="s001-1", text="Rain.", spoken="Rain.")
    script = a_script(scenes=(scene.model_copy(update={"sentences": (one,)}),), title="\x00")
    assert listed(script).title == "Rain."


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (75, "01:15"), (3725, "1:02:05")])
def test_chapter_times_are_written_as_players_read_them(seconds: int, shown: str):
    assert clock(seconds) == shown
