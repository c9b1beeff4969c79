"""A channel's week in one page, and a day's run in a few lines: what was done, and why not the rest."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.made_up.charges import charge
from desk.actions.learning.daily_run import daily
from desk.actions.learning.weekly_report import week_report, write_week
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.weekly_report.page import week_page
from factory.analytics.weekly_report.report import weekly_report
from factory.analytics.weekly_report.week import name_of, week_named, week_of
from factory.channel.channel import Channel
from factory.errors import BadInput, PermanentError
from factory.ideas.proposal import proposals
from factory.workflow.platform_days import beginning_of, platform_day
from tests.desk.opened_desk import opened_desk
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication
from wiring.factory import Factory

WEDNESDAY = date(2026, 11, 18)
MONDAY, SUNDAY = week_of(WEDNESDAY)
WEEK = "2026-W47"
MARKUP = '<img src=x onerror="alert(1)">'


@pytest.fixture
def factory(idle_factory: Factory) -> Factory:
    """A week with one rejection, one approval, figures of five days, and an odd one."""
    catalogue = idle_factory.catalogue
    at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    for name in ("a-video", "b-video"):
        catalogue.briefs.accept(accepted(name, title=f"About {name} {MARKUP}"))
    for name, decision, note in (
        ("a-video", "approved", ""),
        ("b-video", "rejected", f"too dark {MARKUP}"),
    ):
        with catalogue.engine.begin() as c:
            facts = {"video_id": name, "master_sha256": MASTER, "decision": decision}
            c.execute(
                sa.text(
                    "INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, "
                    "decided_at) VALUES (:video_id, :master_sha256, :decision, 'Mara', :note, :at)"
                ),
                {**facts, "note": note, "at": at},
            )
    catalogue.metrics.record(
        "test",
        [
            DayFigures(
                day=SUNDAY - timedelta(days=back),
                video_id=name,
                outlet="youtube",
                figures=Figures(views=views if back != 4 else views * 9),
            )
            for name, views in (("a-video", 500), ("b-video", 20))
            for back in range(60)
            if back not in (1, 2)
        ],
    )
    with catalogue.engine.begin() as connection:
        charge(connection, "a-video", "short", at)
    return idle_factory


def test_weeks_are_named_as_calendars_name_them():
    assert (MONDAY, SUNDAY) == (date(2026, 11, 16), date(2026, 11, 22))
    assert name_of(MONDAY) == WEEK
    assert week_named(WEEK) == (MONDAY, SUNDAY)


def test_a_week_says_what_was_refused_and_why_what_did_best_and_what_is_not_known(
    factory: Factory,
):
    report = week_report(factory, "tales", WEEK)
    assert report.approval_rate == 0.5
    (refused,) = report.facts.refused
    assert refused.words.startswith("rejected by Mara: too dark")
    assert report.facts.best[0].video_id == "a-video"
    assert report.facts.best[0].views == 500 * 4 + 4500
    assert report.missing == (date(2026, 11, 20), date(2026, 11, 21))
    assert [one.videos for one in report.projections()] == [0, 0, 0]


def test_a_week_names_vendors_as_people_do(factory: Factory):
    page = week_page(week_report(factory, "tales", WEEK), None)
    for vendor in ("Google Cloud Text-to-Speech", "fal", "OpenAI"):
        assert f"<td>{vendor}</td>" in page
    assert "google" not in page and "openai" not in page


def test_a_channel_or_week_that_is_none_is_refused(factory: Factory):
    with pytest.raises(BadInput, match="no channel is named; wanted one of: tales"):
        week_report(factory, "", WEEK)
    with pytest.raises(BadInput, match="there are: tales"):
        week_report(factory, "nobody", WEEK)
    with pytest.raises(BadInput, match="2026-W48"):
        week_report(factory, "tales", "last")
    with pytest.raises(BadInput, match="has not begun"):
        week_report(factory, "tales", "2099-W01")


def test_the_page_is_a_file_and_a_page_of_the_desk_and_no_word_in_it_is_markup(factory: Factory):
    written = write_week("tales", WEEK)
    page = Path(written.file).read_text(encoding="utf-8")
    assert Path(written.file) == factory.settings.reports / "tales" / f"{WEEK}.html"
    assert "too dark" in page
    assert "<img" not in page
    assert "<script" not in page
    with opened_desk(factory) as desk:
        shown = desk.pages.get("/report", params={"channel": "tales", "week": WEEK}).text
        assert "too dark" in shown
        assert "<img src=x" not in shown
        assert 'href="/videos/b-video"' in shown and "/videos/b-video" not in page
        assert "YouTube" in shown and "16 Nov to 22 Nov 2026" in shown
        assert "has not begun" in desk.pages.get("/report", params={"week": "2099-W01"}).text


def test_a_week_says_in_sentences_what_is_tried_next_and_why(factory: Factory):
    topics = {"topics": ["The tower"]}
    studio = Channel.model_validate(
        {"name": "north", "title": "North", "format": "short", "ideas": topics}
    )
    factory.catalogue.ideas.propose(proposals(studio, WEDNESDAY, ()), None)
    facts = factory.catalogue.weeks.facts("north", MONDAY, SUNDAY)
    (idea,) = facts.next
    assert idea.reasons and all(one.endswith(".") and ".." not in one for one in idea.reasons)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    page = week_page(weekly_report("north", MONDAY, SUNDAY, facts, (), (), now), None)
    assert f"<td>Waits for a decision, score {idea.score:.2f}.<br>" in page
    assert "No topic that is open" in page


def test_the_week_that_is_shown_first_is_the_last_complete_one_with_anything_in_it(
    factory: Factory,
):
    catalogue, day = factory.catalogue, date(2026, 9, 16)
    catalogue.briefs.accept(accepted("old-video", channel="north"))
    told = DayFigures(day=day, video_id="old-video", outlet="youtube", figures=Figures(views=9))
    catalogue.metrics.record("test", [told])
    assert week_report(factory, "north", "").first == week_of(day)[0]
    catalogue.briefs.accept(accepted("new-video", channel="south"))
    last, _ = week_of(platform_day(datetime.now(UTC)) - timedelta(days=7))
    assert week_report(factory, "south", "").first == last, "of which nothing is known"


def test_a_week_in_which_something_failed_or_was_paid_for_and_nothing_else_is_one_with_anything_in_it(
    factory: Factory,
):
    catalogue, at = factory.catalogue, datetime(2026, 9, 16, 12, tzinfo=UTC)
    catalogue.briefs.accept(accepted("failed-video", channel="north"))
    with pytest.raises(PermanentError), catalogue.stages.stage("failed-video", "audio", "run-1"):
        raise PermanentError("no voice")
    catalogue.briefs.accept(accepted("paid-video", channel="south"))
    with catalogue.engine.begin() as connection:
        failed = "UPDATE factory.stages SET failed_at = :at WHERE video_id = 'failed-video'"
        connection.execute(sa.text(failed), {"at": at})
        charge(connection, "paid-video", "short", at)
    for channel in ("north", "south"):
        assert week_report(factory, channel, "").first == week_of(at.date())[0]


def test_figures_of_a_week_stand_at_the_right_and_small_masters_are_told_in_megabytes(
    factory: Factory,
):
    report = week_report(factory, "tales", WEEK)
    facts = report.facts.model_copy(
        update={"made": report.facts.published, "made_bytes": 9_000_000}
    )
    page = week_page(report.model_copy(update={"facts": facts}), None)
    assert '<th class="n">Views</th>' in page and '<td class="n">6,500</td>' in page
    assert '<td class="n">39 MB</td>' in page


def test_a_day_says_what_waits_for_whom_and_why_nothing_was_asked(factory: Factory):
    now = datetime.now(UTC)
    lines = {line.what: line for line in daily(factory, now).lines}
    assert lines["figures"].did == f"known to {SUNDAY}"
    assert "factory connect youtube" in lines["figures"].why_not
    assert lines["published"].did == "0 today"


def test_every_video_of_a_day_is_counted_and_none_of_the_day_before(factory: Factory):
    now, catalogue = datetime.now(UTC), factory.catalogue
    for number in range(7):
        video = f"video-{number}"
        catalogue.briefs.accept(accepted(video))
        catalogue.posts.post(a_publication(video, MASTER), FakeOutlet(), lambda: None)
    that_day = sa.text(
        "UPDATE factory.posts SET published_at ="
        " CAST(:at AS timestamptz) - CASE video_id WHEN 'video-0' THEN interval '1 day' ELSE '0' END"
    )
    with catalogue.engine.begin() as connection:
        connection.execute(that_day, {"at": now})
    lines = {line.what: line for line in daily(factory, now).lines}
    assert lines["published"].did == "6 today"


def test_a_video_at_two_outlets_is_published_once_in_a_chat_and_in_the_report(factory: Factory):
    at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    with factory.catalogue.engine.begin() as c:
        for outlet in ("outbox", "youtube"):
            c.execute(
                sa.text(
                    "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, published_at) "
                    "VALUES ('a-video', :outlet, :sha, gen_random_uuid(), :at)"
                ),
                {"outlet": outlet, "sha": MASTER, "at": at},
            )
    report = week_report(factory, "tales", WEEK)
    begins, ends = beginning_of(MONDAY), beginning_of(SUNDAY + timedelta(days=1))
    (told,) = factory.catalogue.alert_facts.week(begins, ends)
    assert told.published == len(report.facts.published) == 1
    assert (told.approved, told.approved + told.rejected) == (
        report.facts.approved,
        report.facts.decided,
    )
    assert told.spent_usd == pytest.approx(report.cost_usd)
