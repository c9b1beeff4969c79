"""Experiments are registered before they start, ended with a reason, and shown on the desk."""

from datetime import date

import pytest

from desk.actions.learning.experiments import (
    experiments_of,
    register,
    stop,
)
from desk.actions.publishing.planned_titles import planned_title
from factory.analytics.derived_metrics import SETTING, WITHHELD
from factory.brief.planned_changes import LaterChange
from factory.errors import BadInput, PermanentError
from factory.ports import ChangeOutcome
from tests.desk.actions.learning.registered import TITLE, a_picture, a_video_that_is_out, asked
from tests.desk.opened_desk import opened_desk
from tests.fakes.manifests import a_channel, a_listing
from wiring.factory import Factory


@pytest.fixture
def factory(idle_factory: Factory) -> Factory:
    """A video that is out, with 3,000 impressions a day."""
    a_video_that_is_out(idle_factory)
    return idle_factory


def test_it_is_registered_with_its_power_before_it_starts_and_once(factory: Factory):
    one = register(factory, asked(), "Mara")
    assert one.state == "registered"
    assert one.kept.registered.power == (
        "about 6,700 impressions an arm; you have 21,000 a week: 1 week"
    )
    assert one.kept.registered.original.says == a_listing().title
    with pytest.raises(BadInput, match="already"):
        register(factory, asked(), "Mara")
    with pytest.raises(BadInput, match="two at once"):
        register(factory, asked(experiment_id="another"), "Mara")
    with pytest.raises(BadInput, match="has begun"):
        register(factory, asked(first_day=date(2026, 1, 1)), "Mara")


def test_a_title_under_test_is_judged_as_the_first_one_was(factory: Factory):
    forbidding = a_channel(name="tales", forbidden_words=("lost",))
    before = factory.catalogue.briefs.newest("a-video")
    factory.catalogue.briefs.accept(before.model_copy(update={"channel": forbidding}))
    with pytest.raises(BadInput, match=f"{TITLE}.* is not allowed: title: 'lost'"):
        register(factory, asked(), "Mara")
    with pytest.raises(BadInput, match="is not allowed: title: 'lost'"):
        planned_title(factory, "a-video", TITLE)
    assert planned_title(factory, "a-video", "Eleven  days") == "Eleven days"


def test_what_cannot_be_told_is_refused_unless_somebody_wants_it_anyway(factory: Factory):
    dear = asked(hoped=0.041)
    with pytest.raises(BadInput, match="not enough yet"):
        register(factory, dear, "Mara")
    factory.store.write("a-video", "thumbnail.jpg", b"the released one")
    pictured = dear.model_copy(update={"varies": "thumbnail", "pictures": a_picture()})
    with pytest.raises(BadInput, match="not enough yet"):
        register(factory, pictured, "Mara")
    kept = factory.store.local("a-video", "thumbnail.jpg").parent / "later"
    assert not kept.exists(), "nothing is kept of what is refused"
    assert register(factory, dear.model_copy(update={"anyway": True}), "Mara")


def test_what_was_changed_since_it_went_out_is_what_is_tried_against_and_put_back(
    factory: Factory,
):
    changes, before = factory.catalogue.post_changes, a_listing().title
    factory.store.write("a-video", "later/other.jpg", b"another picture")
    for what, was, to in (("title", before, "Newer"), ("thumbnail", "", "later/other.jpg")):
        wanted = LaterChange.model_validate({"what": what, "to": to, "after_seconds": 0})
        number = changes.ask("a-video", wanted, "mara")
        changes.settle(number, ChangeOutcome(before=was, said="changed"))
    title = register(factory, asked(), "Mara")
    assert title.kept.registered.original.says == "Newer"
    stop(factory, "shorter", "Mara", "enough")
    bold = asked(experiment_id="bold", varies="thumbnail", pictures=a_picture())
    thumbnail = register(factory, bold, "Mara")
    assert thumbnail.kept.registered.original.says == "later/other.jpg"


def test_who_ends_it_says_why_and_a_winner_is_a_platforms_alone(factory: Factory):
    register(factory, asked(), "Mara")
    with pytest.raises(BadInput, match="why"):
        stop(factory, "shorter", "Mara", " ")
    with pytest.raises(BadInput, match="only a test of the platform"):
        stop(factory, "shorter", "Mara", "done", "short")
    stop(factory, "shorter", "Mara", "taken down")
    with pytest.raises(PermanentError, match="over already"):
        stop(factory, "shorter", "Mara", "again")
    with pytest.raises(PermanentError, match="factory experiments"):
        stop(factory, "nothing", "Mara", "why")
    register(factory, asked(experiment_id="studio", design="platform", anyway=True), "Mara")
    stop(factory, "studio", "Mara", "Studio: 52 % to 48 %", "short")
    assert {one.kept.winner for one in experiments_of(factory)} == {"", "short"}


def test_the_desk_says_the_power_first_registers_and_ends(factory: Factory):
    with opened_desk(factory) as desk:
        query = {"video": "a-video", "expected": "0.04", "hoped": "0.05"}
        page = desk.pages.get("/experiments", params=query).text
        assert "about 6,700 impressions an arm; you have 21,000 a week: 1 week" in page
        form = {**query, "experiment": "shorter", "title": TITLE, "hypothesis": "<b>", "days": "14"}
        assert desk.pages.post("/experiments", data=form).status_code == 303
        shown = desk.pages.get("/experiments").text
        assert WITHHELD.split(":")[0] in shown, "nobody has accepted what YouTube asks for"
        factory.catalogue.settings.change(SETTING, True)
        shown = desk.pages.get("/experiments").text
        assert TITLE in shown
        assert "<b>" not in shown
        assert "Not enough yet" in shown
        desk.pages.post("/experiments/shorter/end", data={"note": "enough"})
        factory.store.write("a-video", "thumbnail.jpg", b"its own")
        (picture,) = a_picture()
        given = {**form, "experiment": "darker", "name": picture.file, "data": picture.data}
        answer = desk.pages.post("/experiments", data=given)
        assert answer.status_code == 303, answer.text
        (darker,) = (one for one in experiments_of(factory) if one.state == "registered")
        assert darker.kept.registered.varies == "thumbnail"
        assert "stopped" in desk.pages.get("/experiments").text
