"""What is out is taken down, each post recorded, whatever fails meanwhile; and judged by the rules of now."""

from collections.abc import Iterator

import dagster as dg
import pytest
import sqlalchemy as sa

from desk.actions.publishing.back_catalogue import recheck
from desk.actions.publishing.posts import list_posts
from desk.actions.publishing.reviews import decide, master_to_decide
from desk.actions.publishing.takedowns import take_down
from desk.terminal.decision_prompt import decide_here
from factory.errors import BadInput, PermanentError
from factory.reviews.decision import Decision
from factory_assets.publishing.releases import releases
from factory_assets.stage.graph_names import VIDEOS_NAME
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.end_to_end.finished_video import FinishedVideo, outbox, why
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.fakes.render_manifests import a_review
from wiring.factory import Factory

DECISION = "review_is_an_approval_of_this_master"


@pytest.fixture
def house(idle_factory: Factory) -> Iterator[FinishedVideo]:
    """A published video in a home where the actions find it."""
    factory, folder = idle_factory, idle_factory.settings.outbox
    factory.catalogue.briefs.accept(an_accepted_brief())
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO_ID])
        house = FinishedVideo(
            factory.store, factory.catalogue, OutboxOutlet(folder), folder, instance
        )
        factory.__dict__["credentials"] = house.credentials
        house.render()
        assert house.materialise(releases, outbox).success
        yield house


def test_the_rules_of_now_list_what_would_be_refused_and_a_takedown_by_rule_hides_it(
    house: FinishedVideo,
):
    before = recheck()
    assert (before.judged, before.refused, before.unjudged) == (1, (), ())
    master = house.catalogue.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert master
    refused = a_review(
        decision="rejected", note="a wrong name", master_sha256=master.sha256, reviewer="mara"
    )
    house.catalogue.reviews.decide(refused)
    (found,) = recheck().refused
    assert (found.video_id, found.rules) == (VIDEO_ID, (DECISION,))
    assert "rejected by 'mara'" in found.reasons[0]

    told = take_down(rule=DECISION, reason="a wrong name")
    (post,) = told.posts
    assert (told.asked, post.outcome) == (1, f"set aside as {VIDEO_ID}.taken-down")
    assert not (house.folder / VIDEO_ID).exists()
    assert (house.folder / f"{VIDEO_ID}.taken-down" / "video.mp4").is_file()
    assert [row.state for row in list_posts()] == ["taken down"]
    again = take_down(VIDEO_ID, reason="a wrong name")
    assert (again.asked, again.posts) == (0, ())
    assert recheck().judged == 0


def told_before(decision: Decision) -> str:
    """Return what is told before a decision about the master as it lies there."""
    with pytest.raises(PermanentError) as refused:
        decide_here(VIDEO_ID, decision, None, "", "")
    return str(refused.value)


def test_who_decides_is_told_what_stands_and_of_what_was_taken_down_that_it_goes_out_again(
    house: FinishedVideo,
):
    seen = master_to_decide(VIDEO_ID).seen
    assert "It is out: the outbox" in told_before("rejected")
    assert decide(VIDEO_ID, "rejected", seen, "a claim").standing_at[0].startswith("file:")
    with house.catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.posts SET url = NULL"))
    assert "no address yet" in told_before("rejected")
    assert decide(VIDEO_ID, "rejected", seen, "a claim").standing_at == (
        "the outbox (no address yet)",
    )
    take_down(VIDEO_ID, reason="a claim")
    told = told_before("approved")
    assert "It was out: the outbox, and is gone since" in told
    assert "what is gone goes out again" in told
    assert "It is out" not in told and "a second time" not in told
    assert decide(VIDEO_ID, "rejected", seen, "a claim").standing_at == ()


def test_what_was_taken_down_is_not_published_again_until_somebody_approves_it_anew(
    house: FinishedVideo,
):
    take_down(VIDEO_ID, reason="a claim")
    assert "was taken down from outbox" in why(house.materialise(outbox))
    assert not (house.folder / VIDEO_ID).exists()
    master = house.catalogue.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert master
    house.catalogue.reviews.decide(a_review(master_sha256=master.sha256, reviewer="mara"))
    assert house.materialise(releases, outbox).success
    assert (house.folder / VIDEO_ID / "video.mp4").is_file()
    assert take_down(VIDEO_ID, reason="after all").asked == 1


def test_a_post_that_fails_stops_no_other_and_is_gone_on_with(idle_factory: Factory):
    catalogue = idle_factory.catalogue
    catalogue.settings.change("distribution", True)
    for name in ("one", "other"):
        catalogue.briefs.accept(accepted(name))
        for outlet in ("outbox", "elsewhere"):
            catalogue.posts.post(a_publication(name), FakeOutlet(name=outlet), nothing)
    channel = catalogue.briefs.newest("one").channel.name
    told = take_down(channel=channel, reason="the licence ended")
    outcomes = {(p.video_id, p.outlet): p.outcome or p.error[:24] for p in told.posts}
    assert outcomes == {
        ("one", "outbox"): "was gone already",
        ("other", "outbox"): "was gone already",
        ("one", "elsewhere"): "outlet 'elsewhere' is un",
        ("other", "elsewhere"): "outlet 'elsewhere' is un",
    }
    assert (told.asked, told.done) == (4, False)
    again = take_down(channel=channel, reason="the licence ended")
    assert (again.asked, len(again.posts)) == (0, 2)
    elsewhere = take_down(channel="another", reason="the licence ended")
    assert (elsewhere.asked, elsewhere.posts) == (0, ()), "of other channels nothing is touched"


def test_what_a_platform_takes_back_only_by_hand_is_noted_when_somebody_did_it(
    idle_factory: Factory,
):
    catalogue = idle_factory.catalogue
    catalogue.settings.change("distribution", True)
    catalogue.briefs.accept(accepted("one"))
    catalogue.posts.post(a_publication("one"), FakeOutlet(name="tiktok"), nothing)
    with pytest.raises(BadInput, match="nothing of it is out at 'tik-tok'"):
        take_down("one", reason="the licence ended", by_hand="tik-tok")
    assert [row.state for row in list_posts()] == ["published"], (
        "a mistyped outlet asks for nothing"
    )
    (post,) = take_down("one", reason="the licence ended").posts
    assert "Share, then Delete" in post.error and "--by-hand tiktok" in post.error
    assert not take_down("one", reason="the licence ended").done
    told = take_down("one", reason="the licence ended", by_hand="tiktok")
    assert told.done and told.posts[0].outcome.startswith("by hand, says ")
    assert [row.state for row in list_posts()] == ["taken down"]
    with pytest.raises(BadInput, match="nothing of it is out at 'tiktok'"):
        take_down("one", reason="again", by_hand="tiktok")


@pytest.mark.parametrize(
    "asked",
    [
        {"reason": "why"},
        {"channel": "demo", "by_hand": "tiktok", "reason": "why"},
        {"video_id": "a", "rule": "b", "reason": "why"},
        {"channel": "demo"},
        {"rule": "no_such_rule", "reason": "why"},
    ],
)
def test_what_is_taken_down_and_why_is_said(idle_factory: Factory, asked: dict[str, str]):
    with pytest.raises(BadInput):
        take_down(**asked)


def test_of_a_video_that_does_not_exist_it_says_so(idle_factory: Factory):
    with pytest.raises(PermanentError, match="nobody"):
        take_down("nobody", reason="why")
