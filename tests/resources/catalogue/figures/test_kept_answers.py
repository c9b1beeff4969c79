"""What was made of figures stays until something is told, deleted or paid in its channel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from threading import Event

import sqlalchemy as sa

from factory.analytics.figures import DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.posts.post_figures import delete_figures
from tests.fakes.catalogued import accepted

DAY = date(2026, 11, 20)


def told(catalogue: Catalogue, video: str, views: float) -> None:
    figures = Figures(views=views)
    said = DayFigures(day=DAY, video_id=video, outlet="youtube", figures=figures)
    catalogue.metrics.record("api", [said])


def test_an_answer_is_made_anew_when_its_channel_has_news_and_only_then(catalogue: Catalogue):
    catalogue.briefs.accept(accepted("a-video", channel="tales"))
    catalogue.briefs.accept(accepted("b-video", channel="songs"))
    made = count(1)

    def asked() -> int:
        return catalogue.kept_answers.answer("tales", "how many", lambda: next(made))

    assert [asked(), asked()] == [1, 1]
    assert catalogue.kept_answers.answer("tales", "something else", lambda: -1) == -1
    told(catalogue, "b-video", 5)
    assert asked() == 1, "another channel's news is none of its"
    told(catalogue, "a-video", 5)
    assert [asked(), asked()] == [2, 2]
    told(catalogue, "a-video", 5)
    assert asked() == 2, "the same answer is no news"
    told(catalogue, "a-video", 6)
    assert asked() == 3
    with catalogue.engine.begin() as connection:
        delete_figures(connection, "youtube", ["a-video"])
    assert asked() == 4


def test_who_asks_the_same_at_the_same_time_waits_for_one_answer(catalogue: Catalogue):
    made, begun, may_end = count(1), Event(), Event()

    def slowly() -> int:
        begun.set()
        assert may_end.wait(60)
        return next(made)

    def asked() -> int:
        return catalogue.kept_answers.answer("tales", "how many", slowly)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(asked)
        assert begun.wait(60)
        second = threads.submit(asked)
        may_end.set()
        assert (first.result(60), second.result(60)) == (1, 1)


def test_a_charge_makes_anew_what_stands_on_the_charges_of_its_days_and_nothing_else(
    catalogue: Catalogue,
):
    catalogue.briefs.accept(accepted("a-video", channel="tales"))
    told(catalogue, "a-video", 5)
    made = count(1)

    def asked(question: str, paid: tuple[date, date] | None) -> int:
        return catalogue.kept_answers.answer("tales", question, lambda: next(made), paid)

    def answers() -> list[int]:
        week = (DAY - timedelta(days=7), DAY - timedelta(days=1))
        return [asked("views", None), asked("cost", (week[0], DAY)), asked("last week", week)]

    assert answers() == [1, 2, 3]
    with catalogue.engine.begin() as connection:
        paid = "INSERT INTO factory.spending VALUES (:day, 'tales', 'one', 0.5, 0)"
        connection.execute(sa.text(paid), {"day": DAY})
    assert answers() == [1, 4, 3]
