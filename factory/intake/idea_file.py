"""The file of an idea's brief: the one that its topic names, or what it says itself."""

from pathlib import Path

from factory.errors import BadInput
from factory.ideas.brief_of_idea import as_brief
from factory.ideas.idea import ProposedIdea
from factory.ports import Channels, Inbox


def brief_of(idea: ProposedIdea, channels: Channels, inbox: Inbox) -> tuple[bytes, Path]:
    """Return an idea's brief, and the folder from which it names folders of its own.

    Raises:
        BadInput: the file that its topic names is not there, or nobody writes for the channel.
        TransientError: somebody takes that file just now.
    """
    if idea.brief:
        path = Path(idea.brief)
        if not path.is_file():
            raise BadInput(f"the brief of the topic {idea.title!r} is not at {path}; put it there")
        return inbox.read(path), path.parent
    return as_brief(idea, channels.named(idea.channel)), Path.cwd()
