"""Experiments are registered before they start, change a title by days, and put the original back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from desk.actions.learning.experiments import Registration, experiments_of, register, stop
from factory.analytics.figures import DayFigures, Figures
from factory.errors import BadInput, PermanentError, TransientError
from factory.experiments.day_order import arms_by_day
from factory.experiments.experiment import Arm
from factory.ports import LivePost
from factory.workflow.platform_days import PACIFIC, platform_day
from sensors.experiment_days import show_what_is_due
from tests.desk.opened_desk import opened_desk
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import a_listing
from tests.fakes.platform import FakeLivePosts, a_live_post
from wiring.factory import Factory

TITLE = "Eleven lost days"


class KeptTitles:
    """Titles of posts, in memory."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.away = False

    def show(self, post: LivePost, title: str) -> None:
        if self.away:
            raise TransientError("no answer from YouTube")
        self.shown.append(title)


@pytest.fixture
def factory(idle_factory: Factory) -> Iterator[Factory]:
    """A video that is out, with 3,000 impressions a day."""
    idle_factory.catalogue.briefs.accept(accepted())
    idle_factory.store.write("a-video", "listing.json", a_listing().to_json())
    today = platform_day(datetime.now(UTC))
    told = [
        DayFigures(
            day=today - timedelta(days=back),
            video_id="a-video",
            outlet="youtube",
            figures=Figures(views=200, impressions=3000, click_rate=0.04),
        )
        for back in range(28)
    ]
    idle_factory.catalogue.metrics.record("test", told)
    yield idle_factory


def asked(**changes: object) -> Registration:
    facts = {
        "experiment_id": "shorter",
        "channel": "tales",
        "video_id": "a-video",
        "hypothesis": "short is clicked",
        "expected": 0.04,
        "hoped": 0.05,
        "days": 14,
        "others": (Arm(name="short", says=TITLE),),
    }
    return Registration.model_validate({**facts, **changes})


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


def test_what_cannot_be_told_is_refused_unless_somebody_wants_it_anyway(factory: Factory):
    dear = asked(hoped=0.041)
    with pytest.raises(BadInput, match="not enough yet"):
        register(factory, dear, "Mara")
    assert register(factory, dear.model_copy(update={"anyway": True}), "Mara")


def test_a_title_is_shown_by_days_and_the_original_is_put_back(factory: Factory):
    experiment = register(factory, asked(), "Mara").kept.registered
    order, titles = dict(arms_by_day(experiment)), KeptTitles()
    experiments, posts = factory.catalogue.experiments, FakeLivePosts(a_live_post(date(2026, 1, 1)))

    def at(days: int, hour: int) -> list[str]:
        day = experiment.first_day + timedelta(days=days)
        now = datetime(day.year, day.month, day.day, hour, 5, tzinfo=PACIFIC)
        return list(show_what_is_due(experiments, posts, titles, now))

    assert at(-1, 12) == []
    titles.away = True
    assert "no answer from YouTube" in at(0, 0)[0]
    titles.away = False
    at(0, 5)  # too late for a whole day
    at(0, 6)
    assert titles.shown == [order[experiment.first_day].says]
    for day in range(1, 14):
        at(day, 0)
    assert titles.shown == [arm.says for arm in order.values()]
    assert [day.whole for day in experiments.shown("shorter")][1:] == [True] * 13
    at(14, 0)
    assert titles.shown[-1] == experiment.original.says
    assert at(15, 0) == []


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
        form = {**query, "name": "shorter", "title": TITLE, "hypothesis": "<b>", "days": "14"}
        assert desk.pages.post("/experiments", data=form).status_code == 303
        shown = desk.pages.get("/experiments").text
        assert TITLE in shown
        assert "<b>" not in shown
        assert "Not enough yet" in shown
        desk.pages.post("/experiments/shorter/end", data={"note": "enough"})
        assert "stopped" in desk.pages.get("/experiments").text
