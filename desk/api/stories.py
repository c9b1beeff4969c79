"""Stories and jobs: the same videos for who knows a topic, a language and a few status words."""

from pydantic import Field

from desk.actions.making.jobs import Job, finalise, job_of, make_video_of
from desk.actions.making.stories import Story, channel_for, story_of
from desk.api.media_links import linker
from desk.api.new_brief import NewBrief
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import Fault, Unfit
from desk.api.videos import MOST_A_PAGE, make_video, price_usd
from factory.brief.brief_keys import Mode
from factory.ids import VIDEO_ID
from factory.records import Payload
from factory.reviews.seen_hashes import PATTERN


class StoryAsked(Payload):
    """What a story shall be about."""

    topic: str = Field(min_length=1)
    language: str = ""
    """BCP 47; empty: the channel's."""
    channel: str = ""
    """May be left out where one channel alone tells in this language."""
    words: str = ""
    """The story itself, where nobody shall write it; the topic is its title then."""
    format: str = ""
    length: str = ""
    background: str = ""
    """For whoever writes it."""


class Created(Payload):
    """A story that was begun."""

    story_id: str
    status: str


class StoriesAsked(Payload):
    """Which stories, newest first."""

    before: str = ""
    """The last story of the page before: `next` says it."""
    limit: int = Field(default=20, ge=1, le=MOST_A_PAGE)


class StorySummary(Payload):
    """One story in a list."""

    story_id: str
    title: str
    language: str
    status: str
    error_message: str | None


class Stories(Payload):
    """A page of stories."""

    stories: tuple[StorySummary, ...]
    next: str | None


class Finalisation(OneVideo):
    """The last step."""

    seen: str = Field(default="", pattern=f"^({PATTERN})?$")
    """`MASTER-LISTING`, the first digits of each SHA-256, where the channel wants a decision."""


def brief_of(call: Call, asked: StoryAsked, mode: Mode) -> NewBrief:
    """Return the brief of a story."""
    channel = asked.channel or channel_for(
        call.factory, asked.language, writes=not asked.words.strip()
    )
    told = {"title": asked.topic, "words": asked.words} if asked.words.strip() else None
    return NewBrief.model_validate(
        {
            **(told or {"topic": asked.topic, "background": asked.background}),
            "channel": channel,
            "language": asked.language,
            "format": asked.format,
            "length": asked.length,
            "mode": mode,
        }
    )


def _make(call: Call, asked: StoryAsked, mode: Mode) -> str:
    return make_video(call, brief_of(call, asked, mode)).videos[0].video_id


def _price(call: Call, asked: StoryAsked) -> float:
    return price_usd(call, brief_of(call, asked, "auto"))


def _create(call: Call, asked: StoryAsked) -> Created:
    video_id = _make(call, asked, "auto")
    status = call.factory.catalogue.reports.show(video_id).story_status
    return Created(story_id=video_id, status=status)


def _story(call: Call, asked: OneVideo) -> Story:
    return story_of(call.factory, asked.video_id, linker(call, asked.video_id))


def _stories(call: Call, asked: StoriesAsked) -> Stories:
    if asked.before and not VIDEO_ID.fullmatch(asked.before):
        raise Unfit(Fault(field="before", found=asked.before[:63], wanted="a story's ID"))
    found = call.factory.catalogue.reports.list_videos(asked.limit, asked.before or None)
    rows = tuple(
        StorySummary(
            story_id=one.video_id,
            title=one.title,
            language=one.language,
            status=one.story_status,
            error_message=one.error,
        )
        for one in found
    )
    return Stories(stories=rows, next=rows[-1].story_id if len(rows) == asked.limit else None)


def _job(call: Call, asked: OneVideo) -> Job:
    return job_of(call.factory, asked.video_id, linker(call, asked.video_id))


def _begun(call: Call, video_id: str) -> Job:
    return _job(call, OneVideo(video_id=video_id))


def _generate(call: Call, asked: StoryAsked) -> Job:
    return _begun(call, _make(call, asked, "auto"))


def _script(call: Call, asked: StoryAsked) -> Job:
    return _begun(call, _make(call, asked, "stepwise"))


def _video(call: Call, asked: OneVideo) -> Job:
    make_video_of(call.factory, asked.video_id, call.by)
    return _job(call, asked)


def _finalise(call: Call, asked: Finalisation) -> Job:
    finalise(call.factory, asked.video_id, asked.seen, call.by)
    return _job(call, asked)


SOME_STORY = {
    "topic": "The clock that lost a day",
    "language": "en",
    "channel": "demo",
    "words": "On the second of September 1752, the people of London went to bed.",
}

ACTIONS = (
    Action(
        name="create_story",
        method="POST",
        path="/stories",
        role="operator",
        about="Begin a story from a topic and a language.",
        asks=StoryAsked,
        answers=Created,
        do=_create,
        example=SOME_STORY,
        status=201,
        makes=True,
        same_again=True,
        costs_usd=_price,
    ),
    Action(
        name="list_stories",
        method="GET",
        path="/stories",
        role="viewer",
        about="List stories, newest first, a page at a time.",
        asks=StoriesAsked,
        answers=Stories,
        do=_stories,
        example={"limit": 20},
    ),
    Action(
        name="show_story",
        method="GET",
        path="/stories/{video_id}",
        role="viewer",
        about="Show the whole of a story: text, scenes, pictures, metadata, where it is published.",
        asks=OneVideo,
        answers=Story,
        do=_story,
        example=SOME_VIDEO,
    ),
    Action(
        name="generate",
        method="POST",
        path="/jobs/generate",
        role="operator",
        about="Begin a job that goes from topic to finished video by itself.",
        asks=StoryAsked,
        answers=Job,
        do=_generate,
        example=SOME_STORY,
        status=201,
        makes=True,
        same_again=True,
        costs_usd=_price,
    ),
    Action(
        name="step_script",
        method="POST",
        path="/jobs/step-script",
        role="operator",
        about="Begin a job with its script alone; it waits for `step_video` then.",
        asks=StoryAsked,
        answers=Job,
        do=_script,
        example=SOME_STORY,
        status=201,
        makes=True,
        same_again=True,
        costs_usd=_price,
    ),
    Action(
        name="show_job",
        method="GET",
        path="/jobs/{video_id}",
        role="viewer",
        about="Show how far a job is, in which states it was since when, and what it waits for.",
        asks=OneVideo,
        answers=Job,
        do=_job,
        example=SOME_VIDEO,
    ),
    Action(
        name="step_video",
        method="POST",
        path="/jobs/{video_id}/step-video",
        role="operator",
        about="Let a job go on from its script to the rendered video.",
        asks=OneVideo,
        answers=Job,
        do=_video,
        example=SOME_VIDEO,
        makes=True,
    ),
    Action(
        name="step_finalize",
        method="POST",
        path="/jobs/{video_id}/step-finalize",
        role="operator",
        about="Release and publish the rendered video; where a decision is wanted, name what was seen.",
        asks=Finalisation,
        answers=Job,
        do=_finalise,
        example={**SOME_VIDEO, "seen": "0123456789abcdef"},
        makes=True,
    ),
)
