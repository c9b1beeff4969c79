"""What platforms said is kept as it was said, and the newest of it is what counts."""

from datetime import date, timedelta

import sqlalchemy as sa

from factory.analytics.figures import DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.database.analytics_tables import observations
from tests.fakes.catalogued import accepted

DAY = date(2026, 11, 20)


def said(day: date = DAY, **figures: float) -> DayFigures:
    return DayFigures(
        day=day, video_id="a-video", outlet="youtube", figures=Figures.model_validate(figures)
    )


def kept(catalogue: Catalogue) -> list[tuple[int, float | None]]:
    with catalogue.engine.connect() as connection:
        question = sa.select(observations.c.revision, observations.c.views)
        return [
            tuple(row) for row in connection.execute(question.order_by(observations.c.revision))
        ]


def test_a_later_answer_is_a_revision_and_the_same_answer_is_none(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    metrics = catalogue.metrics
    assert metrics.record("api", [said(views=10, likes=1)]) == [DAY]
    assert metrics.record("api", [said(views=10)]) == ()
    assert metrics.record("api", [said(views=12)]) == [DAY]
    assert kept(catalogue) == [(1, 10), (2, 12)]
    (newest,) = metrics.between(DAY, DAY)
    assert newest.figures.known() == {"views": 12, "likes": 1}, "what is not said again stays"
    assert (newest.revision, newest.source) == (2, "api")


def test_a_source_that_knows_other_figures_adds_them(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    catalogue.metrics.record("api", [said(views=10)])
    catalogue.metrics.record("file", [said(impressions=500)])
    (newest,) = catalogue.metrics.between(DAY, DAY)
    assert newest.figures.known() == {"views": 10, "impressions": 500}


def test_a_day_is_corrected_by_what_tells_otherwise_and_not_by_what_comes_later(
    catalogue: Catalogue,
):
    catalogue.briefs.accept(accepted())
    channel = catalogue.briefs.newest("a-video").channel.name

    def corrected() -> dict[date, int]:
        return dict(catalogue.growth.changed(channel, "youtube", DAY, DAY + timedelta(days=1)))

    catalogue.metrics.record("api", [said(views=10), said(DAY + timedelta(days=1), views=5)])
    catalogue.metrics.record("reach", [said(impressions=500, click_rate=0.04)])
    assert corrected() == {}
    catalogue.metrics.record("api", [said(views=11)])
    assert corrected() == {DAY: 1}


def test_whoever_looks_for_news_sees_each_day_once(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    days, moment = catalogue.metrics.changed_after("")
    assert (list(days), moment) == ([], "")
    catalogue.metrics.record("api", [said(views=1), said(DAY + timedelta(days=1), views=2)])
    days, moment = catalogue.metrics.changed_after("")
    assert list(days) == [DAY, DAY + timedelta(days=1)]
    assert list(catalogue.metrics.changed_after(moment)[0]) == []
    catalogue.metrics.record("api", [said(views=3)])
    assert list(catalogue.metrics.changed_after(moment)[0]) == [DAY]
