"""Intake: a file of words becomes an accepted brief with a video ID."""

from datetime import UTC, datetime
from pathlib import Path

from factory.brief.brief import AcceptedBrief, Brief, accept, check_origin, translations
from factory.brief.brief_file import parse_brief
from factory.brief.brief_keys import Admit
from factory.errors import BadInput
from factory.graphics.glyph_coverage import check_letters
from factory.ids import new_video_id
from factory.intake.language_check import check_language
from factory.intake.length_check import check_lengths
from factory.ports import Briefs, Channels
from factory.typography.text_metrics import GlyphCoverage


def take_in(
    data: bytes,
    name: str,
    *,
    folder: Path,
    channels: Channels,
    briefs: Briefs,
    lettering: GlyphCoverage,
    now: datetime,
    source: str,
    revise: bool,
    typed: bool = False,
) -> list[AcceptedBrief]:
    """Read a brief, give it its video ID and record it; return it, then its translations.

    The same channel, language and title (or the same `id`) name the same video. What is already
    a video becomes a new revision of it when `revise` is set, and is refused otherwise; it keeps the
    voice that it was taken in with, where its channel names none. Folders that the brief names are
    taken from `folder`. What was `typed` into fields is no file to mend.

    Raises:
        BadInput: the brief cannot be accepted; nothing was recorded.
    """
    try:
        brief = _parsed(data, name, folder, channels, now, typed)
    except BadInput:
        late = _late_revision(data, name, folder, channels, briefs, now) if revise else None
        if late is None:
            raise
        brief = late
    channel = channels.named(brief.channel)
    known = briefs.find(brief)
    before = briefs.newest(known) if known else None
    if before and not revise:
        if (before.brief, before.source) == (brief, source):
            return [
                before,
                *translations(before),
            ]  # handed in again after a crash, between its record and its removal
        raise _known_already(name, brief, known, typed)
    if before:
        _check_same(brief, before, source, name)
    video_id = (
        known
        or brief.video_id
        or new_video_id(channel.name, brief.title, brief.language, now.date())
    )
    natural = before.natural_voice if before else channels.directory().natural_voice
    original = accept(brief, channel, video_id, source, now, natural)
    all_languages = [original, *translations(original, natural)]
    for accepted in all_languages[1:]:
        check_origin(accepted, known_brief(briefs, accepted.video_id))
    for accepted in all_languages:
        check_language(accepted)
        check_letters(accepted, lettering)
        check_lengths(accepted)
    for accepted in all_languages:
        briefs.accept(accepted)
    return all_languages


def known_brief(briefs: Briefs, video_id: str) -> AcceptedBrief | None:
    """Return the newest brief of a video; None of one that nobody has handed in."""
    return briefs.newest(video_id) if briefs.revision(video_id) else None


def as_taken_in(
    data: bytes,
    name: str,
    *,
    folder: Path,
    channels: Channels,
    lettering: GlyphCoverage,
    now: datetime | None,
    typed: bool = False,
    admit: Admit | None = None,
) -> AcceptedBrief:
    """Return a brief as `take_in` would, with nothing recorded and no video ID of its own.

    Args:
        now: None for a brief that was accepted once, whose time of publication may be past.
        typed: see `take_in`.
        admit: says of a folder whether the brief may name it; else as those may that lie in `folder`.

    Raises:
        BadInput: the brief cannot be accepted.
    """
    brief = _parsed(data, name, folder, channels, now, typed, admit)
    accepted_at = now or datetime.now(UTC)
    channel, natural = channels.named(brief.channel), channels.directory().natural_voice
    original = accept(brief, channel, "not-taken-in", name, accepted_at, natural)
    for accepted in (original, *translations(original, natural)):
        check_language(accepted)
    check_letters(original, lettering)
    check_lengths(original)
    return original


def _parsed(
    data: bytes,
    name: str,
    folder: Path,
    channels: Channels,
    now: datetime | None,
    typed: bool,
    admit: Admit | None = None,
) -> Brief:
    """Read a brief that lies in a folder and names folders from there."""
    admit, directory = admit or beside(folder, channels), channels.directory()
    return parse_brief(data, name, channels.all(), now, directory, folder, admit, typed=typed)


def check_new(name: str, brief: Brief, briefs: Briefs, *, typed: bool) -> None:
    """Return only if a brief is no video yet.

    Raises:
        BadInput: it is; `take_in` would refuse it for the same reason.
    """
    if known := briefs.find(brief):
        raise _known_already(name, brief, known, typed)


def _known_already(name: str, brief: Brief, known: str | None, typed: bool) -> BadInput:
    if typed:
        return BadInput(
            f"{brief.title!r} is already the video {known}; give this one another title, or correct "
            "the words of that one"
        )
    return BadInput(
        f"{name}: {brief.title!r} is already the video {known}; "
        "give it another title (or `id`), or make a new revision of it with `factory make`"
    )


def beside(folder: Path, channels: Channels) -> Admit:
    """Return what says of a folder whether a brief that lies in `folder` may name it."""
    return lambda channel, named, file: channels.admitted(channel, folder, named, file)


def _late_revision(
    data: bytes, name: str, folder: Path, channels: Channels, briefs: Briefs, now: datetime
) -> Brief | None:
    """Return the brief if all that is wrong is times that were accepted before."""
    try:
        brief = _parsed(data, name, folder, channels, None, typed=False)
    except BadInput:
        return None
    known = briefs.find(brief)
    if not known:
        return None
    before = briefs.newest(known).brief
    past = {one.at for one in brief.changes if one.at and one.at <= now}
    same = brief.publish_at == before.publish_at and past <= {one.at for one in before.changes}
    return brief if same else None


def _check_same(brief: Brief, before: AcceptedBrief, source: str, name: str) -> None:
    """Refuse a brief that would put itself in another video's place, or undo a person's words."""
    if brief.topic and before.brief.words:
        raise BadInput(
            f"{name}: the words of {before.video_id} are a person's own by now (from "
            f"{before.source}); hand in that file, or give the topic another `id`"
        )
    renamed = before.brief.words and brief.title != before.brief.title
    if renamed and source != before.source:
        raise BadInput(
            f"{name}: the id {before.video_id} is the video {before.brief.title!r} (from "
            f"{before.source}); give {brief.title!r} another `id`, or the video its title"
        )
