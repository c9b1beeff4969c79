"""A video's pages stand at every moment of its life."""

from contextlib import suppress

from factory.errors import PermanentError
from factory.reviews.decision import Review
from tests.desk.opened_desk import Desk
from tests.fakes.catalogued import NOW
from tests.fakes.outlets import FakeOutlet, a_publication
from tests.fakes.reviewable import VIDEO, Reviewable

PLACES = (f"/videos/{VIDEO}", f"/review/{VIDEO}", f"/watch/{VIDEO}", f"/videos/{VIDEO}/versions")


def stands(desk: Desk, words: str) -> None:
    """Every page of the video answers or leads on, and its own says this."""
    for place in PLACES:
        assert desk.pages.get(place).status_code in (200, 303), place
    assert words in desk.pages.get(PLACES[0]).text


def test_before_and_after_each_step_every_page_of_a_video_answers(desk: Desk):
    video, catalogue = Reviewable(desk.factory), desk.factory.catalogue
    video.accept(review="required", outlets=("outbox",))
    stands(desk, "The picture comes here")
    with suppress(PermanentError), catalogue.stages.stage(VIDEO, "renders", "run-1"):
        raise PermanentError("the disk is full")
    stands(desk, "the disk is full")
    master = video.render()
    stands(desk, master.sha256[:12])
    facts = {"video_id": VIDEO, "master_sha256": master.sha256, "reviewer": "Ada"}
    for decision in ("held", "changes", "rejected", "approved"):
        catalogue.reviews.decide(
            Review.model_validate(
                {**facts, "decision": decision, "note": f"because {decision}", "decided_at": NOW}
            )
        )
        stands(desk, f"because {decision}")
    desk.factory.store.write(VIDEO, "dossier.html", b"<p>who made what")
    catalogue.posts.post(a_publication(VIDEO, master.sha256), FakeOutlet(), lambda: None)
    stands(desk, "In the outbox")
    catalogue.withdrawals.delete(VIDEO, "Ada")
    stands(desk, "Deleted")
