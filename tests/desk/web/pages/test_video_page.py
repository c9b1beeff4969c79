"""A video's pages stand at every moment of its life."""

from contextlib import suppress
from datetime import date

from desk.actions.about_video import about
from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from factory.errors import PermanentError, SlotAwaited
from factory.listing.chapter_marks import Chapter
from factory.reviews.decision import Review
from tests.desk.opened_desk import Desk
from tests.fakes.catalogued import NOW
from tests.fakes.manifests import a_listing
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


def test_a_published_videos_page_shows_its_figures_by_outlet_and_day(desk: Desk):
    video, catalogue = Reviewable(desk.factory), desk.factory.catalogue
    video.accept(review="required", outlets=("outbox",))
    master = video.render()
    page = f"/videos/{VIDEO}"
    assert "Figures</h2>" not in desk.pages.get(page).text, "nobody can have watched it"
    catalogue.settings.change("distribution", True)
    catalogue.posts.post(
        a_publication(VIDEO, master.sha256), FakeOutlet(name="tiktok"), lambda: None
    )
    assert "Nothing is told of a whole day at TikTok yet." in desk.pages.get(page).text
    day = date(2026, 11, 20)
    for source, outlet, figures in (
        ("running totals of tiktok", "tiktok", Figures(views=1234, likes=5)),
        ("file", "youtube", Figures(views=50, watch_seconds=7200, average_view_share=0.5)),
    ):
        told = DayFigures(day=day, video_id=VIDEO, outlet=outlet, figures=figures)
        catalogue.metrics.record(source, [told])
    shown = desk.pages.get(page).text
    assert shown.count("its last complete day") >= 2 and "1,234" in shown and "2.0 h" in shown
    assert "Views†</th>" in shown, "days of TikTok are computed here"
    assert "not computed" in shown, "nobody has said that YouTube's amendment is accepted"
    catalogue.settings.change(SETTING, True)
    assert "not computed" not in desk.pages.get(page).text
    (tiktok, youtube) = about(desk.factory, VIDEO).figures
    assert (tiktok.likes, youtube.average_view_share) == (5, 0.5)


def test_chapters_stand_beside_the_player_of_a_video_and_of_its_review(desk: Desk):
    video = Reviewable(desk.factory)
    video.accept(review="required", outlets=("outbox",))
    video.render()
    chapters = (
        {"start_seconds": 0, "title": "Landfall"},
        {"start_seconds": 64, "title": "The Reef"},
    )
    listing = a_listing(video_id=VIDEO, chapters=tuple(map(Chapter.model_validate, chapters)))
    video.list_it(listing.to_json())
    for place in (f"/videos/{VIDEO}", f"/review/{VIDEO}"):
        page = desk.pages.get(place).text
        assert '<a href="#t64"><span class="num">1:04</span> The Reef</a>' in page


def test_of_an_outlet_that_failed_and_one_that_waits_its_page_tells_the_failure(desk: Desk):
    video, stages = Reviewable(desk.factory), desk.factory.catalogue.stages
    video.accept(review="required", outlets=("tiktok", "youtube"))
    video.render()
    with suppress(PermanentError), stages.stage(VIDEO, "uploads/tiktok", "run-1"):
        raise PermanentError("the account is closed")
    with suppress(PermanentError), stages.stage(VIDEO, "uploads/youtube", "run-1"):
        raise SlotAwaited("it is shown at 17:00 UTC")
    assert about(desk.factory, VIDEO).broke == "uploads/tiktok: the account is closed"
    stands(desk, "the account is closed")
