"""What the commands about tenants print for people."""

from collections.abc import Mapping, Sequence

from desk.actions.tenants import Exported
from desk.terminal.printed_table import print_table
from desk.terminal.tables.people import say
from desk.web.displayed_names import by_state
from desk.web.formatting import money, span
from factory.interchange.tenant_overview import DAYS, TenantOverview
from factory.people.tenant import Removal, Tenant


def show_tenants(found: Sequence[Tenant]) -> None:
    """Print them with what each has, and may have."""
    rows = [
        (
            one.tenant,
            f"{', '.join(one.channels) or 'none yet'}{_of(one.most_channels)}",
            str(one.videos),
            f"{one.people}{_of(one.most_people)}",
            f"{one.tokens}{_of(one.most_tokens)}",
        )
        for one in found
    ]
    print_table(("tenant", "channels", "videos", "people", "tokens"), rows, right={"videos"})


def show_overviews(found: Sequence[TenantOverview]) -> None:
    """Print how each does."""
    heads = (
        *("tenant", "videos", "spent this month", "oldest waits", "approved", "runs failed"),
        *("posts, 30 days", "people"),
    )
    rows = [
        (
            one.tenant,
            ", ".join(f"{videos} {word}" for word, videos in by_state(one)).lower() or "none yet",
            f"{money(one.spent_usd)} of {money(one.limit_usd)}",
            span(one.oldest_seconds) if one.waiting else "–",
            "–" if one.approved is None else f"{one.approved:.0%}".replace("%", " %"),
            f"{one.failed_runs} of {one.runs}",
            str(one.published),
            str(one.people),
        )
        for one in found
    ]
    print_table(heads, rows, right=heads[2:])
    say(f"Decisions, runs and what came out: of the last {DAYS} days.")


def show_exported(done: Exported) -> None:
    """Say where everything of a tenant was written."""
    rows = sum(done.rows.values())
    say(f"{rows} rows of {done.tenant} and the list of {done.media} files are in {done.path}.")


def show_removal(told: Removal) -> None:
    """Say what goes, or went, and what stays."""
    done = told.left is not None
    verb = "Removed" if done else "Would go"
    say(f"{verb}: {_counts(told.goes)}; files of {len(told.videos)} videos.")
    if told.published:
        say(f"Published, so its record stays: {', '.join(told.published)}")
    if told.at_work:
        say(f"At work, so nothing goes: {', '.join(told.at_work)}")
    if told.left is not None:
        say(f"Counted again, there are left: {_counts(told.left)}.")
        say(
            f"Of its media, {told.files} files of videos and {told.results} results of work are gone; "
            f"{told.media_left} files lie below its prefix."
        )
        if told.results_waiting:
            say(f"{told.results_waiting} more results go with the next `factory clean`.")


def _of(bound: int | None) -> str:
    return "" if bound is None else f" (at most {bound})"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {table}" for table, count in sorted(counts.items())) or "no row"
