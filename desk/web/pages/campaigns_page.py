"""The page of campaigns: what each has reached, beginning one, ending one."""

from collections.abc import Mapping

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
from wiring.factory import Factory


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
    )


def begin_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Begin the campaign that the form describes; lists have a line or a comma between their words."""
    said = {
        name: field(form, name).strip()
        for name in ("name", "title", "goal", "first_day", "last_day", "share")
    }
    lists = {
        "channels": [one.strip() for one in field(form, "channels").split(",") if one.strip()],
        "topics": [one.strip() for one in field(form, "topics").splitlines() if one.strip()],
    }
    campaign = campaign_from({**said, **lists}, form.get("target", ""))
    begin(factory, campaign, person_of(request))
    return RedirectResponse("/campaigns", 303)


def end_campaign(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """End a campaign, with the reason that the form gives."""
    end(factory, request.path_params["campaign"], person_of(request), field(form, "note"))
    return RedirectResponse("/campaigns", 303)


def add_to_campaign(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Let the videos that the form names belong to a campaign."""
    videos = field(form, "videos").replace(",", " ").split()
    add_videos(factory, request.path_params["campaign"], videos, person_of(request))
    return RedirectResponse("/campaigns", 303)
