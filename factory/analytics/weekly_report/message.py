"""The weekly report as a message: its sums in lines, the whole page with it where a messenger carries one."""

from collections.abc import Iterator

from factory.analytics.charts.plot import spoken
from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.weekly_report.page import week_page
from factory.analytics.weekly_report.week import WeeklyReport, name_of
from factory.listing.outlet_names import outlet_name
from factory.messages.message import Message
from factory.money.dollars import dollars


def week_message(report: WeeklyReport, answers: WeekAnswers | None) -> Message:
    """Return what people are told of a channel's week."""
    week = name_of(report.first)
    return Message(
        heading="The week",
        title=f"{report.channel}, {week}",
        facts=tuple(_lines(report)),
        link=f"/report?channel={report.channel}&week={week}",
        page=week_page(report, answers),
    )


def _lines(report: WeeklyReport) -> Iterator[str]:
    facts, rate = report.facts, report.approval_rate
    yield (
        f"{len(facts.made)} made, {len(facts.published)} published, {len(facts.refused)} refused; "
        f"{dollars(report.cost_usd)} spent"
    )
    if rate is not None:
        yield f"{rate:.0%} of {facts.decided} decisions were approvals"
    for word, watched in (("Best", facts.best), ("Worst", facts.worst)):
        if watched:
            yield f"{word}: {watched[0].title}, {watched[0].views:,.0f} views at {outlet_name(watched[0].outlet)}"
    for odd in report.odd:
        views = odd.figures["views"] or 0
        yield f"Out of line (ours): {spoken(odd.day)}, {views:,.0f} views at {outlet_name(odd.outlet)}"
    if facts.next:
        yield f"Next: {facts.next[0].title}"
