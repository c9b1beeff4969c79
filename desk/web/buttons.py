"""Buttons: what each on a page does. Each does one action and leads to a page that shows it."""

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.actions.machine_places import told_to
from desk.actions.making.corrections import Remake, correct_words, remake_of
from desk.actions.making.retry_phase import make_again
from desk.actions.making.stepwise import go_on, switch_mode
from desk.actions.money import confirm_prices, resolve_doubt
from desk.actions.publishing.alternatives import approve_planned, planned_as_shown
from desk.actions.publishing.reviews import decide
from desk.actions.publishing.waivers import waive
from desk.actions.videos import cancel_video
from desk.web.formatting import count, money
from desk.web.forms import field
from desk.web.guarded import visitor_of
from desk.web.page import person_of
from desk.web.viewings import viewing_of
from factory.documents.error_words import listed
from factory.errors import BadInput, FactoryError
from factory.reviews.decision import DECISIONS
from factory.text.languages import language_name
from wiring.factory import Factory

Form = Mapping[str, str]
MOST_NOTE_CHARS = 4_000


def decide_it(factory: Factory, request: Request, form: Form) -> Response:
    """Record a decision about the master that the page showed, and what is planned; lead to its video."""
    approved, video_id = form.get("decision") == "approved", request.path_params["video_id"]
    planned = planned_as_shown(factory, video_id, form.get("planned", "")) if approved else []
    place = f"/videos/{recorded(request, form)}"
    approve_planned(factory, planned)
    return RedirectResponse(place, 303)


def recorded(request: Request, form: Form) -> str:
    """Record the decision of a form; return whose it was.

    Raises:
        BadInput: it is none, or a rejection that does not say why.
    """
    decision = field(form, "decision")
    note = form.get("note", "").strip()
    if decision not in DECISIONS:
        raise BadInput(f"the decision is none of {listed(DECISIONS)}; load the page again")
    if len(note) > MOST_NOTE_CHARS:
        raise BadInput(f"the note has {len(note)} characters; wanted at most {MOST_NOTE_CHARS}")
    video_id = request.path_params["video_id"]
    seen, outlet = field(form, "seen"), form.get("outlet", "")
    decide(video_id, decision, seen, note, viewing_of(form), outlet=outlet)
    return video_id


def waive_it(factory: Factory, request: Request, form: Form) -> Response:
    """Record that a named person answers for what a rule refuses."""
    video_id = request.path_params["video_id"]
    waive(video_id, field(form, "rule"), form.get("reason", ""), form.get("person", ""))
    return RedirectResponse(f"/videos/{video_id}", 303)


def agree(factory: Factory, request: Request, form: Form) -> Response:
    """Agree to the price that the page showed."""
    video_id = request.path_params["video_id"]
    if not any(row["video_id"] == video_id for row in factory.estimates.waiting()):
        raise BadInput(f"{video_id} waits for no price any more")
    confirm_prices([video_id], field(form, "usd"))
    return RedirectResponse("/", 303)


def settle_doubt(factory: Factory, request: Request, form: Form) -> Response:
    """Say whether a lost call was charged; then at what was estimated."""
    number = request.path_params["charge"]
    charge = next((c for c in factory.doubts.open() if c.id == number), None)
    if charge is None:
        raise BadInput(f"the call {number} is not in doubt any more")
    charged = field(form, "charged")
    if charged not in ("yes", "no"):
        raise BadInput("the form says neither `yes` nor `no`; nothing was settled")
    estimate = Decimal(str(charge.estimated_usd))
    resolve_doubt(str(number), estimate if charged == "yes" else None)
    return RedirectResponse("/money" if form.get("back") == "money" else "/", 303)


def try_again(factory: Factory, request: Request, form: Form) -> Response:
    """Ask for the work on a video again; what is finished is kept."""
    video_id = request.path_params["video_id"]
    make_again(factory, video_id, person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def call_off(factory: Factory, request: Request, form: Form) -> Response:
    """Call a video off."""
    video_id = request.path_params["video_id"]
    cancel_video(video_id)
    return RedirectResponse(f"/videos/{video_id}", 303)


def next_step(factory: Factory, request: Request, form: Form) -> Response:
    """Let a video go on with its next step."""
    video_id = request.path_params["video_id"]
    go_on(factory, video_id, person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def change_mode(factory: Factory, request: Request, form: Form) -> Response:
    """Make a video stop after each step from now on, or go on by itself."""
    video_id = request.path_params["video_id"]
    mode = field(form, "mode")
    if mode not in ("auto", "stepwise"):
        raise BadInput("the mode is neither `auto` nor `stepwise`; load the page again")
    switch_mode(factory, video_id, mode, person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def correct(factory: Factory, request: Request, form: Form) -> Response:
    """Correct the words of a scene and make anew what they touch."""
    video_id = request.path_params["video_id"]
    by = person_of(request)
    correct_words(factory, video_id, field(form, "before"), field(form, "after"), by)
    return RedirectResponse(f"/videos/{video_id}", 303)


def price_of_correction(factory: Factory, request: Request, form: Form) -> Response:
    """Say what a correction would make anew."""
    video_id = request.path_params["video_id"]
    try:
        said = told(remake_of(factory, video_id, field(form, "before"), field(form, "after")))
    except FactoryError as error:
        said = told_to(visitor_of(request), factory, str(error))
    return HTMLResponse(escape(said))


def told(remake: Remake) -> str:
    """Return what a correction makes anew, in words."""
    if not remake.scenes and not remake.sentences and not remake.languages:
        return "Nothing that is spoken or shown changes."
    anew: list[str] = []
    if remake.sentences:
        anew.append(f"{count(remake.sentences, 'sentence')} spoken, with captions")
    if remake.pictures:
        anew.append(f"{count(remake.pictures, 'picture')} drawn ({money(remake.pictures_usd)})")
    if remake.thumbnail:
        anew.append("the thumbnail")
    if remake.scenes:
        why = " (every one, as the progress bar shows the share of the whole)"
        anew.append(f"{count(remake.scenes, 'scene')} rendered{why if remake.under_bar else ''}")
    if remake.languages:
        anew.append(f"all of it told in {' and '.join(map(language_name, remake.languages))}")
    follow = ""
    if remake.listing:
        verb = "follow" if len(remake.listing) > 1 else "follows"
        follow = f" The listing's {' and '.join(remake.listing)} {verb} the words."
    kept = "" if remake.pictures else " The picture stays."
    return (
        f"Made anew: {', '.join(anew)}; at most {money(remake.usd)}.{kept}{follow} The rest stays."
    )
