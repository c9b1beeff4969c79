"""The pages of ideas and analytics, over a real database."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from bench.experiments import an_experiment
from desk.actions.learning.figures import figures
from desk.web.pages.experiments_page import answer_of
from desk.web.routes import routes
from emulators.histories import COLUMNS, spread
from factory.analytics.audience import Audience, AudiencePart
from factory.analytics.charts.answers import QUESTIONS
from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.imported_figures import read_rows
from factory.analytics.posted_videos import PostedVideos
from factory.analytics.retention import Retention, RetentionPoint
from factory.analytics.running_totals import Reading
from factory.channel.channel import Channel
from factory.experiments.conclusion import ArmResult
from factory.ideas.idea import Near
from factory.ideas.proposal import proposals
from factory.people.visitor import Visitor
from resources.machine.environment_variables import Settings
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from wiring.factory import Factory

OPERATOR = Visitor(name="test", role="operator", known_by="password")
MARKUP = '<img src=x onerror="alert(1)"> & more'


@pytest.fixture
def factory(database_url: str, tmp_path: Path) -> Iterator[Factory]:
    made = Factory(Settings(home=tmp_path), database_url)
    yield made
    made.catalogue.engine.dispose()


@pytest.fixture
def desk(factory: Factory) -> TestClient:
    app = Starlette(routes=routes(factory))

    async def by_the_operator(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": {"visitor": OPERATOR}}, receive, send)

    return TestClient(by_the_operator, follow_redirects=False)


def test_analytics_of_nothing_says_what_to_do_first(desk: TestClient):
    page = desk.get("/analytics")
    assert page.status_code == 200
    assert "factory figures import FILE" in page.text


def test_analytics_answers_for_a_channel_and_an_outlet(factory: Factory, desk: TestClient):
    names = [f"video-{n}" for n in range(8)]
    for name in names:
        factory.catalogue.briefs.accept(accepted(name, title=f"{name} {MARKUP}"))
    told = io.StringIO()
    csv.writer(told).writerows([COLUMNS, *spread(names, 60, date(2026, 11, 20))])
    rows = read_rows(told.getvalue().encode(), "history.csv")
    known, _ = PostedVideos.of(factory.catalogue.metrics.posted()).sorted_out(rows)
    factory.catalogue.metrics.record("test", known)
    page = desk.get("/analytics", params={"of": "tales at emulated"})
    assert "Known to 20 Nov." in page.text
    drawn = [key for key in QUESTIONS if f"/tales/emulated/2026-11-20/{key}.svg" in page.text]
    assert page.text.count("<svg") == len(drawn) == 8
    for key in drawn:
        still = desk.get(f"/analytics/stills/tales/emulated/2026-11-20/{key}.svg")
        assert still.headers["content-type"] == "image/svg+xml"
        assert ElementTree.fromstring(still.text).get("width") == "1000"
        small = desk.get(f"/analytics/stills/tales/emulated/2026-11-20/{key}.svg?preview")
        assert ElementTree.fromstring(small.text).get("width") == "500"
    assert desk.get("/analytics/stills/tales/emulated/2026-11-20/none.svg").status_code == 404
    assert desk.get("/analytics/stills/nobody/emulated/2026-11-20/age.svg").status_code == 404
    assert "Packaging or content?" in page.text
    assert "s curve is known; the first is asked for" in page.text
    assert "<img src=x" not in page.text
    some = {"of": "tales at emulated", "from": "2026-11-01", "to": "2026-11-10"}
    assert 'data-last="2026-11-10"' in desk.get("/analytics", params=some).text
    shown = desk.get("/analytics", params=some).text
    assert "/2026-11-10/days.svg?days=10" in shown, "a picture is of the days that are shown"
    ten = desk.get("/analytics/stills/tales/emulated/2026-11-10/days.svg?days=10").text
    assert "10 days to 2026-11-10" in ten and "1 Nov" in ten
    for wrong in ("2", "9999", "x"):
        at = f"/analytics/stills/tales/emulated/2026-11-10/days.svg?days={wrong}"
        assert desk.get(at).status_code == 404
    assert (
        "wanted 3 to 1100 days" in desk.get("/analytics", params={**some, "to": "2026-11-02"}).text
    )
    grown = desk.get("/videos/video-0/growth/emulated").text
    assert "has cost $0.00 and has" in "".join(ElementTree.fromstring(grown).itertext())
    less = DayFigures(
        day=date(2026, 11, 20), video_id=names[0], outlet="another", figures=Figures(views=9)
    )
    factory.catalogue.metrics.record("test", [less])
    assert 'value="tales at emulated" selected>' in desk.get("/analytics").text, (
        "where most is known"
    )
    unknown = desk.get("/analytics", params={"of": "nobody at nowhere"})
    assert "tales at emulated" in unknown.text, "what is not there is answered by what is"


def test_analytics_shows_how_the_newest_begins_and_says_what_a_view_is_there(
    factory: Factory, desk: TestClient
):
    catalogue, now = factory.catalogue, datetime.now(UTC)
    catalogue.settings.change("distribution", True)
    for name in ("video-0", "video-1"):
        catalogue.briefs.accept(accepted(name, title=f"{name} {MARKUP}"))
        catalogue.posts.post(a_publication(name, MASTER), FakeOutlet(name="tiktok"), nothing)
    catalogue.readings.record(
        [
            Reading(
                video_id=name,
                outlet="tiktok",
                read_at=now + timedelta(hours=hour),
                counts=Figures(views=100 * hour),
            )
            for name in ("video-0", "video-1")
            for hour in (1, 2, 3)
        ]
    )
    day = DayFigures(
        day=now.date(), video_id="video-0", outlet="tiktok", figures=Figures(views=9, reach=5)
    )
    catalogue.metrics.record("running totals of tiktok", [day])
    (newest, _) = catalogue.readings.first_hours(now + timedelta(hours=4))
    assert (newest.video_id, newest.now, newest.middle) == ("video-1", 300, ())
    page = desk.get("/analytics", params={"of": "tales at tiktok"}).text
    assert "each round of a loop" in page
    assert "never added" in page
    assert "<img src=x" not in page
    said = figures(factory, now.date())
    assert set(said.a_view_is) == {"tiktok"}


def test_analytics_shows_where_viewers_come_from_and_leave(factory: Factory, desk: TestClient):
    factory.catalogue.briefs.accept(accepted("video-0", title=MARKUP))
    day = date(2026, 11, 20)
    figures = DayFigures(day=day, video_id="video-0", outlet="youtube", figures=Figures(views=9))
    factory.catalogue.metrics.record("test", [figures])
    points = tuple(RetentionPoint(at=n / 10, watching=1 - n / 20) for n in range(1, 11))
    curve = Retention(video_id="video-0", outlet="youtube", day=day, points=points)
    factory.catalogue.audiences.record_retention("test", curve)
    keys = {"traffic": MARKUP, "country": "DE", "age": "age25-34", "device": "MOBILE"}
    for dimension, key in keys.items():
        part = AudiencePart(key=key, views=9)
        told = Audience.model_validate(
            {"day": day, "channel": "tales", "outlet": "youtube", "dimension": dimension}
            | {"parts": (part,)}
        )
        factory.catalogue.audiences.record_audience("test", told)
    page = desk.get("/analytics").text
    assert "Where do they leave?" in page
    assert "Have you accepted YouTube's amendment on derived metrics?" in page
    assert "Its scenes" not in page, (
        "what is ours is left out until somebody says that it is accepted"
    )
    factory.catalogue.settings.change(SETTING, True, "Ada")
    page = desk.get("/analytics").text
    assert "Have you accepted" not in page
    assert "Its scenes are not known any more." in page
    assert "Where do they come from?" in page
    assert "Who watches?" in page
    for named in ("Germany", "25 to 34", "Phone", "tales at YouTube"):
        assert named in page
    assert "<img src=x" not in page


def test_a_channels_experiments_are_shown_at_each_of_its_outlets(
    factory: Factory, desk: TestClient
):
    factory.catalogue.briefs.accept(accepted("video-0"))
    told = io.StringIO()
    csv.writer(told).writerows([COLUMNS, *spread(["video-0"], 3, date(2026, 11, 20))])
    rows = read_rows(told.getvalue().encode(), "history.csv")
    known, _ = PostedVideos.of(factory.catalogue.metrics.posted()).sorted_out(rows)
    factory.catalogue.metrics.record("test", known)
    tried = an_experiment("videos", 28, 1).model_copy(update={"channel": "tales"})
    factory.catalogue.experiments.register(tried)
    page = desk.get("/analytics", params={"of": "tales at emulated"})
    assert tried.title in page.text and tried.experiment_id not in page.text


def test_an_experiment_is_about_a_video_by_its_title(factory: Factory, desk: TestClient):
    factory.catalogue.briefs.accept(accepted("video-0", title="Why ice sings"))
    tried = an_experiment("days", 28, 1).model_copy(
        update={"channel": "tales", "video_id": "video-0"}
    )
    factory.catalogue.experiments.register(tried)
    page = desk.get("/experiments").text
    assert ">Why ice sings</a>" in page
    assert ">Impressions</th>" in page and ">Click rate</th>" in page


def test_an_idea_is_decided_on_its_page_and_a_rejection_says_why(
    factory: Factory, desk: TestClient
):
    studio = Channel.model_validate(
        {
            "name": "tales",
            "title": "Tales",
            "format": "short",
            "ideas": {"topics": [MARKUP, "The tower"], "per_day": 2},
        }
    )
    near = (Near(title="The tower that leans", likeness=0.4),)
    ideas = [
        idea.model_copy(update={"near": near}) for idea in proposals(studio, date(2026, 11, 20), ())
    ]
    factory.catalogue.ideas.propose(ideas, None)
    assert "2 ideas to choose from" in desk.get("/").text
    page = desk.get("/ideas")
    assert "<img src=x" not in page.text
    assert "The tower" in page.text
    assert "<code>make likeness</code>" in page.text
    assert "Nearest so far, by letters" in page.text and "missed in 8 of 9 cases" in page.text
    scores = re.findall(r'num score">([0-9.]+)<', page.text)
    assert len(scores) == 2 and scores == sorted(scores, reverse=True)
    one, other = (f"/ideas/{idea.idea_id}" for idea in ideas)
    with pytest.raises(Exception, match="says why"):
        desk.post(one, data={"decision": "reject", "note": " "})
    assert desk.post(one, data={"decision": "reject", "note": "dull"}).status_code == 303
    assert desk.post(other, data={"decision": "approve"}).status_code == 303
    states = {idea.idea_id: (idea.state, idea.note) for idea in factory.catalogue.ideas.newest(5)}
    assert states == {ideas[0].idea_id: ("rejected", "dull"), ideas[1].idea_id: ("approved", "")}
    assert "dull" in desk.get("/ideas").text
    assert "to choose from" not in desk.get("/").text


def test_todays_ideas_are_asked_for_at_the_price_that_was_shown(
    factory: Factory, desk: TestClient, tmp_path: Path
):
    assert "Ask for today" not in desk.get("/ideas").text, "no channel has topics"
    (tmp_path / "channels").mkdir(exist_ok=True)
    (tmp_path / "channels" / "tales.yaml").write_text(
        "name: tales\ntitle: Tales\nformat: short\nlanguages: [en]\nideas: {topics: [The tower, The bell]}\n"
    )
    page = desk.get("/ideas").text
    assert "Ask for today&#39;s ideas</button>" in page.replace("'", "&#39;")
    assert "It costs nothing." in page
    with pytest.raises(Exception, match="names no price"):
        desk.post("/ideas", data={"day": "2026-11-20"})
    shown = {"usd": "0", "day": str(datetime.now(UTC).date())}
    assert desk.post("/ideas", data=shown).status_code == 303
    (idea,) = factory.catalogue.ideas.newest(5)
    assert idea.channel == "tales" and idea.title in {"The tower", "The bell"}
    assert desk.post("/ideas", data=shown).status_code == 303
    assert len(factory.catalogue.ideas.newest(5)) == 1, "what is there stays as it is"


def test_what_an_experiment_found_is_said_in_words():
    found = ArmResult(
        name="other",
        days=7,
        trials=5249,
        value=0.05,
        low=0.04,
        high=0.06,
        difference=-0.0000001,
        difference_low=-0.012,
        difference_high=0.012,
        p=1.0,
        answer="no difference found",
    )
    assert answer_of(found) == (
        "no difference found: 0.00 points, most likely between -1.20 and +1.20; "
        "chance alone would bring as much in 100 of 100 such experiments"
    )
