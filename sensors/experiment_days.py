"""Experiments by days: soon after midnight on the Pacific coast a video gets the day's title or thumbnail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import dagster as dg

from factory.brief.planned_changes import Changed
from factory.errors import FactoryError
from factory.experiments.arm_to_show import is_over, is_whole, wanted
from factory.experiments.experiment import OUTLET, Arm, ArmChange, KeptExperiment, ShownDay
from factory.ports import (
    Alternatives,
    ArmChanges,
    Artifacts,
    Briefs,
    Experiments,
    LivePost,
    LivePosts,
    Outlets,
    PostChangers,
    PostStanding,
    Reviews,
    Switches,
    VideoFiles,
)
from factory.workflow.launch import PHASE
from factory.workflow.platform_days import PLATFORM_ZONE, platform_day
from factory_assets.publishing.post_change_agreement import Agreements, Decided
from factory_assets.publishing.post_changes import change_post

BY: Final = "the factory"
WHY_ENDED: Final[Mapping[PostStanding, str]] = {
    "gone": "its video is not on YouTube any more",
    "down": "its video was taken down",
}


@dg.op(
    description="Gives each video under test the title or thumbnail of the day, or its own again."
)
def show_arms(
    context: dg.OpExecutionContext,
    experiments: dg.ResourceParam[Experiments],
    arm_changes: dg.ResourceParam[ArmChanges],
    live_posts: dg.ResourceParam[LivePosts],
    post_changers: dg.ResourceParam[PostChangers],
    alternatives: dg.ResourceParam[Alternatives],
    reviews: dg.ResourceParam[Reviews],
    artifacts: dg.ResourceParam[Artifacts],
    briefs: dg.ResourceParam[Briefs],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
    store: dg.ResourceParam[VideoFiles],
) -> None:
    """Show what is due; one video's refusal costs no other its day."""
    leaves = outlets.outlet(OUTLET).distributes
    held_back = leaves and not switches.on("distribution")
    decided = Decided(alternatives, reviews, artifacts)
    agreements = Agreements(decided, briefs, outlets, switches, store)
    days = ExperimentDays(experiments, arm_changes, live_posts, post_changers, agreements)
    for line in days.show(datetime.now(UTC), held_back=held_back):
        context.log.info(line)


