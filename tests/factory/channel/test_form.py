"""The form of a channel: what it asks is what its file says, and what is typed goes back into it."""

from pathlib import Path

from desk.web.channel_words import question_words, section_words
from factory.channel.channel import parse_channel
from factory.channel.file_changes import changed_words
from factory.channel.form import Field, changes_of, form_of
from factory.channel.form_questions import questions
from factory.documents.strict_yaml import read_mapping
from factory.documents.yaml_edit import with_keys
from resources.provider_register import DIRECTORY

DEMO = Path(__file__).parents[3] / "examples" / "channels" / "demo.yaml"
TEXT = DEMO.read_text("utf-8")


def fields(text: str) -> dict[str, Field]:
    channel = parse_channel(text.encode(), str(DEMO), DIRECTORY)
    form = form_of(read_mapping(text, "demo"), channel, DIRECTORY)
    return {field.asked.key: field for section in form for field in section.fields}


def saved(text: str, **typed: str) -> str:
    """Return the file after somebody typed into its form; `__` stands for the dot of a key."""
    keys = {key.replace("__", "."): value for key, value in typed.items()}
    before = {key: field.value for key, field in fields(text).items()}
    changes = changes_of(read_mapping(text, "demo"), {**before, **keys}, before, DIRECTORY)
    return with_keys(text, changes, "demo")


def test_the_form_shows_what_the_file_says_and_what_holds_where_it_is_silent():
    form = fields(TEXT)
    assert form["tags"].value == "true stories, history, short documentary"
    assert (form["budget_usd_per_day"].value, form["voice.speed"].value) == ("", "1.0")
    assert (form["words.provider"].value, form["words.provider"].usual) == ("", "brief")
    assert not any(field.odd for field in form.values())


def test_a_form_that_nobody_touched_changes_nothing():
    assert saved(TEXT) == TEXT


def test_every_question_can_be_answered_and_the_channel_says_so():
    typed = {
        "title": "New: one",
        "voice.speed": "1.1",
        "tags": "sea,  ships,",
        "review": "required",
    }
    text = saved(TEXT, **{key.replace(".", "__"): value for key, value in typed.items()})
    channel = parse_channel(text.encode(), str(DEMO), DIRECTORY)
    assert (channel.title, channel.voice.speed) == ("New: one", 1.1)
    assert (channel.tags, channel.review) == (("sea", "ships"), "required")
    gone = parse_channel(saved(text, tags="", voice__speed=" ").encode(), str(DEMO), DIRECTORY)
    assert (gone.tags, gone.voice.speed) == ((), 1.0)


def test_when_videos_go_out_and_what_ideas_come_of_have_fields_at_any_depth():
    assert fields(TEXT)["schedule.slots.outbox.daily"].value == ""
    text = saved(
        TEXT,
        schedule__time_zone="Europe/Berlin",
        schedule__slots__outbox__daily="9:30, 18:00",
        schedule__holidays="US, 12-24",
        ideas__topics="Why ice sings, and where\r\n5 clocks: backwards\n\n",
        ideas__per_day="2",
    )
    channel = parse_channel(text.encode(), str(DEMO), DIRECTORY)
    assert channel.schedule and channel.ideas
    assert channel.schedule.slots == {"outbox": {"daily": ("9:30", "18:00")}}
    assert channel.schedule.holidays == ("US", "12-24")
    assert [one.about for one in channel.ideas.topics] == [
        "Why ice sings, and where",
        "5 clocks: backwards",
    ]
    form = fields(text)
    assert form["ideas.topics"].value == "Why ice sings, and where\n5 clocks: backwards"
    assert form["ideas.cooling_days"].usual == "30"
    assert changed_words(read_mapping(TEXT, "a"), read_mapping(text, "b")) == (
        "ideas.per_day set to '2', ideas.topics set to 'Why ice sings, and where, 5 clocks: bac…', "
        "schedule.holidays set to 'US, 12-24', schedule.slots.outbox.daily set to '9:30, 18:00' and 1 more"
    )
    gone = saved(text, schedule__slots__outbox__daily="", schedule__time_zone="")
    channel = parse_channel(gone.encode(), str(DEMO), DIRECTORY)
    assert channel.schedule and (channel.schedule.slots, channel.schedule.time_zone) == ({}, "UTC")


def test_topics_with_more_than_words_stay_in_the_file():
    text = TEXT + "ideas:\n  topics: [{about: Why ice sings, weight: 2}, Another]\n"
    topics = fields(text)["ideas.topics"]
    assert topics.odd and topics.value == topics.usual == ""


def test_a_word_alone_and_keys_below_are_one_question():
    for before in ("caption_style: boxed\n", "caption_style: {like: boxed, lit_colour: 7FE0FF}\n"):
        form = fields(TEXT + before)
        assert form["caption_style.like"].value == "boxed"
        after = saved(TEXT + before, caption_style__like="karaoke")
        assert after.endswith(before.replace("boxed", "karaoke"))


def test_what_does_not_fit_a_field_is_left_to_the_file():
    text = TEXT.replace("tags: [true stories, history, short documentary]", "tags: {a: b}")
    form = form_of(read_mapping(text, "demo"), None, DIRECTORY)
    (tags,) = (f for section in form for f in section.fields if f.asked.key == "tags")
    assert tags.odd and tags.value == ""


def test_every_choice_is_one_that_the_file_may_make():
    for asked in (one for section in questions(DIRECTORY).values() for one in section):
        if asked.key in ("music.kind", "outlets") or asked.key.endswith("provider"):
            continue  # some of these want other keys, too
        if asked.choices:
            text = saved(TEXT, **{asked.key.replace(".", "__"): asked.choices[-1]})
            parse_channel(text.encode(), str(DEMO), DIRECTORY)


def test_the_history_says_which_keys_changed():
    old = read_mapping("a: 1\nb: {c: x}\nd: [1, 2]\n", "old")
    new = read_mapping("a: 1\nb: {c: y}\ne: z\n", "new")
    assert changed_words(old, new) == "b.c from 'x' to 'y', d taken away, e set to 'z'"
    assert changed_words(old, old) == "comments and order alone"


def test_topics_with_more_than_a_name_are_read_in_the_form_and_stand_beside_its_sections_title():
    text = TEXT.replace(
        "\nformat: short\n",
        "\nformat: short\nideas:\n  topics: [{about: The sea, weight: 2}, Ice]\n",
    )
    topics = fields(text)["ideas.topics"]
    assert (topics.odd, topics.value) == (True, "")
    assert topics.found == ("about: The sea; weight: 2", "Ice")
    channel = parse_channel(text.encode(), str(DEMO), DIRECTORY)
    form = form_of(read_mapping(text, "demo"), channel, DIRECTORY)
    section = next(one for one in form if topics in one.fields)
    assert section_words(section) == "Topics: 2"


def test_what_stands_beside_a_folded_section_says_no_word_of_the_file_that_people_have_another_for():
    more = "outlets: [outbox, youtube]\nyoutube: {account: UC1}\nreview: required\n"
    text = TEXT.replace("outlets: [outbox]\n", more).replace("review: automatic\n", "")
    form = form_of(read_mapping(text, "demo"), None, DIRECTORY)
    said = {section.title: section_words(section) for section in form}
    assert said["What it is"].startswith(
        "Title: Small True Stories · Format: Short · Languages: English"
    )
    assert said["Publishing"].startswith(
        "Goes to: the outbox and YouTube · Released: when a person approves"
    )
    asked = {question_words(field.asked) for section in form for field in section.fields}
    assert "Each day at YouTube" in asked
