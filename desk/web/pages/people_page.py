"""People and tokens: who may come in, for admins; and one's own password."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.acting import acting
from desk.actions.people import (
    add_person,
    all_tokens,
    change_password,
    change_role,
    disable_person,
    everybody,
    make_token,
    revoke_token,
)
from desk.web.buttons import Form
from desk.web.forms import field
from desk.web.guarded import visitor_of
from desk.web.page import desk_page
from factory.errors import BadInput
from factory.people.lifetimes import TOKEN_DAYS
from factory.people.role import MEANINGS
from factory.people.sign_in import SignedIn
from wiring.factory import Factory

PLACE = "/settings/people"


def people_page(factory: Factory, request: Request) -> Response:
    """Show everybody, and every token."""
    return _page(factory, request)


def add(factory: Factory, request: Request, form: Form) -> Response:
    """Let somebody in."""
    try:
        add_person(
            field(form, "name"),
            field(form, "role"),
            field(form, "password"),
            email=form.get("email", ""),
            tenant=form.get("tenant", ""),
        )
    except BadInput as error:
        return _page(factory, request, str(error), form)
    return RedirectResponse(PLACE, 303)


def change(factory: Factory, request: Request, form: Form) -> Response:
    """Give somebody another role, or shut them out, or let them in again.

    Raises:
        BadInput: it is about whoever asks, who would saw off the branch they sit on.
    """
    name, what = field(form, "name"), field(form, "what")
    if name.casefold() == acting().casefold():
        raise BadInput("one's own role is changed by another admin, or with `factory people`")
    if what == "role":
        change_role(name, field(form, "role"))
    elif what in ("out", "in"):
        disable_person(name, disabled=what == "out")
    else:
        raise BadInput("the form asks for nothing that there is; load the page again")
    return RedirectResponse(PLACE, 303)


def new_password(factory: Factory, request: Request, form: Form) -> Response:
    """Give somebody another password; wherever they were in, they are out."""
    try:
        change_password(field(form, "name"), field(form, "password"))
    except BadInput as error:
        return _page(factory, request, str(error))
    return RedirectResponse(PLACE, 303)


def new_token(factory: Factory, request: Request, form: Form) -> Response:
    """Make a token, and show it this once."""
    days = field(form, "days").strip()
    try:
        if not (days.isascii() and days.isdigit() and len(days) < 6):
            raise BadInput("the days are no whole number; wanted 0 (for ever) to 3650")
        made = make_token(
            field(form, "name"),
            field(form, "role"),
            days=int(days) or None,
            tenant=form.get("tenant", ""),
        )
    except BadInput as error:
        return _page(factory, request, str(error))
    return desk_page(
        request,
        factory,
        "new_secret.html",
        here="people",
        title=f"The token {made.token.name}",
        secret=made.secret,
        words=(
            f"A program that sends it as `Authorization: Bearer` is {made.token.role} here. It is "
            "shown this once: nobody can ask for it again."
        ),
        back=PLACE,
        back_words="Back to people and tokens",
    )


def end_token(factory: Factory, request: Request, form: Form) -> Response:
    """End a token."""
    revoke_token(field(form, "name"))
    return RedirectResponse(PLACE, 303)


def password_page(factory: Factory, request: Request, said: str = "") -> Response:
    """Ask for one's own new password."""
    visitor = visitor_of(request)
    return desk_page(
        request,
        factory,
        "password.html",
        here="password",
        status=400 if said else 200,
        said=said,
        has_one=visitor is not None and visitor.known_by == "password",
    )


def own_password(factory: Factory, request: Request, form: Form) -> Response:
    """Change one's own password, by the old one; every session of one's own ends."""
    visitor = visitor_of(request)
    if visitor is None or visitor.known_by != "password":
        raise BadInput("who came in by a link or a token has no password here")
    address = request.client.host if request.client else ""
    known = factory.people.sign_ins.sign_in(visitor.name, field(form, "old"), address)
    if not isinstance(known, SignedIn):
        return password_page(factory, request, "That is not the password that you have now.")
    try:
        change_password(visitor.name, field(form, "password"))
    except BadInput as error:
        return password_page(factory, request, str(error))
    return RedirectResponse("/signin", 303)


def _page(
    factory: Factory, request: Request, wrong: str = "", form: Form | None = None
) -> Response:
    typed = form or {}
    return desk_page(
        request,
        factory,
        "people.html",
        here="people",
        status=400 if wrong else 200,
        wrong=wrong,
        typed={name: typed.get(name, "") for name in ("name", "email", "tenant", "role")},
        people=everybody(factory),
        tokens=[token for token in all_tokens(factory) if token.revoked_at is None],
        roles=MEANINGS,
        usual_days=TOKEN_DAYS,
    )
