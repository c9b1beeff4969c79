"""Whether every letter that will be drawn can be drawn with the fonts there are."""

from collections.abc import Iterable, Iterator

from factory.brief.brief import AcceptedBrief
from factory.brief.chapters import chapters_of
from factory.channel.branding import NONE
from factory.documents.error_words import refusal, shown
from factory.errors import BadInput
from factory.graphics.video_branding import lower_thirds_of
from factory.presets.fonts import LOWER_THIRD_FONT, TITLE_FONT
from factory.script.script import Script
from factory.typography.text_metrics import GlyphCoverage


def check_letters(accepted: AcceptedBrief, glyphs: GlyphCoverage) -> None:
    """See that everything that will stand on a picture can be drawn, before anything is made.

    Raises:
        BadInput: no font has some letters; each place is named with them.
    """
    _check(f"brief {accepted.brief.title[:60]!r}", _shown_texts(accepted), glyphs)


def check_script_letters(accepted: AcceptedBrief, script: Script, glyphs: GlyphCoverage) -> None:
    """See that a script that somebody else wrote can be drawn, before it is spoken.

    Raises:
        BadInput: no font has some letters; each place is named with them.
    """
    texts = [("title", script.title, TITLE_FONT)]
    texts += [("chapter", s.chapter, LOWER_THIRD_FONT) for s in script.scenes if s.chapter]
    if accepted.profile.captions.burned:
        font = accepted.profile.captions.font
        texts += [(f"sentence {s.sentence_id}", s.text, font) for s in script.sentences]
    _check(f"script of {accepted.video_id}", texts, glyphs)


def _check(subject: str, texts: Iterable[tuple[str, str, str]], glyphs: GlyphCoverage) -> None:
    problems: dict[str, None] = {}
    for place, text, font in texts:
        if place == "title" and not _anything_drawn(text, font, glyphs):
            problems[
                f"title: nothing in {shown(text)} can be drawn, as no font has signs such as emoji; "
                "wanted: words, beside which they may stand"
            ] = None
        for word in text.split():
            try:
                glyphs.drawable(word, font)
            except BadInput as error:
                problems[f"{place}: {error}"] = None
    if problems:
        raise BadInput(refusal(subject, list(problems)[:8]))


def _anything_drawn(text: str, font: str, glyphs: GlyphCoverage) -> bool:
    """Whether something of it is drawn, or refused by its name."""
    try:
        return bool(glyphs.drawable(text, font))
    except BadInput:
        return True


def _shown_texts(accepted: AcceptedBrief) -> Iterator[tuple[str, str, str]]:
    yield "title", accepted.brief.title, TITLE_FONT
    if accepted.brief.hook != NONE:
        yield "hook", accepted.brief.hook, TITLE_FONT
    for chapter in chapters_of(accepted.brief.words):
        if chapter.title and lower_thirds_of(accepted):
            yield "chapter", chapter.title, LOWER_THIRD_FONT
        if accepted.profile.captions.burned:
            font = accepted.profile.captions.font
            yield from (("words", text, font) for text in chapter.paragraphs)
