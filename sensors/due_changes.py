"""Notice changes of what is out whose time has come, and have them made, each once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import dagster as dg

from factory.errors import FactoryError, NoAccess, PermanentError, Postponed, TransientError
from factory.experiments.arm_to_show import says_what_stands
from factory.fingerprint import fingerprint
from factory.ports import (
    Alternatives,
    ArmChanges,
    Artifacts,
    Briefs,
    ChangeOutcome,
    DueChange,
    Experiments,
    LivePosts,
    Outlets,
    PostChangers,
    PostChanges,
    Reviews,
    Switches,
    VideoFiles,
)
from factory.workflow.launch import PHASE
from factory_assets.publishing.post_change_agreement import Agreements, Decided
from factory_assets.publishing.post_changes import change_post

QUARTER: Final = timedelta(minutes=15)
BEGUN: Final = "it is being made"


@dg.op(description="Gives what is out the title, thumbnail or visibility whose time has come.")
def make_changes(
    context: dg.OpExecutionContext,
    post_changes: dg.ResourceParam[PostChanges],
    post_changers: dg.ResourceParam[PostChangers],
    outlets: dg.ResourceParam[Outlets],
    live_posts: dg.ResourceParam[LivePosts],
    reviews: dg.ResourceParam[Reviews],
    switches: dg.ResourceParam[Switches],
    experiments: dg.ResourceParam[Experiments],
    arm_changes: dg.ResourceParam[ArmChanges],
    alternatives: dg.ResourceParam[Alternatives],
    artifacts: dg.ResourceParam[Artifacts],
    briefs: dg.ResourceParam[Briefs],
    store: dg.ResourceParam[VideoFiles],
) -> None:
    """Make what is due; one that fails costs no other its time."""
    decided = Decided(alternatives, reviews, artifacts)
    agreements = Agreements(decided, briefs, outlets, switches, store)
    guards = Guards(agreements, live_posts, reviews, experiments, arm_changes)
    for line in make_due_changes(post_changes, post_changers, guards, store, datetime.now(UTC)):
        context.log.info(line)


class Guards:
    """What stands between a change and a post, as it is now."""

    def __init__(
        self,
        agreements: Agreements,
        posts: LivePosts,
        reviews: Reviews,
        experiments: Experiments,
        arm_changes: ArmChanges,
    ) -> None:
        self._agreements = agreements
        self._posts = posts
        self._reviews = reviews
        self._experiments = experiments
        self._arm_changes = arm_changes

    def hindrance(self, change: DueChange, now: datetime) -> str:
        """Say why a change has to wait; empty where it may be made.

        Raises:
            PermanentError: the thumbnail is not there.
        """
        post = change.post
        leaves = self._agreements.outlets.outlet(post.outlet).distributes
        if leaves and not self._agreements.switches.on("distribution"):
            return "distribution is off; `factory settings distribution true`"
        if self._posts.standing(post.video_id, post.outlet) != "out":
            return "its post was taken down meanwhile, or is gone; an approval lets it be made"
        review = self._reviews.review(post.video_id, change.master_sha256, post.outlet)
        if review is None or review.decision != "approved":
            found = f"{review.decision} by {review.reviewer}" if review else "not decided about"
            return f"its master is {found} by now; an approval lets it be made"
        posted = (post.video_id, change.what, change.to, change.master_sha256)
        if why := self._agreements.of_another_master(*posted):
            return why
        asked = (post.video_id, post.outlet, change.what, change.to)
        try:
            why = self._agreements.missing(*asked, of_brief=change.of_brief)
        except PermanentError as error:
            if change.what != "visibility":
                raise
            # Its listing is being written, or is to be made anew: then it can be made.
            return str(error)
        if why:
            return _to_be_approved(change, why)
        if tried := self._tried(change, now):
            return f"the experiment {tried} says its {change.what} until it is over"
        return ""

    def unapproved(self, change: DueChange, sha256: str) -> str:
        """Say why the picture of a SHA-256 may not be shown; empty where it may."""
        post = change.post
        why = self._agreements.missing_of(post.video_id, post.outlet, change.what, sha256)
        return _to_be_approved(change, why) if why else ""

    def _tried(self, change: DueChange, now: datetime) -> str:
        """Return the experiment that says what is to be changed, if any does."""
        for kept in self._experiments.all():
            experiment = kept.registered
            own = (experiment.design, experiment.varies, experiment.video_id)
            if own == ("days", change.what, change.post.video_id) and says_what_stands(
                kept, self._arm_changes.of(experiment.experiment_id), now
            ):
                return experiment.experiment_id
        return ""


def _to_be_approved(change: DueChange, why: str) -> str:
    return f"{why}; `factory later approve {change.number}` lets it be made"


def make_due_changes(
    post_changes: PostChanges,
    post_changers: PostChangers,
    guards: Guards,
    store: VideoFiles,
    now: datetime,
) -> Iterator[str]:
    """Yield what became of each change that is due, in words."""
    for change in post_changes.claim(now):
        outcome = _made(change, post_changes, post_changers, guards, store, now)
        post_changes.settle(change.number, outcome)
        said = outcome.said or f"not made: {outcome.error}"
        yield f"{change.post.video_id} at {change.post.outlet}, {change.what}: {said}"


def _made(
    change: DueChange,
    kept: PostChanges,
    changers: PostChangers,
    guards: Guards,
    store: VideoFiles,
    now: datetime,
) -> ChangeOutcome:
    try:
        if why := guards.hindrance(change, now):
            return ChangeOutcome(error=why, again=True)

        def keep(before: str) -> None:
            # Kept first: whoever is killed between the change and its record finds the new one there.
            begun = ChangeOutcome(before=before, error=BEGUN, again=True)
            if not kept.settle(change.number, begun):
                raise PermanentError(
                    "it was called off meanwhile, somebody else made it, or a later one took its place"
                )

        def unapproved(sha256: str) -> str:
            return guards.unapproved(change, sha256)

        return change_post(changers, store, change.post, change.what, change.to, unapproved, keep)
    except (TransientError, Postponed, NoAccess) as error:
        return ChangeOutcome(error=str(error), again=True)
    except FactoryError as error:
        return ChangeOutcome(error=str(error))


@dg.job(description="Changes of what is out whose time has come.", tags={PHASE: "change"})
def change_posts() -> None:
    """One step."""
    make_changes()


@dg.sensor(
    job_name=change_posts.name,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "A post whose brief, or a person, wants another title, thumbnail or visibility from a time on "
        "gets it then, once."
    ),
)
def due_changes(
    context: dg.SensorEvaluationContext, post_changes: dg.ResourceParam[PostChanges]
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where a change is due."""
    now = datetime.now(UTC)
    numbers = post_changes.due(now)
    if not numbers:
        return dg.SkipReason("no change of a post is due")
    return dg.RunRequest(run_key=run_key(numbers, now))


def run_key(numbers: Sequence[int], now: datetime) -> str:
    """Return the name of the run that makes these changes: one for each quarter of an hour.

    Until it has begun the same changes are due at every look, and no other run is queued for them. A
    change that was tried is due again `QUARTER` later, which is never in the same one.
    """
    quarter = int(now.timestamp() // QUARTER.total_seconds())
    return f"{quarter} {fingerprint('changes of posts', {'numbers': list(numbers)})[:16]}"
