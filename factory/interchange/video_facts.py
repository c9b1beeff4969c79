"""Facts of videos: what is known of them, as the terminal, pages and the API show it.

Facts only: numbers, times, names and hashes. How they are worded and coloured is up to whoever
shows them.
"""

from datetime import datetime
from pathlib import Path
from typing import Literal

from factory.analytics.video_figures import VideoFigures
from factory.interchange.post_facts import PostFacts
from factory.interchange.review_facts import AskedFacts, ReviewFacts
from factory.records import Payload
from factory.reviews.seen_hashes import seen_digits
from factory.rules.finding import Finding
from factory.workflow.status import AssetStatus, PostStatus, ScriptStatus, StageWord, VideoStatus

SHORT_HASH = 16
"""Digits by which a person tells two masters apart: 64 bits, which nobody finds a second master for."""

ChargeState = Literal["reserved", "settled", "in_doubt", "released"]


def short_hash(sha256: str) -> str:
    """Return the digits of a hash that a person reads and types."""
    return sha256[:SHORT_HASH]


class VideoSummary(Payload):
    """One video as a list shows it: every status word of `factory.video_status`."""

    tenant: str
    video_id: str
    channel: str
    format: str
    language: str
    title: str
    created_at: datetime
    revision: int | None
    publish_at: datetime | None
    status: str
    """One of `factory.workflow.status.STATUS_WORDS`."""
    mode: str = "auto"
    """`auto`, or `stepwise`: it stops after each step until somebody lets it go on."""
    phase: str | None = None
    """The one that was asked for last."""
    briefs: StageWord
    scripts: StageWord
    audio: StageWord
    visuals: StageWord
    captions: StageWord
    listings: StageWord
    renders: StageWord
    releases: StageWord
    uploads: StageWord
    """Of several outlets: running before waiting before the others; where nobody goes on, what failed before
    what waits."""
    review: str
    story_status: str
    job_status: str
    state: str
    script_status: ScriptStatus | None
    asset_status: AssetStatus | None
    render_status: VideoStatus | None
    post_status: PostStatus | None
    """What waits has not failed: `requested`, no word, `scheduled`."""
    failed_stage: str | None
    error: str | None
    waits_because: str | None
    """Why it goes on later: of every `awaiting_…`, of `held` and of `scheduled`."""
    master_sha256: str | None
    master_bytes: int | None
    master_made_at: datetime | None
    listing_sha256: str | None = None
    url: str | None
    cost_usd: float
    progress: float | None = None
    """Of the stage at work, 0 to 1, as far as it counts."""
    updated_at: datetime

    @property
    def seen(self) -> str:
        """How a page says what it showed of it."""
        return seen_digits(self.master_sha256, self.listing_sha256)


class StageFacts(Payload):
    """The newest attempt at one stage."""

    stage: str
    status: StageWord
    attempts: int
    run_id: str | None
    started_at: datetime
    finished_at: datetime | None
    failed_at: datetime | None
    error: str | None
    progress_done: int | None = None
    """How far it has come, in what it counts: sentences, pictures, frames."""
    progress_total: int | None = None
    progress_seconds_left: float | None = None
    """How long that still takes, as far as can be told; it never rises while it comes further."""
    progress_doing: str | None = None
    """What is done once all is counted: `measuring the finished file`, or `31 of 100 frames` of something else."""


class ArtifactFacts(Payload):
    """One file that a stage recorded."""

    stage: str
    name: str
    sha256: str
    bytes: int
    media_type: str
    provider: str
    model: str
    licence: str
    run_id: str | None
    made_at: datetime


class UnitCounts(Payload):
    """Units of one kind behind the newest attempt at a stage."""

    stage: str
    kind: str
    units: int
    reused: int
    done: int
    things: int = 0
    """How many things were done: a scene that is encoded for two cuts is one."""


class StandIn(Payload):
    """Who worked in whose stead."""

    stage: str
    kind: str
    provider: str
    instead_of: str
    units: int


