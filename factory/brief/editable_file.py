"""A brief as a file: what a person may edit and hand in again."""

from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.brief.planned_changes import LaterChange
from factory.documents.durations import as_written
from factory.documents.front_matter import joined
from factory.text.markdown import written

LINE = 100
"""Characters after which a line is broken, for whoever edits it."""


def as_markdown(accepted: AcceptedBrief) -> str:
    """Return the brief as Markdown with front matter; its `id` makes it a revision of the video.

    `factory.brief.brief_file.parse_brief` reads it back to the same words.
    """
    brief = accepted.brief
    front: dict[str, Any] = {
        "id": accepted.video_id,
        "channel": brief.channel,
        "format": brief.format,
        "language": brief.language,
        "title": brief.title,
    }
    if brief.description:
        front["description"] = brief.description
    if brief.notes:
        front["notes"] = brief.notes
    if brief.also_in:
        front["also_in"] = list(brief.also_in)
    if brief.tags:
        front["tags"] = list(brief.tags)
    if brief.hook:
        front["hook"] = brief.hook
    if brief.mode != "auto":
        front["mode"] = brief.mode
    if brief.recording:
        front["recording"] = brief.recording.model_dump(mode="json", exclude_defaults=True)
    if brief.pronounce:
        front["pronounce"] = dict(brief.pronounce)
    if brief.length_seconds:
        front["length"] = as_written(brief.length_seconds)
    if brief.publish_at:
        front["publish_at"] = brief.publish_at.isoformat()
    for key, own in (("pictures", brief.pictures), ("music", brief.music)):
        if own:
            front[key] = own.model_dump(mode="json", exclude_defaults=True)
    if brief.paid_promotion is not None:
        front["paid_promotion"] = brief.paid_promotion
    if brief.youtube:
        front["youtube"] = brief.youtube.model_dump(mode="json", exclude_none=True)
    if brief.changes:
        front["later"] = [_change(one) for one in brief.changes]
    return joined(front, written(brief.words), LINE)


def _change(change: LaterChange) -> dict[str, str]:
    at, after = change.at, change.after_seconds
    when = {"at": at.isoformat()} if at else {"after": as_written(after or 0)}
    return {**when, change.what: change.file or change.to}
