"""A rendered video that waits for decisions, outlet by outlet."""

from datetime import timedelta
from itertools import count

import sqlalchemy as sa

from factory.reviews.decision import Review
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import MASTER, NOW, accepted, file_ref

VIDEO = "a-video"
PLAN = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders")
OUTLETS = ("outbox", "youtube")


class Reviewed:
    """One rendered video that goes to two outlets."""

    def __init__(self, catalogue: Catalogue, policy: str) -> None:
        brief = accepted(VIDEO)
        channel = brief.channel.model_copy(update={"outlets": OUTLETS, "review": policy})
        self.catalogue = catalogue
        self._minutes = count()
        self.listing = ""
        catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))
        self.makes()

    def makes(self) -> None:
        """Make all up to the master, whose bytes are the same each time."""
        for stage in PLAN:
            with self.catalogue.stages.stage(VIDEO, stage, "run-1"):
                pass
        master = [file_ref("master.mp4")]
        self.catalogue.artifacts.record(VIDEO, "renders", master, provider=None, run_id=None)

    def lists(self, listing: str) -> None:
        """Make the listing, again if there is one, of these bytes."""
        file = file_ref("listing.json", listing)
        self.catalogue.artifacts.record(VIDEO, "listings", [file], provider=None, run_id=None)
        self.listing = listing

    def decide(
        self, decision: str, reviewer: str = "Ada", outlet: str = "", place: str = "desk"
    ) -> Review:
        moment = NOW + timedelta(minutes=next(self._minutes))
        facts = {
            "video_id": VIDEO,
            "master_sha256": MASTER,
            "listing_sha256": self.listing,
            "decision": decision,
            "outlet": outlet,
            "reviewer": reviewer,
            "place": place,
            "note": "why",
            "decided_at": moment,
        }
        return self.catalogue.reviews.decide(Review.model_validate(facts))

    @property
    def words(self) -> tuple[str, str, str | None]:
        """Status, review, and what it waits for."""
        shown = self.catalogue.reports.show(VIDEO)
        return shown.status, shown.review, shown.waits_because

    def asked_to_publish(self) -> bool:
        """Tell Dagster of every decision; whether one of them asks for the release."""
        for number, _ in self.catalogue.reviews.unreported(100):
            self.catalogue.reviews.reported(number, "test")
        question = "SELECT count(*) FROM factory.launches WHERE phase = 'publish'"
        with self.catalogue.engine.connect() as connection:
            return connection.scalar(sa.text(question)) == 1
