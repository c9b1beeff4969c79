"""A video is told in the language of its translation, with its own chapters' times and credits."""

from factory.listing.chapter_marks import Chapter, chapter_block
from factory.listing.description_labels import labels
from factory.listing.localised import localised
from tests.fakes.manifests import a_listing

CREDITS = "Credits:\nVoice: piper joe"


def listed(language: str, opening: str, *starts: int, **changes: str):
    chapters = tuple(
        Chapter(start_seconds=at, title=f"{language} {n}") for n, at in enumerate(starts)
    )
    block = chapter_block(chapters, labels(language))
    text = "\n\n".join(part for part in (opening, block, CREDITS) if part)
    facts = {"language": language, "opening": opening, "description": text, "chapters": chapters}
    return a_listing(**{**facts, **changes})


def test_chapters_keep_the_times_of_the_video_that_is_shown():
    told = localised(
        listed("en", "How it began.", 0, 70, 200),
        listed("de", "Wie es begann.", 0, 80, 230, title="Die Schnur"),
    )
    assert told["title"] == "Die Schnur"
    assert told["description"] == (
        f"Wie es begann.\n\nKapitel:\n00:00 de 0\n01:10 de 1\n03:20 de 2\n\n{CREDITS}"
    )


def test_chapters_that_do_not_match_are_left_out_and_what_is_too_long_is_cut():
    told = localised(listed("en", "How it began.", 0, 70), listed("de", "Ä" * 4000, 0))
    assert "Kapitel" not in told["description"] and "Chapters" not in told["description"]
    assert told["description"].endswith(CREDITS)
    assert len(told["description"].encode()) <= 5000
