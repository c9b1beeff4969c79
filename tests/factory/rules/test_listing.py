import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.brief.planned_changes import LaterChange
from factory.listing.chapter_marks import Chapter
from factory.listing.listing import Listing
from factory.listing.platform_limits import (
    INSTAGRAM,
    PLATFORMS,
    TIKTOK,
    Platform,
    youtube_tag_length,
)
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.video_formats.formats import Format, format_named
from tests.fakes.manifests import (
    RATE,
    a_channel,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    an_accepted_brief,
)
from tests.fakes.render_manifests import failed, finding, so_far

LONGFORM = format_named("longform")
THREE = (
    Chapter(start_seconds=0, title="String"),
    Chapter(start_seconds=70, title="Stone"),
    Chapter(start_seconds=3600, title="Rain"),
)
THREE_LINES = "Chapters\n0:00 String\n01:10 Stone\n1:00:00 Rain\n"


def judge(listing: Listing, **channel: object) -> tuple[Finding, ...]:
    accepted = an_accepted_brief(a_channel(**channel))
    return RULES.assess("listings", so_far(listing, accepted=accepted))


def judge_long(listing: Listing, video_seconds: float | None = None) -> tuple[Finding, ...]:
    spoken = [] if video_seconds is None else [a_narration(samples=round(video_seconds * RATE))]
    return RULES.assess("listings", so_far(listing, *spoken, profile=LONGFORM))


def judge_on(listing: Listing, platform: Platform, profile: Format) -> tuple[Finding, ...]:
    evidence = so_far(listing, a_narration(), profile=profile)
    return RULES.assess("listings", evidence.model_copy(update={"platform": platform}))


def test_a_good_listing_breaks_no_rule():
    assert failed(judge(a_listing())) == set()


@pytest.mark.parametrize(
    ("title", "passes"),
    [
        ("", False),
        ("   ", False),
        ("a" * 100, True),
        ("a" * 101, False),
        ("\U0001f3db" * 100, True),
    ],
)
def test_a_title_has_1_to_100_characters(title: str, passes: bool):
    judged = finding(judge(a_listing(title=title)), "title_is_accepted_by_the_platform")
    assert judged.passed is passes


def test_a_title_with_html_is_refused_and_quoted():
    judged = finding(judge(a_listing(title="<b>Roads</b>")), "title_is_accepted_by_the_platform")
    assert judged.refuses
    assert judged.found == "12 characters with < >: '<b>Roads</b>'"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "two\nlines"},
        {"title": "nul\x00"},
        {"title": "gpj.\u202eexe"},
        {"tags": ("tab\t",)},
        {"description": "bell\x07"},
        {"description": "half an emoji \ud83d"},
    ],
)
def test_control_characters_and_direction_overrides_are_refused(changes: dict[str, object]):
    listing = a_listing().model_copy(update=changes)
    assert finding(judge(listing), "listing_has_no_control_characters").refuses


def test_right_to_left_marks_and_line_breaks_in_the_description_are_allowed():
    listing = a_listing(title="\u05d3\u05e8\u05db\u05d9\u05dd\u200f", description="a\n\tb")
    assert finding(judge(listing), "listing_has_no_control_characters").passed


def test_a_description_is_counted_in_bytes():
    fits, over = a_listing(description="\u00e9" * 2500), a_listing(description="\u00e9" * 2501)
    rule = "description_is_accepted_by_the_platform"
    assert finding(judge(fits), rule).passed
    judged = finding(judge(over), rule)
    assert judged.refuses
    assert (judged.found, judged.wanted) == ("5002 bytes", "at most 5000 bytes without <>")


def test_tags_are_counted_as_youtube_counts_them():
    assert youtube_tag_length(()) == 0
    assert youtube_tag_length(("roads",)) == 5
    assert youtube_tag_length(("roman roads", "rome")) == 11 + 2 + 1 + 4


def test_too_many_tags_are_refused():
    fits = a_listing(tags=tuple(f"{n:03d}-{'x' * 95}" for n in range(5)))
    assert finding(judge(fits), "tags_are_accepted_by_the_platform").passed
    over = a_listing(tags=(*fits.tags, "yy"))
    assert finding(judge(over), "tags_are_accepted_by_the_platform").found == "502 characters"


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("rome", " "), "tag 2 is empty"),
        (("rome, italy",), "'rome, italy' holds a comma"),
        (("a<b",), "'a<b' is refused"),
        (("Rome", "rome"), "'rome' twice"),
    ],
)
def test_a_bad_tag_is_named(tags: tuple[str, ...], found: str):
    assert finding(judge(a_listing(tags=tags)), "tags_are_accepted_by_the_platform").found == found


def test_chapters_in_the_description_pass():
    listing = a_listing(chapters=THREE, description=THREE_LINES)
    assert failed(judge_long(listing, 3700)) == set()


