"""Displayed names: what people call a state, a stage, a format, a part of a price and a decision."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from desk.web.formatting import count, length
from factory.ideas.idea import KeptIdea
from factory.interchange.review_facts import ReviewFacts
from factory.interchange.tenant_overview import TenantOverview
from factory.interchange.video_facts import LaunchFacts, VideoSummary
from factory.money.estimate import PriceRow
from factory.reviews.decision import POLICY, TIMED_OUT
from factory.rules.finding import Finding
from wiring.provider_names import provider_name

Shape = Literal["queued", "working", "done", "waits", "yours", "held", "failed", "out"]
"""A state is a shape and a word; the style sheet draws the shape."""


STATES: Final[dict[str, tuple[Shape, str]]] = {
    "pending": ("queued", "Not asked for"),
    "queued": ("queued", "Queued"),
    "planning": ("working", "Being made"),
    "rendering": ("working", "Rendering"),
    "awaiting_review": ("yours", "To decide"),
    "awaiting_budget": ("waits", "Waits for budget"),
    "awaiting_provider": ("waits", "Waits for a vendor"),
    "awaiting_confirmation": ("yours", "Price to agree"),
    "changes_asked": ("yours", "Changes asked for"),
    "held": ("held", "Held"),
    "awaiting_step": ("yours", "Next step"),
    "awaiting_original": ("waits", "Waits for its original"),
    "awaiting_outlet": ("waits", "Waits for an outlet"),
    "awaiting_slot": ("yours", "Time to confirm"),
    "scheduled": ("waits", "Scheduled"),
    "publishing": ("working", "Publishing"),
    "published": ("out", "Published"),
    "rejected": ("held", "Rejected"),
    "cancelled": ("held", "Called off"),
    "failed": ("failed", "Failed"),
    "deleted": ("held", "Deleted"),
}
"""By `factory.workflow.status.STATUS_WORDS`, each of them."""


GROUP_WORDS: Final[dict[str, str]] = {
    "needs-somebody": "Needs somebody",
    "at-work": "At work",
    "waiting": "Waiting",
    "published": "Published",
    "stopped": "Stopped",
}
"""By `factory.interchange.video_filter.GROUPS`, each of them."""


STAGES: Final[dict[str, str]] = {
    "briefs": "Brief",
    "scripts": "Script",
    "audio": "Voice",
    "visuals": "Pictures",
    "captions": "Captions",
    "listings": "Listing",
    "renders": "Render",
    "releases": "Checks",
    "uploads": "Publish",
}


REASONS_FOR: Final[dict[str, str]] = {
    "weight": "for its weight in the list",
    "novelty": "for being new",
    "results": "for results so far",
    "trend": "for what is talked about",
}
"""By the name of a reason of an idea's score."""


STEP_WORDS: Final[dict[str, str]] = {
    "script": "Write the script",
    "plan": "Make voice and pictures",
    "render": "Render it",
    "publish": "Publish it",
}
"""What a button says that lets a video go on with a phase."""


PRICED: Final[dict[str, tuple[str, str]]] = {
    "bed": ("Music", "track"),
    "words": ("Words", "script"),
    "render": ("Rendering", "scene"),
}
"""Parts of a price that people call otherwise than the factory: the part, and what is counted."""


MAKERS: Final[dict[str, str]] = {
    "brief": "as you wrote them",
    "scenery": "drawn on this machine",
    "piper": "spoken on this machine",
    "kokoro": "spoken on this machine",
    "ffmpeg": "on this machine",
    "pad": "a soft pad, played on this machine",
}


IN_OUTBOX: Final = "In the outbox"
"""Of what is out nowhere else: it is ready to be uploaded by hand."""

PHASES: Final[dict[str, str]] = {
    "script": "Script",
    "plan": "Script, voice and pictures",
    "render": "Rendering",
    "publish": "Publishing",
}
OUTCOMES: Final[dict[str, str]] = {"succeeded": "done", "canceled": "called off"}

_SCENE: Final = re.compile(r"\bs0*(\d+)\b")
"""How manifests name a scene."""

DECISIONS: Final[dict[str, str]] = {
    "approved": "approved",
    "rejected": "rejected",
    "changes": "changes asked for",
    "held": "held",
}


DECIDERS: Final[dict[str, str]] = {
    POLICY: "its checks alone",
    TIMED_OUT: "nobody in time",
}
"""Who decides where no person does."""

PLACES: Final[dict[str, str]] = {"slack": "Slack", "discord": "Discord", "api": "API", "mcp": "MCP"}
"""Where somebody decided who was not at the desk."""


def stage_name(stage: str | None) -> str:
    """Return what people call a stage: `uploads/outbox` is `Publish`."""
    return STAGES.get((stage or "").partition("/")[0], stage or "")


