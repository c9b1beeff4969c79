"""A brief's words as chapters of paragraphs."""

from dataclasses import dataclass

from factory.text.markdown import CHAPTER


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One chapter: its heading, None before the first one, and its paragraphs."""

    title: str | None
    paragraphs: tuple[str, ...]


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
    titles: list[str] = []
    paragraphs: list[str] = []
    for block in words.split("\n\n"):
        if not block.startswith(CHAPTER):
            paragraphs += [block] if block.strip() else []
            continue
        heading = block.removeprefix(CHAPTER)
        if paragraphs:
            chapters.append(ChapterText(_title(titles), tuple(paragraphs)))
            titles, paragraphs = [], []
        titles.append(heading)
    if paragraphs or titles:
        chapters.append(ChapterText(_title(titles), tuple(paragraphs)))
    return chapters


def _title(headings: list[str]) -> str | None:
    return ": ".join(headings) if headings else None
