"""A brief's words as chapters of paragraphs."""

from dataclasses import dataclass, field

from factory.text.markdown import CHAPTER
from factory.text.picture_lines import SHOW


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One chapter: its heading, None before the first one, and its paragraphs."""

    title: str | None
    paragraphs: tuple[str, ...]
    asked: tuple[str, ...] = ()
    """What the brief asks to be shown with each paragraph: words, a file's name, or nothing."""
    unused: tuple[str, ...] = ()
    """What it asks to be shown where no paragraph follows, or another such line does."""


def prompts_of(words: str) -> tuple[str, ...]:
    """Return the pictures that words ask for where nobody speaks.

    They are the paragraphs; where there are headings, what stands below each is one picture.
    """
    chapters = chapters_of(words)
    if all(chapter.title is None for chapter in chapters):
        return tuple(text for chapter in chapters for text in chapter.paragraphs)
    return tuple(
        " ".join(part for part in (chapter.title, *chapter.paragraphs) if part)
        for chapter in chapters
    )


def chapters_of(words: str) -> list[ChapterText]:
    """Return the chapters of `Brief.words`, in order.

    A heading directly under another, such as a part and its first chapter, makes one title of
    both. Only the last chapter can be without paragraphs: a heading with nothing below it.
    """
    chapters: list[ChapterText] = []
    chapter = _Chapter()
    for block in words.split("\n\n"):
        if block.startswith(CHAPTER):
            if chapter.paragraphs:
                chapters.append(chapter.text())
                chapter = _Chapter()
            chapter.titles.append(block.removeprefix(CHAPTER))
        else:
            chapter.add(block)
    if chapter.paragraphs or chapter.titles:
        chapters.append(chapter.text())
    return chapters


@dataclass
class _Chapter:
    """A chapter while it is read."""

    titles: list[str] = field(default_factory=list[str])
    paragraphs: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])
    waiting: list[str] = field(default_factory=list[str])
    """Asked for with the paragraph that comes next."""
    unused: list[str] = field(default_factory=list[str])

    def add(self, block: str) -> None:
        if block.startswith(SHOW):
            self.waiting.append(block.removeprefix(SHOW))
        elif block.strip():
            self.paragraphs.append(block)
            self.unused += self.waiting[:-1]
            self.asked.append(self.waiting[-1] if self.waiting else "")
            self.waiting.clear()

    def text(self) -> ChapterText:
        return ChapterText(
            _title(self.titles),
            tuple(self.paragraphs),
            tuple(self.asked),
            (*self.unused, *self.waiting),
        )


def _title(headings: list[str]) -> str | None:
    return ": ".join(headings) if headings else None
