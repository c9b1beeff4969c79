"""The guard: stands before everything the door serves, and decides who may knock for what."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.server.body import read_body, replayed
from desk.server.graphql_document import check_only_looks
from desk.server.knock import Knock
from desk.server.names import Names
from desk.server.refusal import Refused
from desk.server.refusal_page import reads_pages
from desk.server.security_headers import with_security_headers
from desk.server.sessions import Sessions
from desk.web.page import ROLE
from wiring.services import Role

GRAPHQL = "/dagster/graphql"
OPEN_TO_ALL = ("/health", "/favicon.ico")
OPEN_FOLDER = "/static/"
"""Style and script of the page that says why the door is closed."""

FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware around all of the door, websockets included.

    Args:
        app: what it guards.
        names: those that the door answers to.
        sessions: who is known.
        refusal: makes the answer of a closed door, see `desk.server.refusal_page.refusal_answer`.
    """

    app: ASGIApp
    names: Names
    sessions: Sessions
    refusal: Callable[[Refused, bool, bool], Response]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, exchange a token for a session, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        send = with_security_headers(scope, send)
        knock: Knock | None = None
        try:
            knock = Knock.from_scope(scope)
            host = self._host(knock)
            check_origin(knock, self.names.origins[host])
            if knock.token is not None:
                await self._admit(knock.token, host)(scope, receive, send)
                return
            role = self._role(knock, host)
            check_manner(knock, role)
            if knock.method == "POST":
                body = await read_body(receive, knock.header("content-length"))
                if role == "look":
                    check_only_looks(body)
                receive = replayed(body, receive)
        except Refused as refused:
            await self._refuse(refused, knock, scope, receive, send)
            return
        # Behind a proxy that speaks HTTPS, addresses that we make are of its kind.
        scheme = (
            {"scheme": "wss" if knock.websocket else "https"} if self.names.secure(host) else {}
        )
        await self.app({**scope, **scheme, ROLE: role}, receive, send)

    def _host(self, knock: Knock) -> str:
        host = (knock.header("host") or "").lower()
        if host not in self.names.origins:
            raise Refused(
                403,
                "This door does not answer to that name. Its own address works; more names come "
                "from FACTORY_HOSTS or FACTORY_PUBLIC_URL.",
            )
        return host

    def _role(self, knock: Knock, host: str) -> Role | None:
        """Return who asks; None where everybody may.

        Raises:
            Refused: nobody is known by what was shown.
        """
        open_to_all = knock.path in OPEN_TO_ALL or knock.path.startswith(OPEN_FOLDER)
        if open_to_all and knock.only_looks:
            return None
        shown = knock.header("authorization")
        if shown is not None:
            scheme, _, token = shown.partition(" ")
            role = self.sessions.of_token(token.strip()) if scheme.lower() == "bearer" else None
        else:
            role = self.sessions.of_cookies(knock.cookies, secure=self.names.secure(host))
            if role and not knock.only_looks and not _says_where_from(knock):
                raise Refused(403, "A browser says where a request comes from; this one did not.")
        if role is None:
            raise Refused(
                401, "Nobody is known here by that. `factory up` prints the link that opens."
            )
        return role

    def _admit(self, token: str, host: str) -> Response:
        role = self.sessions.of_token(token)
        if role is None:
            raise Refused(401, "That link is an old one. `factory up` prints the one that opens.")
        answer = RedirectResponse("/", status_code=303)
        answer.headers["Set-Cookie"] = self.sessions.cookie(role, secure=self.names.secure(host))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def _refuse(
        self, refused: Refused, knock: Knock | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if scope["type"] == "websocket":
            closed: Message = {"type": "websocket.close", "code": 1008}
            await send(closed)
            return
        # The browser held the cookie back because another site's link led here: asked from our own
        # page, it shows it.
        again = refused.status == 401 and knock is not None and knock.was_led_here
        page = knock is not None and reads_pages(knock.header("accept"))
        answer = self.refusal(refused, page, again)
        if scope["method"] not in ("GET", "HEAD"):
            answer.headers["Connection"] = "close"  # what is left of the body is not read
        await answer(scope, receive, send)


def check_origin(knock: Knock, origin: str) -> None:
    """Refuse what a page of another origin asks for, but for a link that leads here.

    Ports count: what else listens on this machine is another origin, though it is the same site.

    Raises:
        Refused: it comes from elsewhere.
    """
    given = knock.header("origin")
    if given is not None and given != origin:
        raise Refused(403, "This comes from a page of another origin.")
    site = knock.header("sec-fetch-site")
    if site not in (None, "same-origin", "none") and not knock.opens_page:
        raise Refused(403, "This comes from a page of another origin.")


def check_manner(knock: Knock, role: Role | None) -> None:
    """Refuse what could change something unseen: GraphQL by GET, forms to Dagster, commands of lookers.

    A form of our own pages comes with their origin, which `check_origin` has seen, and with a cookie
    that no other site's request carries.

    Raises:
        Refused: by its method, its content type, or for who asks.
    """
    if knock.method not in METHODS:
        raise Refused(405, "Wanted GET, HEAD or POST.")
    if knock.websocket and knock.path != GRAPHQL:
        raise Refused(404, "No websocket is here.")
    if knock.path.rstrip("/") == GRAPHQL and knock.only_looks:
        raise Refused(405, "GraphQL is asked by POST with application/json.")
    if knock.method != "POST":
        return
    media_type = (knock.header("content-type") or "").partition(";")[0].strip().lower()
    if media_type != "application/json" and (
        media_type != FORM or knock.path == "/dagster" or knock.path.startswith("/dagster/")
    ):
        raise Refused(415, "Wanted the content type application/json.")
    if role == "look" and knock.path != GRAPHQL:
        raise Refused(403, "This session may only look.")


def _says_where_from(knock: Knock) -> bool:
    return knock.header("origin") is not None or (
        not knock.websocket and knock.header("sec-fetch-site") is not None
    )
