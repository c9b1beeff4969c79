"""The answers of analytics, one definition each: the desk, Dagster's pictures and the weekly report draw these."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from factory.analytics.channel_analytics import ChannelAnalytics
from factory.analytics.charts import (
    age_chart,
    day_chart,
    growth_chart,
    hours_chart,
    named_charts,
    packaging_chart,
    retention_chart,
    rhythm_chart,
    traffic_chart,
    trust_chart,
)
from factory.analytics.derived_metrics import WITHHELD
from factory.analytics.growth import Growth
from factory.analytics.peer_comparison import LEAST_PEERS
from factory.listing.outlet_names import outlet_name
from factory.money.dollars import dollars

EVER_DAYS: Final = 10_000
VERDICTS: Final = {
    "too young": "It is too young to say.",
    "too few to compare": f"Too few others are as old; it takes {LEAST_PEERS}.",
    "hold": "Yes.",
    "inspect": "Not yet: look at it.",
    "prepare a change": "No: prepare another title or thumbnail.",
}


class Drawn(NamedTuple):
    """What an answer says in words, and its picture."""

    says: str
    svg: str = ""
    """Empty where there is nothing to draw."""
    days: tuple[date, date] | None = None
    """The first and the last, where the picture has days from left to right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question about a channel at an outlet, with what is said and shown."""

    key: str
    question: str
    says: str
    svg: str
    legend: str
    """How the picture is read."""
    ours: bool
    """What it says is computed here, not told by the platform."""
    days: tuple[date, date] | None = None
    """See `Drawn.days`."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every channel, and who draws it."""

    words: str
    legend: str
    draw: Callable[[ChannelAnalytics], Drawn]
    ours: bool = True
    derived: bool = True
    """Computed of what a platform told, so that the platform may forbid it."""


def _age(facts: ChannelAnalytics) -> Drawn:
    if facts.newest is None:
        return Drawn("Nothing of this channel is out yet.")
    bands = (band for band in facts.new_videos if band.video_id == facts.newest.video_id)
    band = next(bands, None)
    verdict = VERDICTS[band.verdict] if band else "It is no longer new."
    return Drawn(f"{verdict} {age_chart.told(facts.newest)}", age_chart.age_chart(facts.newest))


def _hours(facts: ChannelAnalytics) -> Drawn:
    one = facts.first_hours
    if one is None:
        return Drawn("The hours of no post were read.")
    return Drawn(hours_chart.told(one), hours_chart.hours_chart(one))


def _days(facts: ChannelAnalytics) -> Drawn:
    if not facts.days:
        return Drawn("Nothing is known of any day.")
    asked = facts.days, facts.outlet
    return Drawn(day_chart.told(*asked), day_chart.day_chart(*asked), _span(facts))


def _growth(facts: ChannelAnalytics) -> Drawn:
    if facts.growth is None:
        return Drawn("Nobody has watched yet.")
    hour = facts.cost and facts.cost.usd_per_watched_hour
    watched = f" An hour watched has cost {dollars(hour)}." if hour else ""
    said = growth_chart.told(facts.growth) + watched
    return Drawn(
        said, growth_chart.growth_chart(facts.growth, facts.span), _grown(facts.growth, facts.span)
    )


def _growth_of_newest(facts: ChannelAnalytics) -> Drawn:
    return _grown_by(facts.growth_of_newest, facts.span)


def _grown_by(one: Growth | None, span: int = EVER_DAYS) -> Drawn:
    if one is None:
        return Drawn("Nobody has watched it yet.")
    drawn = growth_chart.growth_chart(one, span, "newest")
    return Drawn(growth_chart.told(one), drawn, _grown(one, span))


def _packaging(facts: ChannelAnalytics) -> Drawn:
    if not facts.packaging.videos:
        return Drawn("No impressions and clicks are known of the last 28 days.")
    found = facts.packaging
    return Drawn(packaging_chart.told(found), packaging_chart.packaging_chart(found))


def _retention(facts: ChannelAnalytics) -> Drawn:
    one = facts.watched
    if one is None:
        return Drawn(
            "No video's curve is known; the first is asked for when a video is three days old."
        )
    said = (
        retention_chart.told(one.curve, one.scenes, one.title)
        if facts.derivable
        else retention_chart.told_of_curve(one.curve, one.title)
    )
    drawn = retention_chart.retention_chart(one.curve, one.scenes, one.usual, one.title, about=said)
    return Drawn(said, drawn)


def _traffic(facts: ChannelAnalytics) -> Drawn:
    days = facts.viewership.traffic
    if not days:
        return Drawn(f"{outlet_name(facts.outlet)} has told of no sources.")
    between = days[0].day, days[-1].day
    return Drawn(traffic_chart.told(days), traffic_chart.traffic_chart(days), between)


def _rhythm(facts: ChannelAnalytics) -> Drawn:
    if not any(one.published or one.missed or one.to_come for one in facts.rhythm):
        return Drawn("Nothing went out in these weeks, and nothing has a time to come.")
    return Drawn(rhythm_chart.told(facts.rhythm), rhythm_chart.rhythm_chart(facts.rhythm))


def _trust(facts: ChannelAnalytics) -> Drawn:
    if not facts.days:
        return Drawn(f"{outlet_name(facts.outlet)} has told of no day.")
    asked = facts.days, facts.changed, facts.outlet
    return Drawn(trust_chart.told(*asked), trust_chart.trust_chart(*asked), _span(facts))