@pytest.mark.parametrize(
    ("chapters", "seconds", "found"),
    [
        (THREE[:2], None, "only 2"),
        ((THREE[0].model_copy(update={"start_seconds": 1}), *THREE[1:]), None, "the first starts"),
        ((THREE[0], THREE[2], THREE[1]), None, "chapter 2 lasts -3530 s"),
        (THREE, 3605.0, "chapter 3 lasts 5 s"),
        ((*THREE, Chapter(start_seconds=4000, title="Sun")), None, "'Sun' is not in the"),
    ],
)
def test_chapters_youtube_would_ignore_are_refused(
    chapters: tuple[Chapter, ...], seconds: float | None, found: str
):
    listing = a_listing(chapters=chapters, description=THREE_LINES)
    judged = finding(judge_long(listing, seconds), "chapters_follow_the_platforms_rules")
    assert judged.refuses
    assert found in judged.found


def test_a_short_has_no_chapters():
    listing = a_listing(chapters=THREE, description=THREE_LINES)
    judged = finding(judge(listing), "chapters_follow_the_platforms_rules")
    assert judged.found == "3 chapters in a format without"


def test_a_longform_without_chapters_is_a_warning():
    judged = finding(judge_long(a_listing()), "chapters_are_given_where_wanted")
    assert not judged.passed and not judged.refuses


def test_a_forbidden_word_is_named_with_its_field():
    listing = a_listing(title="Casino roads", tags=("casino",))
    judged = finding(judge(listing, forbidden_words=("casino",)), "listing_has_no_forbidden_words")
    assert judged.refuses
    assert judged.found == "title: 'casino'; tags: 'casino'"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"bytes": 2 * 1024 * 1024 + 1}, "image/jpeg of 2097153 bytes"),
        ({"bytes": 0}, "image/jpeg of 0 bytes"),
        ({"media_type": "image/webp"}, "image/webp of 1000 bytes"),
    ],
)
def test_a_thumbnail_the_platform_refuses_is_refused(changes: dict[str, object], found: str):
    facts = {"media_type": "image/jpeg", **changes}
    judged = finding(
        judge(a_listing(thumbnail=a_file("thumbnail.jpg", **facts))),
        "thumbnail_is_accepted_by_the_platform",
    )
    assert judged.refuses
    assert judged.found == found


def test_hashtags_beyond_the_platforms_number_are_refused():
    listing = a_listing(description=" ".join(f"#tag{n}" for n in range(31)) + " C#sharp")
    assert finding(judge(listing), "hashtags_are_few_enough").passed
    on_instagram = judge_on(listing, INSTAGRAM, a_profile())
    assert finding(on_instagram, "hashtags_are_few_enough").found == "31 hashtags"


def test_tiktok_counts_an_emoji_as_two():
    rule = "description_is_accepted_by_the_platform"
    for count, passes in ((1100, True), (1101, False)):
        listing = a_listing(description="\U0001f3db" * count)
        on_tiktok = judge_on(listing, TIKTOK, a_profile())
        assert finding(on_tiktok, rule).passed is passes


def test_every_platform_names_its_source():
    assert all(len(platform.source) > 20 for platform in PLATFORMS.values())


chapters = st.builds(Chapter, start_seconds=st.integers(-5, 99), title=st.text(max_size=5))


@given(
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
    st.lists(chapters, max_size=4),
    st.sampled_from(sorted(PLATFORMS)),
)
def test_every_rule_speaks_exactly_once_whatever_the_listing(
    title: str, description: str, tags: list[str], marks: list[Chapter], platform: str
):
    listing = a_listing(
        title=title, description=description, tags=tuple(tags), chapters=tuple(marks)
    )
    findings = judge_on(listing, PLATFORMS[platform], LONGFORM)
    assert [f.rule for f in findings] == [rule.name for rule in RULES.of("listings")]


def test_a_title_that_is_wanted_later_is_judged_as_the_first_one():
    later = (
        LaterChange(what="title", to="The cursed string", after_seconds=0),
        LaterChange(what="title", to="A string", after_seconds=60),
        LaterChange(what="visibility", to="public", after_seconds=0),
    )
    accepted = an_accepted_brief(a_channel(forbidden_words=("cursed",)), changes=later)
    judged = RULES.assess("listings", so_far(a_listing(), accepted=accepted))
    assert failed(judged) == {"later_titles_keep_the_rules"}
    found = finding(judged, "later_titles_keep_the_rules").found
    assert "'The cursed string': title: 'cursed'" in found
    assert "A string" not in found


def test_nothing_is_asked_of_later_titles_where_none_is_wanted():
    assert not finding(judge(a_listing()), "later_titles_keep_the_rules").asked
