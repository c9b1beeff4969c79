"""The page of campaigns: what each has reached, beginning one, ending one."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from math import isfinite
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.campaigns import (
    LONGEST_NOTE,
    add_videos,
    begin,
    campaign_from,
    campaigns_of,
    end,
)
from desk.web.forms import field
from desk.web.page import desk_page, person_of
from factory.analytics.charts.plot import spoken
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.ideas.campaign import Campaign
from factory.ids import slug
from factory.listing.outlet_names import outlet_name
from factory.listing.platform_limits import PLATFORMS
from wiring.factory import Factory

Form = Mapping[str, str]
DAYS: Final = ("first_day", "last_day")
LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "goal": "Goal",
    "amount": "Reached at",
    "measure": "Of what",
    "first_day": "First day",
    "last_day": "Last day",
    "channels": "Channels",
    "percent": "Share of their ideas",
    "topics": "Topics",
}
"""What the fields are called on the page."""
USUAL: Final = {"percent": "50"}
CHANNEL: Final = "channel."
"""Of the boxes of channels: `channel.demo`."""
MEASURES: Final = [
    ("videos", "videos that are out"),
    *((f"views@{outlet}", f"views at {outlet_name(outlet)}") for outlet in PLATFORMS),
]
"""What a campaign may be measured by on the page; the API knows every figure."""


def campaigns_page(
    factory: Factory, request: Request, form: Form | None = None, wrong: Sequence[str] = ()
) -> Response:
    """Show every campaign; one that could not be begun as it was typed, with what is wrong with it."""
    typed = form or {}
    return desk_page(
        request,
        factory,
        "campaigns.html",
        here="ideas",
        status=409 if wrong else 200,
        found=campaigns_of(factory),
        channels=sorted(factory.channels.all()),
        longest_note=LONGEST_NOTE,
        measures=MEASURES,
        spoken=spoken,
        typed={key: typed.get(key, USUAL.get(key, "")) for key in LABELS},
        ticked=None
        if form is None
        else [key.removeprefix(CHANNEL) for key in form if key.startswith(CHANNEL)],
        wrong=wrong,
    )


def begin_one(factory: Factory, request: Request, form: Form) -> Response:
    """Begin the campaign that the form describes, named after its title; else show the form again."""
    wrong = _unreadable(form)
    if not wrong:
        try:
            begin(factory, _described(factory, form), person_of(request))
        except BadInput as error:
            wrong = [_told(str(error))]
    if wrong:
        return campaigns_page(factory, request, form, wrong)
    return RedirectResponse("/campaigns", 303)


def _described(factory: Factory, form: Form) -> Campaign:
    said: dict[str, object] = {key: field(form, key).strip() for key in ("title", "goal", *DAYS)}
    taken = {one.begun.name for one in factory.catalogue.campaigns.all()}
    named = slug(field(form, "title")) or f"campaign-{said['first_day']}"
    said["name"] = (
        named
        if named not in taken
        else next(name for n in count(2) if (name := f"{named}-{n}") not in taken)
    )
    said["share"] = _percent(form) / 100
    said["channels"] = [key.removeprefix(CHANNEL) for key in form if key.startswith(CHANNEL)]
    said["topics"] = [one.strip() for one in field(form, "topics").splitlines() if one.strip()]
    counted, _, outlet = form.get("measure", "").partition("@")
    amount = form.get("amount", "").strip()
    target = f"{counted}:{amount}{f'@{outlet}' if outlet else ''}" if amount else ""
    return campaign_from(said, target)


def _unreadable(form: Form) -> list[str]:
    """Return what the fields cannot mean, each by its label."""
    wrong = list[str]()
    amount = form.get("amount", "").strip()
    if amount and not _number(amount):
        wrong.append(
            f"Reached at: {shown(amount)} is no number; wanted one such as 10,000, or nothing"
        )
    for key in DAYS:
        if not _is_day(field(form, key).strip()):
            wrong.append(f"{LABELS[key]}: wanted a day")
    if not any(key.startswith(CHANNEL) for key in form):
        wrong.append("Channels: none is ticked; tick those that give it a share of their ideas")
    if not 0 < _percent(form) <= 100:
        found = shown(field(form, "percent").strip())
        wrong.append(
            f"Share of their ideas: found {found}; wanted percent from 1 to 100, such as 50"
        )
    return wrong


def _percent(form: Form) -> float:
    """Return the share that was typed, with or without its sign; 0 where it is no number."""
    return _number(field(form, "percent").strip().removesuffix("%")) or 0


def _told(error: str) -> str:
    """Return why it cannot be begun, its field by the label that it has on the page."""
    key, found, words = error.removeprefix("the campaign cannot be begun: ").partition(": ")
    return f"{LABELS[key]}: {words}" if found and key in LABELS else error


def _number(said: str) -> float | None:
    """Return what was typed as a number; None where it is none."""
    try:
        number = float(said.strip().replace(",", "").replace("_", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def end_campaign(factory: Factory, request: Request, form: Form) -> Response:
    """End a campaign, with the reason that the form gives."""
    end(factory, request.path_params["campaign"], person_of(request), field(form, "note"))
    return RedirectResponse("/campaigns", 303)


def add_to_campaign(factory: Factory, request: Request, form: Form) -> Response:
    """Let the videos that the form names belong to a campaign."""
    videos = field(form, "videos").replace(",", " ").split()
    add_videos(factory, request.path_params["campaign"], videos, person_of(request))
    return RedirectResponse("/campaigns", 303)
