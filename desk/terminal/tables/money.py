"""What the commands about money print for people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from desk.actions.money import LimitFacts, PricedVideo, Spending
from desk.terminal.printed_table import print_table
from desk.terminal.typed_commands import say
from factory.interchange.spending_row import SpendingRow
from factory.interchange.video_facts import ChargeFacts
from factory.money.dollars import dollars
from factory.workflow.changed_setting import ChangedSetting
from wiring.home import this_home
from wiring.provider_names import provider_name

EMULATED = "platforms are emulated here and take what is approved, true or false"

WORDS = {"settled": "paid", "reserved": "reserved", "in_doubt": "in doubt"}
"""Of the states of a charge; what was released cost nothing and is not shown."""


def cost_words(charges: Sequence[ChargeFacts]) -> str:
    """Return what a video cost in one line: `$0.42 ($0.30 paid, $0.12 in doubt), $0.05 reserved`."""
    sums = {state: sum(c.usd for c in charges if c.state == state) for state in WORDS}
    said = dollars(sums["settled"] + sums["in_doubt"])
    if sums["in_doubt"]:
        said += f" ({dollars(sums['settled'])} paid, {dollars(sums['in_doubt'])} in doubt)"
    said += f", {dollars(sums['reserved'])} reserved" if sums["reserved"] else ""
    return said + (", emulated: nothing was paid" if _all_emulated(charges) else "")


def charge_lines(charges: Sequence[ChargeFacts]) -> Iterator[str]:
    """Yield one line per role, vendor and state, and one for each charge that is in doubt."""
    sums: dict[tuple[str, str, str, str, bool], list[float]] = defaultdict(list)
    for charge in charges:
        if charge.state in WORDS:
            who = (charge.role, charge.provider, charge.model)
            sums[*who, charge.state, charge.emulated].append(charge.usd)
    for (role, provider, model, state, emulated), usd in sums.items():
        word = ", emulated" if emulated else ""
        yield f"{role}, {provider_name(provider)} {model}: {len(usd)} {WORDS[state]}, {dollars(sum(usd))}{word}"
    for charge in charges:
        if charge.state == "in_doubt":
            yield f"in doubt: {_doubt(charge)}"


def show_limit(limit: LimitFacts) -> None:
    """Print one limit and its use."""
    say(
        f"{limit.scope} {limit.name} may spend {dollars(limit.usd)} {limit.period}: "
        f"{dollars(limit.spent_usd)} spent, {dollars(limit.reserved_usd)} reserved, "
        f"{dollars(limit.left_usd)} left"
    )


def show_settings(
    settings: Mapping[str, bool | float], changed: Mapping[str, ChangedSetting]
) -> None:
    """Print settings, one a line, each with who changed it last."""
    rows: list[tuple[str, str, str]] = []
    for key, value in settings.items():
        said = str(value).lower() if isinstance(value, bool) else f"{value:g}"
        one = changed.get(key)
        by = f"by {one.by}, {one.at:%Y-%m-%d %H:%M} UTC" if one else ""
        emulated = key == "distribution" and this_home().settings.sandbox
        rows.append((key, said, EMULATED if emulated else by))
    print_table(("setting", "value", "changed"), rows)


def show_waiting(videos: Sequence[PricedVideo]) -> None:
    """Print the videos that wait for a person to agree to their price."""
    if not videos:
        say("Nothing waits for a confirmation.")
        return
    rows = [(video.video_id, dollars(video.usd), video.title) for video in videos]
    print_table(("video", "price", "title"), rows, right={"price"})
    total = dollars(sum(video.usd for video in videos))
    count = "1 video" if len(videos) == 1 else f"{len(videos)} videos"
    say(f"{count}, {total} together. `factory confirm VIDEO...` agrees.")


def show_agreed(videos: Sequence[PricedVideo]) -> None:
    """Print what somebody has just agreed to."""
    total = dollars(sum(video.usd for video in videos))
    count = "1 video" if len(videos) == 1 else f"{len(videos)} videos"
    say(f"Agreed to {total} for {count}; `factory up` goes on with them.")


def show_doubts(charges: Sequence[ChargeFacts]) -> None:
    """Print the calls whose answer never came, and how to resolve them."""
    if not charges:
        say("Nothing is in doubt.")
        return
    for charge in charges:
        say(f"{charge.id:>6}  {charge.video_id}: {_doubt(charge)}")
    total = dollars(sum(charge.usd for charge in charges))
    say(
        f"Up to {total} in doubt, counted as spent. Look at the vendor's own bill, then "
        "`factory doubt resolve NUMBER --charged USD` or `factory doubt resolve NUMBER "
        "--not-charged`."
    )


def show_resolved(charges: Sequence[ChargeFacts]) -> None:
    """Print what became of calls that were in doubt."""
    for charge in charges:
        billed = f"{dollars(charge.usd)} paid" if charge.state == "settled" else "not charged"
        say(f"{charge.id:>6}  {charge.video_id}: {charge.label}: {billed}")


def show_money(facts: Spending) -> None:
    """Print what was spent, and which vendors are left alone."""
    if facts.days:
        _days(facts.days)
        say(_total(facts))
    else:
        say("Nothing was spent.")
    for vendor in facts.vendors:
        state = f"left alone until {vendor.open_until}" if vendor.open else "asked again"
        count = "1 failure" if vendor.failures == 1 else f"{vendor.failures} failures"
        say(f"{provider_name(vendor.provider)}: {count}, {state}: {vendor.error}")


def _days(days: Sequence[SpendingRow]) -> None:
    """Print one row per day, channel, layer and vendor; sums that are all nothing have no column."""
    sums = [("spent", [row.spent_usd for row in days])]
    others = (
        ("in doubt", [row.in_doubt_usd for row in days]),
        ("reserved", [row.reserved_usd for row in days]),
    )
    sums += [column for column in others if any(column[1])]
    heads = ("day", "channel", "layer", "vendor", "calls", *(head for head, _ in sums))
    rows = [
        (
            *(str(row.day), row.channel, row.layer),
            *(f"{provider_name(row.provider)} {row.model}", str(row.calls)),
            *(dollars(column[number]) for _, column in sums),
        )
        for number, row in enumerate(days)
    ]
    print_table(heads, rows, right=heads[4:])


def _total(facts: Spending) -> str:
    spent = dollars(sum(row.spent_usd for row in facts.days))
    calls = sum(row.calls for row in facts.days)
    emulated = ", emulated: nothing was paid" if facts.emulated else ""
    return f"Total {spent} for {calls} call{'' if calls == 1 else 's'}{emulated}."


def _doubt(charge: ChargeFacts) -> str:
    asked = f"{charge.reserved_at:%Y-%m-%d %H:%M %Z}"
    why = "the answer never came"
    if charge.said:
        why = f"the vendor says it cost {charge.said!r} dollars, which is not believed"
    return f"{charge.label}, {dollars(charge.usd)} at {provider_name(charge.provider)}, asked at {asked}; {why}"


def _all_emulated(charges: Sequence[ChargeFacts]) -> bool:
    counted = [charge.emulated for charge in charges if charge.state in WORDS]
    return bool(counted) and all(counted)
