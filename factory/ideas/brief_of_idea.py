"""The brief that an approved idea becomes."""

from factory.channel.channel import Channel
from factory.documents.front_matter import joined
from factory.errors import BadInput
from factory.ideas.idea import ProposedIdea


def as_brief(idea: ProposedIdea, channel: Channel) -> bytes:
    """Return the brief of an idea that has no file of its own.

    Raises:
        BadInput: nobody writes for the channel.
    """
    if channel.words.provider == "brief":
        raise BadInput(
            f"idea {idea.idea_id}, {idea.title!r}: nobody writes for the channel {channel.name}, which "
            "has no `words`; name a writer in its file (docs/words.md), or write a brief yourself "
            "and name it in the topic: `brief: FILE`"
        )
    front = {
        "channel": idea.channel,
        "title": idea.title,
        "topic": idea.about,
        "format": idea.target_format,
        "language": idea.language,
        **({"background": idea.background} if idea.background else {}),
        **({"tags": list(idea.tags)} if idea.tags else {}),
    }
    return joined(front, "").encode()


def brief_name(idea: ProposedIdea) -> str:
    """Return what the brief is called, in messages and in the history of its video."""
    return f"idea {idea.idea_id}.md"
