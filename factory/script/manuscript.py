"""Manuscript: a script as it was written, with what a person should look at."""

from factory.records import Payload, Provider
from factory.script.model_answers import Outline
from factory.text.languages import count_words
from factory.text.markdown import CHAPTER, speakable


class Manuscript(Payload):
    """The words a model wrote for one video, and what was found in them."""

    video_id: str
    outline: Outline
    sections: tuple[tuple[str, ...], ...]
    """Paragraphs of every section."""
    wanted_words: int
    rewritten: tuple[int, ...]
    """Sections that were written twice, from 1."""
    problems: tuple[str, ...]
    """What is still wrong after the rewrite, one sentence each."""
    facts_to_verify: tuple[str, ...]
    promise_kept: bool
    prompts: dict[str, str]
    """Every prompt that was used, and its version."""
    provider: Provider

    @property
    def word_count(self) -> int:
        """Words of the narration, headings excluded."""
        return sum(count_words(text) for section in self.sections for text in section)

    def words(self, *, chapters: bool) -> str:
        """Return the narration as a brief's words, all markup removed; headings where wanted."""
        blocks: list[str] = []
        for planned, paragraphs in zip(self.outline.sections, self.sections, strict=True):
            if chapters:
                blocks.append(f"{CHAPTER}{planned.heading}")
            blocks.extend(paragraphs)
        return speakable("\n\n".join(blocks))