def made_by(provider: str) -> str:
    """Return who makes something: a vendor, or the factory by itself in words."""
    return MAKERS.get(provider, f"by {provider_name(provider)}")


def who(reviewer: str) -> str:
    """Return who decided, as people say it: what a channel says of itself is no person."""
    return DECIDERS.get(reviewer, reviewer)


def broke_words(error: str) -> str:
    """Return why a stage failed, the stage by its name: `Checks: ...` for `releases: ...`."""
    stage, _, why = error.partition(": ")
    called = stage_name(stage)
    return f"{called}: {why}" if called != stage and why else error


def part_of_price(row: PriceRow) -> str:
    """Return a row of a price as its creator calls it: `Music, 1 track`."""
    role, unit = PRICED.get(row.role, (row.role.capitalize(), row.unit))
    return f"{role}, {count(row.units, unit.removesuffix('s'))}"


def maker_of(row: PriceRow) -> str:
    """Return who makes it, and who stands in; what the factory does itself is said so."""
    called = [maker(one) for one in (row.provider, row.second) if one]
    return ", or else ".join(called)


def maker(provider: str) -> str:
    """Return who makes something, to stand by itself: `drawn on this machine`, `OpenAI`."""
    return MAKERS.get(provider, provider_name(provider))


def stage_at_work(video: VideoSummary) -> str:
    """Return what people call the stage that runs; nothing where none does."""
    facts = dict(video)
    return next((STAGES[stage] for stage in STAGES if facts[stage] == "running"), "")


def state(video: VideoSummary) -> tuple[Shape, str]:
    """Return the shape and the word of a video's state."""
    shape, word = STATES[video.status]
    if video.status == "failed" and video.failed_stage:
        return shape, f"Failed at {stage_name(video.failed_stage)}"
    if video.status == "rendering" and video.renders == "pending":
        return STATES["planning"]
    if video.status == "published" and (video.url or "").startswith("file:"):
        return shape, IN_OUTBOX
    return shape, word


def launched(launch: LaunchFacts) -> str:
    """Return what was asked for, what became of it and why: `Rendering: done`."""
    words = PHASES.get(launch.phase, launch.phase)
    if launch.outcome:
        words += f": {OUTCOMES.get(launch.outcome, launch.outcome)}"
    return words if launch.reason.endswith(" succeeded") else f"{words} ({launch.reason})"


def found(finding: Finding) -> str:
    """Return what does not hold in plain words: what should, what was found, and what to do."""
    from factory.rules.registry import RULES

    should = next((one.description for one in RULES.rules if one.name == finding.rule), "")
    told = [
        should.rstrip("."),
        f"Found: {finding.found}",
        finding.advice[:1].upper() + finding.advice[1:],
    ]
    return _SCENE.sub(r"scene \1", " ".join(f"{words}." for words in told if words))


def decided(review: ReviewFacts) -> str:
    """Return what somebody decided, for which outlet, with whom, and where if not at the desk."""
    words = [DECISIONS[review.decision]]
    words += [f"for {review.outlet}"] if review.outlet else []
    words += [f"as {review.agreed_with} did"] if review.agreed_with else []
    words += [f"by {PLACES[review.place]}"] if review.place in PLACES else []
    return " ".join(words)


def reason(review: ReviewFacts) -> str:
    """Return why somebody decided so, without the notes that stand at their seconds."""
    if review.reviewer == POLICY:
        return "Its channel asks for no review"
    told = {f"{length(note.at)} {note.words}" for note in review.notes}
    return " ".join(line for line in review.note.splitlines() if line not in told)


def by_state(overview: TenantOverview) -> list[tuple[str, int]]:
    """Return the words of states with how many videos stand there, in the order of a video's life."""
    return [
        (word, overview.videos[key]) for key, (_, word) in STATES.items() if key in overview.videos
    ]


def likeness_note(ideas: Iterable[KeptIdea]) -> str:
    """Say what the titles nearest to ideas may be trusted for; empty where there are none (`bench title_likeness`)."""
    compared = [(one.near[0].by, one.language) for one in ideas if one.near]
    ways = {by for by, _ in compared}
    said = ""
    if "meaning" in ways:
        said += "By meaning, English titles alone, the same story in other words is found in 8 of 9 cases. "
    if "letters" in ways:
        said += "By letters the same story in other words is missed in 8 of 9 cases: that nothing is near proves nothing. "
    if ("letters", "en") in compared:
        said += "`make likeness` brings a model that compares English titles by meaning."
    elif ways == {"letters"}:
        said += "No model of ours compares titles in other languages than English by meaning."
    return said.strip()
