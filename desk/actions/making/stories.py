"""Stories: a video as somebody follows it who knows a topic, a language and ten status words."""

from collections.abc import Callable
from datetime import datetime

from desk.actions.making.scenes import SceneFacts, listing_of, scenes_of
from factory.errors import BadInput
from factory.interchange.video_facts import CataloguedVideo
from factory.records import Payload
from factory.text.languages import covers
from wiring.factory import Factory


class StoryScene(Payload):
    """One scene of a story."""

    scene_id: str
    text: str
    image_url: str | None
    start_seconds: float | None


class StoryMetadata(Payload):
    """Under which words it is published."""

    title: str
    description: str
    tags: tuple[str, ...]


class Story(Payload):
    """The whole of a story."""

    story_id: str
    topic: str
    language: str
    channel: str
    status: str
    """One of `factory.workflow.status.STORY_WORDS`."""
    text: str | None
    """Everything that is told; None while nobody has written it."""
    scenes: tuple[StoryScene, ...]
    metadata: StoryMetadata | None
    video_url: str | None
    thumbnail_url: str | None
    audio_url: str | None
    captions_url: str | None
    youtube_url: str | None
    youtube_id: str | None
    error_message: str | None
    created_at: datetime
    updated_at: datetime


def story_of(factory: Factory, video_id: str, link: Callable[[str], str]) -> Story:
    """Return a story.

    Args:
        factory: whose it is.
        video_id: which.
        link: says where a file of it is found, by its name.

    Raises:
        PermanentError: there is no such story.
    """
    video = factory.catalogue.reports.show(video_id)
    accepted = factory.catalogue.briefs.newest(video_id)
    scenes = scenes_of(factory, video_id)
    listing = listing_of(factory, video_id)
    made = {one.name for one in video.artifacts}
    on_youtube = [post for post in video.posts if post.outlet == "youtube" and post.published_at]

    def url(name: str) -> str | None:
        return link(name) if name in made else None

    return Story(
        story_id=video_id,
        topic=accepted.brief.topic or accepted.brief.title,
        language=video.language,
        channel=video.channel,
        status=video.story_status,
        text="\n\n".join(" ".join(scene.sentences) for scene in scenes) or None,
        scenes=tuple(_scene(scene, link) for scene in scenes),
        metadata=StoryMetadata(
            title=listing.title, description=listing.description, tags=listing.tags
        )
        if listing
        else None,
        video_url=url("master.mp4"),
        thumbnail_url=url("thumbnail.jpg"),
        audio_url=url("narration.wav"),
        captions_url=url("captions.vtt"),
        youtube_url=on_youtube[-1].url if on_youtube else None,
        youtube_id=on_youtube[-1].post_id if on_youtube else None,
        error_message=error_of(video),
        created_at=video.created_at,
        updated_at=video.updated_at,
    )


def error_of(video: CataloguedVideo) -> str | None:
    """Return why it failed, was called off or was deleted; None while nothing of that happened."""
    ended = {"cancelled": "called off", "deleted": "its files were deleted"}
    return video.error or ended.get(video.status)


def channel_for(factory: Factory, language: str, *, writes: bool) -> str:
    """Return the channel of a story that names none: the only one that tells in its language.

    Args:
        factory: whose channels.
        language: BCP 47; empty: whichever.
        writes: it must have somebody who finds the words.

    Raises:
        BadInput: none does, or several do.
    """
    fitting = [
        name
        for name, channel in sorted(factory.channels.all().items())
        if (not language or any(covers(code, language) for code in channel.languages))
        and (not writes or channel.words.provider != "brief")
    ]
    if len(fitting) == 1:
        return fitting[0]
    if writes and not fitting:
        where = f" and tells in {language[:20]!r}" if language else ""
        raise BadInput(
            f"no channel has a writer{where}; wanted: `words` in place of a topic, or a channel whose "
            "file says who writes (`words: {provider: ...}`)"
        )
    who = "have a writer and tell" if writes else "tell"
    found = f"{len(fitting)} channels {who} in {language[:20]!r}: {', '.join(fitting) or 'none'}"
    known = ", ".join(sorted(factory.channels.all()))
    raise BadInput(f"channel: {found}; wanted: one of {known}")


def _scene(scene: SceneFacts, link: Callable[[str], str]) -> StoryScene:
    return StoryScene(
        scene_id=scene.scene_id,
        text=" ".join(scene.sentences),
        image_url=link(scene.picture) if scene.picture else None,
        start_seconds=scene.start_seconds,
    )
