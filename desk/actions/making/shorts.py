"""Shorts out of a long video: which passages could stand alone, and making one of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from desk.actions.making.briefs import TakenVideo, asked_for
from desk.actions.making.launching import running_dagster
from desk.actions.publishing.posts import TAKEN_DOWN, newest_post
from factory.analytics.retention import Retention
from factory.brief.brief import AcceptedBrief, Brief, accept, check_origin
from factory.brief.excerpt import Excerpt
from factory.documents.error_words import listed
from factory.errors import BadInput, FactoryError
from factory.ideas.passages_for_shorts import Passage, passages
from factory.ids import derived_id
from factory.intake.accept_brief import known_brief
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.video_formats.formats import format_named
from factory.workflow.platform_days import platform_day
from wiring.factory import Factory, open_factory

INTO: Final = ("short", "draft")
"""Formats that passages may become; a draft is a Short of few pixels, to try it out."""


class ProposedShort(Payload):
    """A passage, and the video that was made of it."""

    passage: Passage
    video_id: str
    """Which it is, or would be."""
    made: bool


class Shorts(Payload):
    """What could be made of a long video, best first."""

    video_id: str
    title: str
    shorts: tuple[ProposedShort, ...]


def shorts_of(factory: Factory, video_id: str) -> Shorts:
    """Return the passages of a video that could stand alone, with reasons.

    Raises:
        PermanentError: there is no such video.
        BadInput: nobody speaks in it, it is not spoken yet, or it is an excerpt itself.
    """
    original, found = _proposed(factory, video_id)
    known = [_id_of(original, one.scenes) for one in found]
    made = {one for one in known if _is_made(factory, one, video_id)}
    return Shorts(
        video_id=video_id,
        title=original.brief.title,
        shorts=tuple(
            ProposedShort(passage=one, video_id=name, made=name in made)
            for one, name in zip(found, known, strict=True)
        ),
    )


def list_shorts(video_id: str) -> Shorts:
    """Return `shorts_of` a video."""
    with open_factory() as factory:
        return shorts_of(factory, video_id)


def make_shorts(video_id: str, scenes: Sequence[str], into: str) -> Sequence[TakenVideo]:
    """Make Shorts of the passages that begin with these scenes."""
    with open_factory() as factory:
        return _make(factory, video_id, scenes, into)


def make_short(factory: Factory, video_id: str, scene: str, into: str = "short") -> TakenVideo:
    """Make a Short of the passage that begins with this scene."""
    (taken,) = _make(factory, video_id, [scene], into)
    return taken


def _make(
    factory: Factory, video_id: str, scenes: Sequence[str], into: str
) -> Sequence[TakenVideo]:
    """Take passages as briefs of their own and ask for their videos; asked for again they are the same.

    Its words are not spoken again, and its pictures not bought again; it is reviewed and published
    like any other video, and its description leads to the long one.

    Raises:
        BadInput: no passage that is proposed begins with one of these scenes, or a video that is no
            passage of this one has the ID that it would have; none is taken.
    """
    if into not in INTO:
        raise BadInput(f"a passage becomes no {into[:20]!r}; wanted {listed(INTO)}")
    original, proposed = _proposed(factory, video_id)
    by_scene = {one.first: one for one in proposed}
    for scene in scenes:
        if scene not in by_scene:
            raise BadInput(
                f"no passage of {video_id} that is proposed begins with {scene[:20]!r}; there are: "
                f"{listed(by_scene) or 'none'}"
            )
    dagster, reason = running_dagster(), f"a passage of {video_id}"
    taken = [_brief(factory, original, by_scene[scene], into) for scene in scenes]
    for one in taken:
        check_origin(one, known_brief(factory.catalogue.briefs, one.video_id))
    for one in taken:
        factory.catalogue.briefs.accept(one)
    return [asked_for(factory, dagster, one.video_id, reason) for one in taken]


def _is_made(factory: Factory, short_id: str, video_id: str) -> bool:
    known = known_brief(factory.catalogue.briefs, short_id)
    return bool(known and known.excerpt and known.excerpt.video_id == video_id)


def shorts_made(factory: Factory, video_id: str) -> Sequence[tuple[str, str]]:
    """Return the IDs and titles of the videos that show passages of this one."""
    return factory.catalogue.briefs.excerpts_of(video_id)


def _proposed(factory: Factory, video_id: str) -> tuple[AcceptedBrief, Sequence[Passage]]:
    original, script, narration = _spoken(factory, video_id)
    longest = format_named("short").length.narration_max_seconds
    return original, passages(script, narration, _curve(factory, original), longest)


def _spoken(factory: Factory, video_id: str) -> tuple[AcceptedBrief, Script, Narration]:
    original = factory.catalogue.briefs.newest(video_id)
    if original.excerpt:
        raise BadInput(
            f"{video_id} shows passages of {original.excerpt.video_id} itself; take others from there"
        )
    if not original.profile.narrated:
        raise BadInput(f"nobody speaks in {video_id}; passages are taken of what is said")
    read = factory.store.local
    try:
        script = Script.from_json(read(video_id, "script.json").read_bytes())
        narration = Narration.from_json(read(video_id, "narration.json").read_bytes())
        read(video_id, "visuals.json")
    except FactoryError as error:
        raise BadInput(
            f"{video_id} has no words, voice and pictures to take passages of yet: {error}"
        ) from error
    return original, script, narration


def _curve(factory: Factory, original: AcceptedBrief) -> Retention | None:
    days = platform_day(original.accepted_at), platform_day(datetime.now(UTC))
    found = factory.catalogue.audiences.retentions(*days)
    return next((one for one in reversed(found) if one.video_id == original.video_id), None)


def _brief(factory: Factory, original: AcceptedBrief, passage: Passage, into: str) -> AcceptedBrief:
    """Return the passage as a brief of the original's channel, as that was for the original."""
    brief = Brief(
        title=passage.title,
        channel=original.brief.channel,
        format=into,
        language=original.brief.language,
        words=passage.words,
        video_id=_id_of(original, passage.scenes),
        description=_link(factory, original),
        tags=original.brief.tags,
        music=original.brief.music,
        pictures=original.brief.pictures,
        pronounce=original.brief.pronounce,
    )
    source = f"a passage of {original.video_id}"
    taken = accept(brief, original.channel, brief.video_id or "", source, original.accepted_at)
    excerpt = Excerpt(
        video_id=original.video_id, format=original.brief.format, scenes=passage.scenes
    )
    return taken.model_copy(update={"excerpt": excerpt, "accepted_at": datetime.now(UTC)})


def _link(factory: Factory, original: AcceptedBrief) -> str:
    """Return the sentence that leads to the long video: with its address where it is out."""
    post, title = newest_post(factory, original.video_id, "youtube"), original.brief.title
    if post and post.url and post.published_at and post.state != TAKEN_DOWN:
        return f"{title}: {post.url}"
    return f"From: {title}"


def _id_of(original: AcceptedBrief, scenes: Sequence[str]) -> str:
    return derived_id(original.video_id, f"{scenes[0]}-{scenes[-1]}")
