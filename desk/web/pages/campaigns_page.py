"""The page of campaigns: what each has reached, beginning one, ending one."""

from collections.abc import Mapping
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
from factory.ids import slug
from factory.listing.outlet_names import outlet_name
from factory.listing.platform_limits import PLATFORMS
from wiring.factory import Factory

CHANNEL: Final = "channel."
"""Of the boxes of channels: `channel.demo`."""
MEASURES: Final = [
    ("videos", "videos that are out"),
    *((f"views@{outlet}", f"views at {outlet_name(outlet)}") for outlet in PLATFORMS),
]
"""What a campaign may be measured by on the page; the API knows every figure."""


def campaigns_page(factory: Factory, request: Request) -> Response:
    """Show every campaign."""
    return desk_page(
        request,
        factory,
        "campaigns.html",
        here="ideas",
        found=campaigns_of(factory),
        channels=sorted(factory.channels.all()),
        longest_note=LONGEST_NOTE,
        measures=MEASURES,
        spoken=spoken,
    )


def begin_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Begin the campaign that the form describes; it is named after its title."""
    said: dict[str, object] = {
        key: field(form, key).strip() for key in ("title", "goal", "first_day", "last_day")
    }
    said["name"] = slug(field(form, "title")) or f"campaign-{said['first_day']}"
    said["share"] = _share(field(form, "percent").strip())
    said["channels"] = [key.removeprefix(CHANNEL) for key in form if key.startswith(CHANNEL)]
    said["topics"] = [one.strip() for one in field(form, "topics").splitlines() if one.strip()]
    amount, (counted, _, outlet) = (
        form.get("amount", "").strip(),
        form.get("measure", "").partition("@"),
    )
    target = f"{counted}:{amount}{f'@{outlet}' if outlet else ''}" if amount else ""
    begin(factory, campaign_from(said, target), person_of(request))
    return RedirectResponse("/campaigns", 303)


def _share(percent: str) -> float:
    """Return a share that was typed in percent.

    Raises:
        BadInput: it is none.
    """
    try:
        return float(percent.removesuffix("%")) / 100
    except ValueError:
        raise BadInput(f"share {shown(percent)}: wanted percent of the ideas, such as 50") from None


def end_campaign(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """End a campaign, with the reason that the form gives."""
    end(factory, request.path_params["campaign"], person_of(request), field(form, "note"))
    return RedirectResponse("/campaigns", 303)


def add_to_campaign(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Let the videos that the form names belong to a campaign."""
    videos = field(form, "videos").replace(",", " ").split()
    add_videos(factory, request.path_params["campaign"], videos, person_of(request))
    return RedirectResponse("/campaigns", 303)
