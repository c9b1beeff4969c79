"""The keys of a brief that say how it is published: time, tags, video ID."""

from datetime import UTC, datetime, timedelta

from factory.brief.brief_keys import FrontMatter
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.ids import free_video_id
from factory.text.hidden_characters import one_line
from factory.text.title_and_tag_limits import MOST_TAG_CHARS

MAX_WAIT = timedelta(days=730)


def publish_at_of(front: FrontMatter, now: datetime | None, problems: list[str]) -> datetime | None:
    """Return when the video is to be published, in UTC; without a `now`, any time will do."""
    if front.publish_at is None:
        return None
    return moment_of("publish_at", front.publish_at, now, problems)


def moment_of(key: str, written: str, now: datetime | None, problems: list[str]) -> datetime | None:
    """Return the time that a key says, in UTC; without a `now`, any time will do."""
    found = f"{key}: {shown(written)}"
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        what = "has no time zone" if moment else "is not a date and time"
        problems.append(f"{found} {what}; wanted: such as 2027-03-01T18:00:00+01:00 or ...Z")
    elif now and not timedelta() < moment - now < MAX_WAIT:
        when = "in the past" if moment <= now else "too far away"
        problems.append(
            f"{found} is {when}; wanted: later than now ({now:%Y-%m-%dT%H:%M:%S%z})"
            f" and within {MAX_WAIT.days} days, or no such key"
        )
    else:
        return moment.astimezone(UTC)
    return None


def tags_of(front: FrontMatter, problems: list[str]) -> tuple[str, ...]:
    """Return the tags, each once, without a leading `#`."""
    tags = tuple(dict.fromkeys(one_line(tag).lstrip("# ") for tag in front.tags))
    problems += [
        f"tags: {shown(tag)} is not allowed; wanted: 1 to {MOST_TAG_CHARS} characters"
        for tag in tags
        if not 1 <= len(tag) <= MOST_TAG_CHARS
    ]
    return tags


def video_id_of(front: FrontMatter, problems: list[str]) -> str | None:
    """Return the video ID that the brief asks for, if it does."""
    if front.id is None:
        return None
    try:
        return free_video_id(front.id)
    except BadInput as error:
        problems.append(f"id: {error}")
        return None
