"""Signing in and out, and the way in by a guest's link."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.server.allowed_hosts import Names
from desk.server.visitors import Visitors
from desk.web.formatting import count
from desk.web.forms import field, form_of
from desk.web.guarded import Guarded, need
from desk.web.page import bare_page
from factory.people.sign_in import NotYet, SignedIn, WrongPassword
from wiring.factory import Factory

EVERYBODY = need(None)
LONGEST_PATH = 500


class SignIn:
    """The pages by which somebody comes in and goes out."""

    def __init__(self, factory: Factory, names: Names, visitors: Visitors) -> None:
        self._factory = factory
        self._names = names
        self._visitors = visitors

    def routes(self) -> list[Guarded]:
        """Return their addresses; whoever asks need not be known."""
        return [
            Guarded("/signin", self.page, EVERYBODY),
            Guarded("/signin", self.sign_in, EVERYBODY, methods=["POST"]),
            Guarded("/signout", self.sign_out, EVERYBODY, methods=["POST"]),
            Guarded("/guest/{secret}", self.guest, EVERYBODY),
        ]

    def page(self, request: Request) -> Response:
        """Ask for name and password."""
        return sign_in_page(200, after=request.query_params.get("after", "/"))

    async def sign_in(self, request: Request) -> Response:
        """Compare them, and begin a session in place of the browser's old one."""
        form = await form_of(request)
        login, password = field(form, "login"), field(form, "password")
        return await run_in_threadpool(
            self._sign_in, request, login, password, form.get("after", "/")
        )

    def _sign_in(self, request: Request, login: str, password: str, after: str) -> Response:
        address = request.client.host if request.client else ""
        found = self._factory.people.sign_ins.sign_in(login, password, address)
        if not isinstance(found, SignedIn):
            return sign_in_page(403, said=said(found), login=login, after=after)
        answer = RedirectResponse(place(after), 303)
        answer.headers["Set-Cookie"] = self._visitors.come_in(
            cookies(request), secure=self._secure(request), person=found.visitor.person
        )
        return answer

    def sign_out(self, request: Request) -> Response:
        """End the browser's sessions."""
        answer = RedirectResponse("/signin", 303)
        for cookie in self._visitors.go_out(cookies(request), secure=self._secure(request)):
            answer.headers.append("Set-Cookie", cookie)
        return answer

    def guest(self, request: Request) -> Response:
        """Exchange the link to one video for a session that reaches nothing else."""
        link = self._factory.people.guest_links.opened(request.path_params["secret"])
        if link is None:
            return bare_page(
                "refused.html",
                401,
                title="This link has ended",
                words="It was for a while, or it was taken back. Whoever sent it can make another.",
                again=False,
            )
        answer = RedirectResponse(f"/watch/{link.video_id}", 303)
        answer.headers["Set-Cookie"] = self._visitors.come_in(
            cookies(request), secure=self._secure(request), guest_link=link.id
        )
        return answer

    def _secure(self, request: Request) -> bool:
        return self._names.secure(request.headers.get("host", "").lower())


def sign_in_page(status: int, *, said: str = "", login: str = "", after: str = "/") -> Response:
    """Show the form, and what was wrong with what was typed; never the password."""
    return bare_page("signin.html", status, said=said, login=login, after=place(after), again=False)


def said(found: WrongPassword | NotYet) -> str:
    """Return why somebody does not come in."""
    if isinstance(found, NotYet):
        seconds = (found.until - datetime.now(UTC)).total_seconds()
        minutes = max(1, round(seconds / 60))
        return f"Too many tries. The next one is looked at in {count(minutes, 'minute')}."
    left = (
        f"{count(found.tries_left, 'try', 'tries')} {'is' if found.tries_left == 1 else 'are'} left; "
        "then ten minutes’ pause."
        if found.tries_left
        else "Now there are ten minutes’ pause."
    )
    return f"Name and password do not belong together. {left}"


def place(after: str) -> str:
    """Return where somebody goes who is in: an address of ours, or the first page."""
    plain = after.isprintable() and "\\" not in after and len(after) <= LONGEST_PATH
    ours = after.startswith("/") and not after.startswith(("//", "/signin", "/guest/"))
    return after if plain and ours else "/"


def cookies(request: Request) -> str:
    """Return every cookie of a request, as a header."""
    return "; ".join(request.headers.getlist("cookie"))