class ChargeFacts(Payload):
    """One call that costs, or may have cost, money."""

    id: int
    video_id: str
    stage: str
    label: str
    role: str
    provider: str
    model: str
    fingerprint: str
    estimated_usd: float
    settled_usd: float | None
    state: ChargeState
    reserved_at: datetime
    settled_at: datetime | None
    emulated: bool = False
    said: str = ""
    """What the vendor said it cost, where that cannot be meant."""
    title: str = ""
    """Of the video, where charges of several are told together."""

    @property
    def usd(self) -> float:
        """What it cost, as far as is known."""
        settled = self.settled_usd if self.state == "settled" else None
        return self.estimated_usd if settled is None else settled


class LaunchFacts(Payload):
    """One request for a phase, and what became of it."""

    id: int
    phase: str
    reason: str
    requested_by: str
    requested_at: datetime
    claimed_by: str | None
    run_id: str | None
    attempts: int
    not_before: datetime | None
    waits: int
    wait: dict[str, object] | None
    ended_at: datetime | None
    outcome: str | None
    error: str | None


class CataloguedVideo(VideoSummary):
    """Everything that the catalogue knows of one video."""

    units_done: int
    units_reused: int
    stages: tuple[StageFacts, ...]
    artifacts: tuple[ArtifactFacts, ...]
    units: tuple[UnitCounts, ...]
    stand_ins: tuple[StandIn, ...]
    reviews: tuple[ReviewFacts, ...]
    asked: tuple[AskedFacts, ...] = ()
    """Of each master that somebody was asked about."""
    posts: tuple[PostFacts, ...]
    charges: tuple[ChargeFacts, ...]
    launches: tuple[LaunchFacts, ...]

    @property
    def published(self) -> PostFacts | None:
        """The newest post that went out, of whichever master."""
        out = [post for post in self.posts if post.published_at]
        return out[-1] if out else None


class Measured(Payload):
    """What the master measures."""

    seconds: float
    width: int
    height: int
    frames: int
    bytes: int
    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float


class VerdictFacts(Payload):
    """The newest verdict on the present master."""

    released: bool
    reasons: tuple[str, ...]
    decided_at: datetime


class CheckFacts(Payload):
    """What the rules found."""

    so_far: bool
    """True before the release: what reads a decision, files' hashes or earlier videos is not judged yet."""
    of_earlier: bool = False
    """Of the version before, while another one is made: that one is judged when it is rendered."""
    passed: int
    rules: int
    """How many were asked."""
    not_asked: int
    """How many had nothing to judge."""
    refusals: tuple[Finding, ...] = ()
    """What keeps it from being released."""
    warnings: tuple[Finding, ...]


class VideoFacts(CataloguedVideo):
    """Everything there is to say about one video: catalogue, files, measurements, verdict."""

    files: dict[str, Path]
    """Of what was made, by what it is: video, thumbnail, captions, listing, dossier."""
    flagged: tuple[str, ...]
    """What moderation flagged in the words and pictures as they are now."""
    shown: tuple[str, ...] = ()
    """For each scene what its picture shows of the words, and why."""
    measured: Measured | None
    verdict: VerdictFacts | None
    checks: CheckFacts | None
    broke: str | None
    """What the stage or run that failed last said; None while nothing has."""
    figures: tuple[VideoFigures, ...] = ()
    """What viewers did, by outlet."""


class MasterFacts(Payload):
    """A finished master as somebody looks at it before deciding."""

    video_id: str
    sha256: str
    listing_sha256: str
    """Empty: it has none."""
    title: str
    made_at: datetime
    seconds: float | None
    bytes: int
    path: Path
    reviews: tuple[ReviewFacts, ...] = ()
    """What was decided about this very master, the last last."""
    posts: tuple[PostFacts, ...] = ()
    """Of this very master."""

    @property
    def seen(self) -> str:
        """How somebody says, in a few digits, that they looked at this."""
        return seen_digits(self.sha256, self.listing_sha256, SHORT_HASH, SHORT_HASH)
