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
EMULATED: Final = {
    "distribution": (
        SWITCHES["distribution"][0],
        "Platforms are emulated here and take what is approved, on or off: nothing leaves this machine.",
    )
}
"""What is otherwise in a sandbox."""
NUMBERS: Final = {
    "usd_per_video": ("A video may cost", "Where its channel says nothing else.", "dollars"),
    "usd_per_day": ("A channel may spend in a day", "Where its file says nothing else.", "dollars"),
    "usd_per_month": ("A tenant may spend in a month", "All of its channels together.", "dollars"),
    "confirm_above_usd": (
        "A person agrees to prices above",
        "Such a video waits, and nothing of it is bought, until somebody agrees.",
        "dollars",
    ),
    "requests_at_once": (
        "Requests to a vendor at once",
        "More is faster, until the vendor says that it is too much.",
        "requests",
    ),
    "archive_after_days": (
        "Dagster forgets a video after",
        "Once it is published or deleted; the desk keeps it.",
        "days",
    ),
    "clean_after_days": (
        "Files that nobody needs stay for",
        "Parts of videos that are out; 0 keeps them for ever.",
        "days",
    ),
    "most_live_videos": (
        "Dagster keeps at most",
        "Beyond it the oldest that are out are forgotten sooner.",
        "videos",
    ),
    "youtube_uploads_per_day": (
        "Uploads to YouTube in a day",
        "As many as Google grants to your project.",
        "uploads",
    ),
    "youtube_units_per_day": (
        "Requests to YouTube in a day",
        "In units of quota, as Google counts and grants them.",
        "units",
    ),
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
            for key, words in {**SWITCHES, **(EMULATED if factory.settings.sandbox else {})}.items()
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
