"""Answers that name things, each in a row of its own: kinds, outliers, what to mend, experiments, parts."""

from typing import Final

from factory.analytics.channel_analytics import ChannelAnalytics
from factory.analytics.charts.plot import whole
from factory.analytics.charts.row_chart import Row, row_chart
from factory.analytics.tried_experiment import TriedExperiment
from factory.analytics.video_kinds import kind_words
from factory.money.dollars import dollars
from factory.money.part_names import part_name

MOST: Final = 8
"""Rows of a chart."""
SAYS: Final = {
    "better": "does better",
    "worse": "does worse",
    "no difference found": "makes no difference that was found",
}
AS_BEFORE: Final = "as before"


def kinds(facts: ChannelAnalytics) -> tuple[str, str]:
    """Return what better and worse videos share, in words and drawn."""
    if not facts.kinds:
        return "Too few videos are a week old, or all are of one kind.", ""
    found = sorted(facts.kinds, key=lambda one: -one.times_usual)
    shown = [*found[: MOST // 2], *found[-MOST // 2 :]] if len(found) > MOST else found
    rows = [
        Row(
            name=f"{kind_words(one.attribute, one.value)} ({one.videos})",
            value=one.times_usual,
            says=f"{one.times_usual:.2f} times",
            low=one.low,
            high=one.high,
            sure=not one.low <= 1 <= one.high,
        )
        for one in shown
    ]
    sure = [one for one in found if one.low > 1]
    if sure:
        best = sure[0]
        says = (
            f"Most likely {kind_words(best.attribute, best.value)}: {best.times_usual:.2f} times the channel's usual "
            f"({best.low:.2f} to {best.high:.2f}), of {best.videos} videos."
        )
    else:
        says = "Nothing that several videos share makes a difference that is certain yet."
    about = "Views of the first week by what videos share"
    return says, row_chart(rows, about, says, "kinds", (1.0, "the channel's usual"), (0.0, 2.0))


def outliers(facts: ChannelAnalytics) -> tuple[str, str]:
    """Return which videos did far better or worse than those around them."""
    if not facts.outliers:
        return (
            "None had twice or half the views of those of its format around it, or fewer than six are a week old."
        ), ""
    rows = [Row(one.title, one.times, f"{one.times:.1f} times") for one in facts.outliers[:MOST]]
    first = facts.outliers[0]
    says = (
        f"{first.title} had {whole(first.views)} views in its first week, {first.times:.1f} times as many as "
        f"the {first.neighbours} around it."
    )
    about = "First weeks far from those of their neighbours"
    return says, row_chart(rows, about, says, "outliers", (1.0, "those around it"))


def recoverable(facts: ChannelAnalytics) -> tuple[str, str]:
    """Return which videos would have more views with another title or thumbnail."""
    found = [one for one in facts.packaging.videos if one.recoverable_views >= 1]
    if not found:
        return "No video is clicked less often than the channel's middle, as far as is known.", ""
    found.sort(key=lambda one: (-one.recoverable_views, one.video_id))
    rows = [
        Row(
            name=one.title,
            value=one.recoverable_views,
            says=f"{whole(one.recoverable_views)} views",
            sure=one.advice == "change the packaging",
        )
        for one in found[:MOST]
    ]
    sure = [one for one in found if one.advice == "change the packaging"]
    if sure:
        says = f"Another title or thumbnail for {sure[0].title}: about {whole(sure[0].recoverable_views)} views more."
    else:
        says = "None for certain: of those that are clicked less often, too few saw the thumbnail, or few stay."
    return says, row_chart(rows, "Views that could be had", says, "recoverable")


def experiments(facts: ChannelAnalytics) -> tuple[str, str]:
    """Return what experiments have said, and which say nothing yet."""
    found = facts.experiments[:MOST]
    if not found:
        return "Nothing is tried: an experiment is registered before it begins.", ""
    rows = [
        Row(
            name=one.name,
            value=one.change,
            says=_change(one),
            low=one.low,
            high=one.high,
            sure=one.words in ("better", "worse"),
        )
        for one in found
    ]
    judged = [one for one in found if one.judged]
    says = "; ".join(
        f"{one.name} {SAYS.get(one.words, one.words)}{_by(one)}" for one in judged[:2]
    ) or ("None has an answer yet")
    waiting = [one for one in found if not one.judged]
    says = f"{says}."
    if waiting:
        says += f" {waiting[0].name}: {waiting[0].words}"
    if all(row.value is None for row in rows):
        return says, ""
    return says, row_chart(
        rows, "What experiments said", says, "experiments", (0.0, AS_BEFORE), (-0.2, 0.2)
    )


def layers(facts: ChannelAnalytics) -> tuple[str, str]:
    """Return what each part of a channel's videos has cost."""
    every = sum(one.usd for one in facts.layers)
    if not every:
        return "Nothing was paid to anybody in these days: all was made on this machine.", ""
    rows = [
        Row(
            f"{part_name(one.role)} by {one.provider}",
            one.usd,
            f"{dollars(one.usd)}, {one.usd / every:.0%}",
        )
        for one in facts.layers[:MOST]
    ]
    first = facts.layers[0]
    says = f"{dollars(every)} in these days, {first.usd / every:.0%} of it for {part_name(first.role).lower()} by {first.provider}."
    return says, row_chart(rows, "Cost by part", says, "layers")


def _by(one: TriedExperiment) -> str:
    """Return how far a sentence's experiment changed something, with what stands before it; empty where it is not known."""
    if one.change is None:
        return ""
    if one.low is None or one.high is None:
        return f", by {one.change:+.1%}"
    return f", by {one.change:+.1%}, most likely {one.low:+.1%} to {one.high:+.1%}"


def _change(one: TriedExperiment) -> str:
    """Return it in words; its interval is drawn."""
    if not one.judged:
        return "not enough yet"
    return one.words if one.change is None else f"{one.change:+.1%}"