def _span(facts: ChannelAnalytics) -> tuple[date, date]:
    return facts.days[0].day, facts.days[-1].day


def _grown(found: Growth, span: int) -> tuple[date, date]:
    return max(found.days[0].day, found.last - timedelta(days=span - 1)), found.last


QUESTIONS: Final[Mapping[str, Question]] = {
    "age": Question(
        "Is the new one doing well?",
        "Thick: its views, by days since it went out. Band: from 30 to 70 of 100 others of its channel and format at "
        "the same age; thin: half of them.",
        _age,
    ),
    "hours": Question(
        "How does the newest begin?",
        "Views so far, read each hour of its first 72. Thin: what half of the channel's others had.",
        _hours,
        derived=False,
    ),
    "days": Question(
        "How did the days go?",
        "Views by day. Marked: out of line with trend and weekday, which 28 days without a gap are needed to say. A "
        "gap: nothing is known of the day.",
        _days,
        derived=False,
    ),
    "growth": Question(
        "Does it pay?",
        "From the beginning, added up. Thick: views, by the numbers on the left. Dashed: what its videos have cost, to "
        "a scale of its own. Where the dashes rise faster, a view becomes dearer.",
        _growth,
    ),
    "newest": Question(
        "Does the newest one pay?",
        "Added up, of this video alone. Thick: views. Dashed: what it has cost, to a scale of its own; most is paid before "
        "anybody watches.",
        _growth_of_newest,
    ),
    "kinds": Question(
        "What do the best share?",
        "Views of the first week, as a multiple of the channel's usual. A line: in 80 of 100 such cases it lies there. "
        "Pale: it may as well be nothing. In brackets: how many videos.",
        lambda facts: Drawn(*named_charts.kinds(facts)),
    ),
    "outliers": Question(
        "Which ones stand out?",
        "Views of the first week, as a multiple of those of the ten of its format that went out around it.",
        lambda facts: Drawn(*named_charts.outliers(facts)),
    ),
    "packaging": Question(
        "Packaging or content?",
        "The last 28 days. To the right: clicked, of a hundred who saw the thumbnail, with the interval that holds it "
        "in 95 of 100 cases. Upward: share that is seen. Size: impressions. Lines: the channel's middle. Yellow: another "
        "title or thumbnail would help.",
        _packaging,
    ),
    "recoverable": Question(
        "What is worth mending?",
        "Views that the same impressions would bring at the channel's middle click rate, of the last 28 days. Pale: not certain, or few "
        "stay, so that another title would not be enough.",
        lambda facts: Drawn(*named_charts.recoverable(facts)),
    ),
    "retention": Question(
        "Where do they leave?",
        "Thick: the share still there. A line where each scene begins, a ground under the one that loses most. Thin: "
        "the middle of the channel's other videos.",
        _retention,
        derived=False,
    ),
    "traffic": Question(
        "Where do they come from?",
        "Views by day and source, one upon the other, the largest at the bottom; of more than 300 days a day is the mean "
        "of its week. A gap: nothing is known of the day.",
        _traffic,
        derived=False,
    ),
    "rhythm": Question(
        "Is the rhythm kept?",
        "Videos by week, from Monday: full bars went out, outlined ones missed the time they had, pale ones are to come.",
        _rhythm,
        ours=False,
        derived=False,
    ),
    "experiments": Question(
        "What did experiments say?",
        "How much better or worse than before, with all that its days do not speak against. Without a mark: it says "
        "nothing yet, and nobody guesses.",
        lambda facts: Drawn(*named_charts.experiments(facts)),
    ),
    "layers": Question(
        "What does each part cost?",
        "What vendors charged for the channel's videos in the days that are shown, by part and vendor.",
        lambda facts: Drawn(*named_charts.layers(facts)),
        ours=False,
        derived=False,
    ),
    "trust": Question(
        "May I trust it?",
        "The row: days that were told; pale, those that may still change; yellow, those of which nothing is known. Bars: "
        "videos of which something that was told was corrected later.",
        _trust,
        ours=False,
        derived=False,
    ),
}
"""In the order in which they are read."""


def answer_of_video(found: Growth | None, *, derivable: bool) -> Answer:
    """Return whether one video pays: all that it has cost, beside all its views at one outlet."""
    asked = QUESTIONS["newest"]
    drawn = _grown_by(found) if derivable else Drawn(WITHHELD)
    return Answer("video", "Does it pay?", drawn.says, drawn.svg, asked.legend, bool(drawn.svg))


def answers(facts: ChannelAnalytics) -> Iterator[Answer]:
    """Yield every answer about a channel at an outlet, in the order in which they are read."""
    for key in QUESTIONS:
        yield answer(facts, key)


def answer(facts: ChannelAnalytics, key: str) -> Answer:
    """Return one answer.

    Raises:
        KeyError: it is none of `QUESTIONS`.
    """
    asked = QUESTIONS[key]
    withheld = asked.derived and not facts.derivable
    drawn = Drawn(WITHHELD) if withheld else asked.draw(facts)
    ours = asked.ours and bool(drawn.svg)
    return Answer(key, asked.words, drawn.says, drawn.svg, asked.legend, ours, drawn.days)
