"""Trends: what feeds talk about counts in a score, a little, and the same however often a day is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factory.channel.idea_settings import IdeaSettings, topic_problems
from factory.ideas.proposal import proposals
from factory.ideas.trend import FeedEntry, of_days_before, trend_reason
from tests.fakes.manifests import a_channel

DAY = date(2026, 11, 28)


def said(title: str, days: float = 1) -> FeedEntry:
    begins = datetime(2026, 11, 28, tzinfo=UTC)
    return FeedEntry(feed="https://example.org/x", title=title, at=begins - timedelta(days=days))


def test_two_words_shared_are_a_trend_and_one_is_none():
    entries = [
        said("Old lighthouses are moved again in Denmark"),
        said("A king and his lighthouse"),
        said("Moving a lighthouse: how it was done"),
        said("Markets fall"),
    ]
    reason = trend_reason("Lighthouses that were moved", "en", entries)
    assert (reason.points, reason.most) == (pytest.approx(0.0333, abs=1e-4), 0.1)
    assert reason.words == (
        "1 of 4 entries of its feeds in the 7 days before have to do with it: "
        "'Old lighthouses are moved again in Denmark' (example.org)."
    )
    assert trend_reason("Eleven lost days of London", "en", entries).points == 0
    assert trend_reason("A", "en", []).words == "Its feeds had no entry in the 7 days before."
    full = trend_reason(
        "Lighthouses moved", "en", [said(f"Lighthouse moved, {n}") for n in range(9)]
    )
    assert full.points == full.most


def test_what_is_said_on_the_day_itself_or_long_ago_does_not_count():
    entries = [
        said("Today", 0),
        said("Later", -1),
        said("Long ago", 8),
        said("Now", 1),
        said("NOW", 2),
    ]
    assert [one.title for one in of_days_before(entries, DAY)] == ["Now"]


def test_scores_are_still_at_most_one_and_only_channels_with_feeds_have_the_part():
    topics = IdeaSettings.model_validate(
        {"topics": ["Lighthouses moved"], "feeds": ["https://a.org/f"]}
    )
    entries = [said(f"Lighthouse moved, {n}") for n in range(9)]
    (idea,) = proposals(a_channel(ideas=topics), DAY, [], talked_of=entries)
    assert sum(reason.most for reason in idea.reasons) == pytest.approx(1)
    assert [reason.name for reason in idea.reasons] == ["weight", "novelty", "results", "trend"]
    assert idea.score == pytest.approx(sum(reason.points for reason in idea.reasons))
    without = topics.model_copy(update={"feeds": ()})
    (idea,) = proposals(a_channel(ideas=without), DAY, [])
    assert [reason.most for reason in idea.reasons] == [0.5, 0.3, 0.2]


@pytest.mark.parametrize(
    "feed",
    [
        *("ftp://x.org/a", "https://user:pw@x.org/a", "x.org/feed", "https:///a"),
        *("https://[::1", "https://a]b/x", "https://exa\u2100mple.org/x", "https://h:99999999/x"),
        *("http://..../x", f"https://{'a' * 64}.org/x", "https://h:abc/x"),
    ],
)
def test_a_feed_is_an_address_of_the_web_without_a_password(feed: str):
    (problem,) = topic_problems(IdeaSettings(feeds=(feed,)), ("en",))
    assert problem.startswith("ideas.feeds.0: ")
