"""New brief: what a video shall be, as programs say it."""

from typing import Any

from pydantic import Field

from desk.actions.making.new_video import LARGEST_WORDS
from desk.api.protocol.problem import Fault, Unfit
from factory.brief.brief_keys import Mode
from factory.documents.front_matter import joined
from factory.records import Payload


class NewBrief(Payload):
    """What a video shall be: words or a topic, or a whole brief as a file."""

    words: str = Field(default="", max_length=LARGEST_WORDS)
    """What is spoken: paragraphs, `# ` lines are chapters."""
    topic: str = ""
    """In place of words, where the channel has a writer."""
    brief: str = Field(default="", max_length=LARGEST_WORDS)
    """In place of everything else: Markdown with front matter."""
    channel: str = ""
    """May be left out where there is only one."""
    title: str = ""
    format: str = ""
    language: str = ""
    """BCP 47, one of the channel's."""
    also_in: tuple[str, ...] = ()
    length: str = ""
    mode: Mode = "auto"
    publish_at: str = ""
    description: str = ""
    background: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    hook: str = ""
    id: str = ""

    def as_file(self) -> bytes:
        """Return the brief as a file; every field goes through YAML's own quoting.

        Raises:
            Unfit: there is nothing to tell, or it is said twice.
        """
        said = self.model_dump(exclude_defaults=True)
        words, brief = said.pop("words", "").strip(), said.pop("brief", "").strip()
        if brief and (words or said):
            others = ", ".join([*(["words"] if words else []), *said])
            raise Unfit(Fault(field="brief", found=f"with {others}", wanted="a whole brief alone"))
        if brief:
            return f"{brief}\n".encode()
        return joined(_plain(said), words).encode()

    @property
    def is_typed(self) -> bool:
        """Whether it came in fields: then errors speak of these, else of a file and its lines."""
        return not self.brief.strip()

    @property
    def name(self) -> str:
        """What its history calls it, and errors a file."""
        return self.title.strip()[:60] or "new video"


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in said.items()}