@dataclass(frozen=True, slots=True)
class ExperimentDays:
    """What experiments by days show, and what they have shown.

    Args:
        experiments: as they were registered.
        changes: noted before and after each.
        posts: what is out.
        changers: who changes it there.
        agreements: what may be shown, and thumbnails.
    """

    experiments: Experiments
    changes: ArmChanges
    posts: LivePosts
    changers: PostChangers
    agreements: Agreements

    def due(self, now: datetime) -> bool:
        """Tell whether anything is to be changed, or ended, now."""
        under_way = self._under_way(now)
        live = self._live(now) if under_way else {}
        return any(
            self._ends(kept, changes, live, now)
            or (
                (arm := wanted(kept, changes, now))
                and self._can_be_done(kept, live, now)
                and not self._unapproved(kept, arm)
            )
            for kept, changes in under_way
        )

    def show(self, now: datetime, *, held_back: bool = False) -> Iterator[str]:
        """Yield what was shown, or why not, in words.

        Args:
            now: with a time zone.
            held_back: nothing may leave this machine; what is another than the original stays unshown.
        """
        under_way = self._under_way(now)
        live = self._live(now) if under_way else {}
        for kept, changes in under_way:
            name = kept.registered.experiment_id
            if why := self._ends(kept, changes, live, now):
                self.experiments.stop(name, BY, why, "", now)
                yield f"{name} is ended: {why}"
                kept = kept.model_copy(update={"stopped_at": now})
            arm = wanted(kept, changes, now)
            if arm is None:
                continue
            if held_back and arm.name != kept.registered.original.name:
                yield f"{name}: distribution is off, so {arm.name} is not shown"
                continue
            if not self._can_be_done(kept, live, now):
                yield (
                    f"{name}: {kept.registered.video_id} is not out on an account of YouTube that its "
                    f"brief names, so {arm.name} is not shown"
                )
                continue
            if why := self._unapproved(kept, arm):
                yield f"{name}: {arm.name} is not shown: {why}; `factory experiments approve {name}`"
                continue
            yield from self._shown(kept, arm, changes, live.get(kept.registered.video_id), now)

    def _shown(
        self,
        kept: KeptExperiment,
        arm: Arm,
        before: Sequence[ArmChange],
        post: LivePost | None,
        now: datetime,
    ) -> Iterator[str]:
        experiment, today = kept.registered, platform_day(now)
        name = experiment.experiment_id
        change = self.changes.begin(name, today, arm.name, now)
        if post:
            try:
                self._give(kept, post, arm, before)
            except FactoryError as error:
                yield f"{name}: {error}"
                return
        counts = not is_over(kept, now)
        whole = is_whole(today, arm, before, now)
        shown = ShownDay(day=today, arm=arm.name, shown_at=now, whole=whole)
        self.changes.done(name, change, shown if counts else None)
        where = "" if post else ", which is gone, so nothing is put back"
        yield f"{name}: {experiment.video_id} shows {arm.name}{where}"

    def _give(
        self, kept: KeptExperiment, post: LivePost, arm: Arm, before: Sequence[ArmChange]
    ) -> None:
        """Give a post an arm; a thumbnail that was set last is not set again, as none can be read back.

        Raises:
            FactoryError: it cannot be given, or not now.
        """
        experiment = kept.registered
        what: Changed = "thumbnail" if experiment.varies == "thumbnail" else "title"
        last = before[-1] if before else None
        if what == "thumbnail" and last and last.done_at and last.arm == arm.name:
            return

        def unapproved(sha256: str) -> str:
            if arm.name == experiment.original.name:
                return ""  # released as it is
            return self.agreements.missing_of(experiment.video_id, OUTLET, what, sha256)

        change_post(self.changers, self.agreements.store, post, what, arm.says, unapproved)

    def _unapproved(self, kept: KeptExperiment, arm: Arm) -> str:
        """Say why an arm may not be shown; the original was released as it is."""
        experiment = kept.registered
        if arm.name == experiment.original.name:
            return ""
        try:
            return self.agreements.missing(experiment.video_id, OUTLET, experiment.varies, arm.says)
        except FactoryError as error:
            return str(error)

    def _ends(
        self,
        kept: KeptExperiment,
        changes: Sequence[ArmChange],
        live: Mapping[str, LivePost],
        now: datetime,
    ) -> str:
        """Say why an experiment that runs cannot go on; empty where it can."""
        if is_over(kept, now) or not changes:
            return ""
        return WHY_ENDED.get(self._standing(kept, live), "")

    def _can_be_done(
        self, kept: KeptExperiment, live: Mapping[str, LivePost], now: datetime
    ) -> bool:
        """Tell whether the post can be given anything, or needs nothing any more, as it is gone.

        A post that is out and whose brief names no account by now keeps what it shows; its own is put
        back when a brief names one again.
        """
        if kept.registered.video_id in live:
            return True
        return is_over(kept, now) and self._standing(kept, live) == "gone"

    def _standing(self, kept: KeptExperiment, live: Mapping[str, LivePost]) -> PostStanding:
        post = live.get(kept.registered.video_id)
        if post is None:
            return self.posts.standing(kept.registered.video_id, OUTLET)
        return "down" if post.down else "out"

    def _under_way(self, now: datetime) -> Sequence[tuple[KeptExperiment, Sequence[ArmChange]]]:
        """Return what has begun and goes on, and what is to begin or to be put back, with its changes."""
        by_days = [kept for kept in self.experiments.all() if kept.registered.design == "days"]
        found = [(kept, self.changes.of(kept.registered.experiment_id)) for kept in by_days]
        return [
            (kept, changes)
            for kept, changes in found
            if (changes and not is_over(kept, now)) or wanted(kept, changes, now)
        ]

    def _live(self, now: datetime) -> Mapping[str, LivePost]:
        posts = self.posts.live(platform_day(now))
        return {post.video_id: post for post in posts if post.outlet == OUTLET}


@dg.job(
    description="The titles and thumbnails that experiments want shown today.",
    tags={PHASE: "experiment"},
)
def experiment_arms() -> None:
    """One step."""
    show_arms()


@dg.schedule(
    name="experiment_days",
    job=experiment_arms,
    cron_schedule="2,32 * * * *",
    execution_timezone=PLATFORM_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "Soon after midnight on the Pacific coast, each video under test gets the title or thumbnail of the day; "
        "after the last day its own again."
    ),
)
def experiment_days(
    context: dg.ScheduleEvaluationContext,
    experiments: dg.ResourceParam[Experiments],
    arm_changes: dg.ResourceParam[ArmChanges],
    live_posts: dg.ResourceParam[LivePosts],
    post_changers: dg.ResourceParam[PostChangers],
    alternatives: dg.ResourceParam[Alternatives],
    reviews: dg.ResourceParam[Reviews],
    artifacts: dg.ResourceParam[Artifacts],
    briefs: dg.ResourceParam[Briefs],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
    store: dg.ResourceParam[VideoFiles],
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where another title or thumbnail is due."""
    decided = Decided(alternatives, reviews, artifacts)
    agreements = Agreements(decided, briefs, outlets, switches, store)
    days = ExperimentDays(experiments, arm_changes, live_posts, post_changers, agreements)
    if not days.due(datetime.now(UTC)):
        return dg.SkipReason("no experiment wants another title or thumbnail now")
    return dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%dT%H:%M}")
