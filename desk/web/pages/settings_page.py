"""The page of settings: switches and numbers of the whole factory, who comes in, what is connected."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.money import change_setting
from desk.web.forms import field
from desk.web.page import allowed, desk_page
from factory.analytics.derived_metrics import SETTING as DERIVED
from factory.errors import BadInput
from wiring.factory import Factory

Form = Mapping[str, str]
PLACE = "/settings"

SWITCHES: Final = {
    "distribution": (
        "Publishing beyond this machine",
        "Off: nothing leaves it; the outbox goes on.",
    ),
    "auto_approval": (
        "Release by checks alone",
        "Off: a channel's automatic review holds for outlets on this machine alone.",
    ),
    "spending_stopped": (
        "All spending stopped",
        "On: nothing is bought; what costs nothing goes on.",
    ),
    DERIVED: (
        "YouTube's amendment on derived metrics is accepted",
        "Off: nothing is computed of what YouTube told, as its terms forbid that without it; its own figures stay.",
    ),
}
NUMBERS: Final = {
    "usd_per_video": ("A video may cost", "dollars, where its channel says nothing"),
    "usd_per_day": ("A channel may cost", "dollars a day"),
    "usd_per_month": ("A tenant may cost", "dollars a month"),
    "confirm_above_usd": ("Ask a person above", "dollars for a video"),
    "requests_at_once": ("Requests at once", "of one step, at a vendor"),
    "archive_after_days": ("Dagster forgets after", "days, what is published or deleted"),
    "clean_after_days": ("Unneeded files stay", "days, segments of what is out; 0: for ever"),
    "most_live_videos": ("Dagster keeps at most", "videos"),
    "youtube_uploads_per_day": ("YouTube uploads", "a day, as Google grants"),
    "youtube_units_per_day": ("YouTube units", "a day, as Google grants"),
}
PAUSED: Final = "paused"
"""Has buttons of its own, for operators too."""


def settings_page(factory: Factory, request: Request, wrong: str = "") -> Response:
    """Show every setting."""
    found = factory.catalogue.settings.all()
    changed = factory.catalogue.settings.changed()
    told = {PAUSED, *SWITCHES, *NUMBERS}
    return desk_page(
        request,
        factory,
        "settings.html",
        here="settings",
        status=400 if wrong else 200,
        wrong=wrong,
        switches=[
            (key, *words, found[key], changed.get(key))
            for key, words in SWITCHES.items()
            if key in found
        ],
        numbers=[(key, *words, found[key]) for key, words in NUMBERS.items() if key in found],
        others=[(key, value) for key, value in found.items() if key not in told],
        resting=factory.catalogue.paused_channels.all(),
        grants=factory.accounts.grants.all(),
        may_edit=allowed(request, "admin"),
    )


def change(factory: Factory, request: Request, form: Form) -> Response:
    """Change one setting."""
    try:
        change_setting(field(form, "key"), field(form, "value").strip())
    except BadInput as error:
        return settings_page(factory, request, str(error))
    return RedirectResponse(PLACE, 303)


def pause(factory: Factory, request: Request, form: Form) -> Response:
    """Pause everything, or let it go on."""
    wish = field(form, "wish")
    if wish not in ("pause", "resume"):
        raise BadInput("the form says neither `pause` nor `resume`; load the page again")
    change_setting(PAUSED, str(wish == "pause").lower())
    return RedirectResponse(PLACE, 303)
