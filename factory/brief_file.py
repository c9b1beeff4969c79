"""A brief as a file: what a person may edit and hand in again."""

from typing import Any

import yaml

from factory.brief import AcceptedBrief


def as_markdown(accepted: AcceptedBrief) -> str:
    """Return the brief as Markdown with front matter; its `id` makes it a revision of the video.

    `factory.brief.parse_brief` reads it back to the same words.
    """
    brief = accepted.brief
    front: dict[str, Any] = {
        "id": accepted.video_id,
        "channel": brief.channel,
        "format": brief.format,
        "language": brief.language,
        "title": brief.title,
    }
    if brief.notes:
        front["notes"] = brief.notes
    if brief.tags:
        front["tags"] = list(brief.tags)
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{head}---\n\n{brief.words}\n"
