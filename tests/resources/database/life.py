"""One video, brought into a situation step by step, for tests of what is said of it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from factory.errors import PermanentError, SlotAwaited
from factory.interchange.video_filter import VideoFilter
from factory.reviews.decision import Review
from factory.workflow import status
from factory.workflow.waiting import Wait
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.launches.cancelled_and_deleted import PostgresWithdrawals
from resources.catalogue.launches.launch_queue import PostgresLaunches
from tests.fakes.catalogued import MASTER, NOW, accepted, file_ref
from tests.fakes.outlets import FakeOutlet, a_publication

VIDEO = "a-video"

PLAN = ("briefs", "scripts", "audio", "visuals", "captions", "listings")

WORDS = ("status", "story_status", "job_status", "state")

ENTITIES = ("script_status", "asset_status", "render_status", "post_status")


class Life:
    """One video, brought into a situation step by step."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.launches = PostgresLaunches(catalogue.engine)
        self.withdrawals = PostgresWithdrawals(catalogue.engine)
        self.minutes = 0
        self.listing = ""
        catalogue.briefs.accept(accepted(VIDEO))

    def did(self, *stages: str) -> None:
        for stage in stages:
            with self.catalogue.stages.stage(VIDEO, stage, "run-1"):
                pass

    def failed(self, stage: str, why: str = "it broke") -> None:
        with suppress(PermanentError), self.catalogue.stages.stage(VIDEO, stage, "run-1"):
            raise PermanentError(why)

    def waits(self, stage: str, why: str) -> None:
        """A stage goes no further, and nothing is wrong."""
        with suppress(PermanentError), self.catalogue.stages.stage(VIDEO, stage, "run-1"):
            raise SlotAwaited(why, scope="slot youtube")

    def rendered(self, sha256: str = MASTER) -> None:
        self.did(*PLAN, "renders")
        master = file_ref("master.mp4", sha256)
        self.catalogue.artifacts.record(VIDEO, "renders", [master], provider=None, run_id=None)

    def decided(self, decision: str) -> None:
        self.minutes += 1
        review = {
            "video_id": VIDEO,
            "master_sha256": MASTER,
            "listing_sha256": self.listing,
            "decision": decision,
            "reviewer": "Ada",
            "note": "too dark",
            "decided_at": NOW + timedelta(minutes=self.minutes),
        }
        self.catalogue.reviews.decide(Review.model_validate(review))

    def listed(self, sha256: str) -> None:
        """Make the listing, again if there is one, of these bytes."""
        self.listing = sha256
        file = file_ref("listing.json", sha256)
        self.catalogue.artifacts.record(VIDEO, "listings", [file], provider=None, run_id=None)

    def waits_for_its_slot(self) -> int:
        """Ask for the publication, which waits for its time; return the launch."""
        self.launches.request(VIDEO, "publish", "approved", "x")
        (launch,) = self.launches.claim(1, "x")
        until = datetime.now(UTC) + timedelta(days=1)
        wait = Wait(waits_for="slot", scope="slot outbox", until=until, words="its slot")
        self.catalogue.outcomes.postpone(launch.id, wait)
        return launch.id

    def refused(self, launch: int, why: str) -> None:
        """Its time has come, and it is refused."""
        self.failed("releases", why)
        self.catalogue.outcomes.ended(launch, "failed", why)

    def published(self) -> None:
        self.did("releases", "uploads/outbox")
        self.catalogue.posts.post(a_publication(VIDEO, MASTER), FakeOutlet(), lambda: None)

    def words(self, names: tuple[str, ...] = WORDS) -> tuple[str | None, ...]:
        shown = self.catalogue.reports.show(VIDEO)
        assert shown.status in status.STATUS_WORDS
        assert shown.story_status in status.STORY_WORDS
        assert shown.job_status in status.JOB_WORDS
        assert shown.state in status.STATE_WORDS
        assert shown.script_status in status.SCRIPT_WORDS | {None}
        assert shown.asset_status in status.ASSET_WORDS | {None}
        assert shown.render_status in status.VIDEO_WORDS | {None}
        assert shown.post_status in status.POST_WORDS | {None}
        stages = (stage.partition("/")[0] for stage in status.STAGES)
        assert {getattr(shown, stage) for stage in stages} <= status.STAGE_WORDS
        self.is_found_by(shown.status)
        return tuple(getattr(shown, name) for name in names)

    def is_found_by(self, word: str) -> None:
        """Whoever looks for a video by its word finds it, and by another none."""
        others = tuple(status.STATUS_WORDS - {word})
        for words, found in (((word,), [VIDEO]), (others, [])):
            listed = self.catalogue.reports.list_videos(5, wanted=VideoFilter(statuses=words))
            assert [video.video_id for video in listed] == found
        if word != "published":
            assert self.catalogue.reports.counts((word,), 5) == {word: 1}
