"""Commands about the calendar: what goes out when, and giving a video another time."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.publishing.calendar import Calendar
    from factory.ports import Booking

WORDS = {
    "booked": "goes out",
    "unconfirmed": "to confirm",
    "appointed": "at its platform",
    "late": "LATE",
    "missed": "MISSED",
    "posted": "out",
    "planned": "not before",
    "free": "free",
}


@click.command()
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day; today if left out."
)
@click.option("--days", default=14, show_default=True, help="How many days.")
@click.option("--channel", default="", help="Of this channel alone, in its own time zone.")
@AS_JSON
def calendar(first: datetime | None, days: int, channel: str, as_json: bool) -> None:
    """List what goes out when: videos, missed times, free slots."""
    from desk.actions.publishing.calendar import calendar as days_of
    from wiring.factory import open_factory

    with open_factory() as factory:
        day = first.date() if first else datetime.now(ZoneInfo(factory.settings.time_zone)).date()
        found = days_of(factory, day, days, channel=channel)
        emulated = bool(factory.settings.sandbox)
    show_facts(found, partial(_show, emulated=emulated), as_json)


@click.command()
@click.argument("video")
@click.option("--outlet", default="", help="Where; may be left out where there is one to choose.")
@click.option("--at", default="", metavar="TIME", help="2026-12-01T18:00, in the channel's zone.")
@click.option("--next", "next_", is_flag=True, help="The next free slot after its own.")
@click.option("--confirm", is_flag=True, help="Confirm the time that it has.")
def schedule(video: str, outlet: str, at: str, next_: bool, confirm: bool) -> None:
    """Show when VIDEO goes out, move it, or confirm its time."""
    from desk.actions.publishing.calendar import confirm_times, move_video, times_of
    from desk.terminal.typed_commands import say
    from wiring.factory import open_factory

    if sum((bool(at), next_, confirm)) > 1:
        raise click.UsageError("wanted one of --at, --next and --confirm")
    with open_factory() as factory:
        if at or next_:
            move_video(factory, video, outlet, at)
        elif confirm:
            confirm_times(factory, video)
        times = times_of(factory, video)
        zone = ZoneInfo(factory.settings.time_zone)
    for one in times:
        say(_said(one, zone))
    if not times:
        say(f"{video} has no time: it goes out as soon as it may, or takes a slot then")


def _said(booking: "Booking", zone: ZoneInfo) -> str:
    here = booking.at.astimezone(zone)
    confirmed = f", confirmed by {booking.confirmed_by}" if booking.confirmed_by else ""
    when = f"{here:%a %Y-%m-%d %H:%M} ({zone.key})"
    return f"{booking.video_id} goes out at {booking.outlet} on {when}{confirmed}"


def _show(found: "Calendar", *, emulated: bool) -> None:
    from desk.terminal.printed_table import print_table
    from desk.terminal.typed_commands import say
    from factory.listing.outlet_names import outlet_name

    zone = ZoneInfo(found.time_zone)
    click.echo(f"times of {found.time_zone}")
    if emulated:
        say("platforms are emulated here: they take what is approved; nothing leaves this machine")
    elif not found.distribution:
        say(
            "distribution is off: nothing leaves this machine; `factory settings distribution true`"
        )
    for rest in found.holidays:
        click.echo(f"{rest.day:%a %Y-%m-%d} {rest.channel} rests: {rest.name}")
    rows = [
        (
            f"{one.at.astimezone(zone):%a %Y-%m-%d %H:%M}  {WORDS[one.state]:15}  "
            f"{outlet_name(one.outlet):10}  {'' if one.video_id else one.channel}",
            one.video_id or "",
            one.title or "",
        )
        for one in found.entries
    ]
    late = ["red" if one.state in ("late", "missed") else "" for one in found.entries]
    print_table(("when and where", "video", "title"), rows, colours=late)
    if not found.entries:
        click.echo(f"nothing until {found.last}; channels say their slots under `schedule`")
