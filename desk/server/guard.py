"""The guard: stands before everything the door serves, decides who may knock for what, and refuses other sites' requests (CSRF)."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.actions.acting import acting_as
from desk.server.allowed_hosts import Names
from desk.server.body import read_body, replayed
from desk.server.graphql_document import check_only_looks
from desk.server.open_connections import while_allowed
from desk.server.parsed_request import Knock
from desk.server.refusal import UNKNOWN, Refused
from desk.server.refusal_page import reads_pages
from desk.server.security_headers import with_security_headers
from desk.server.visitors import Visitors
from desk.web.guarded import Stated, need
from factory.errors import FactoryError, TakenOver, TransientError
from factory.people.access import allows
from factory.people.role import may
from factory.people.visitor import Visitor

GRAPHQL = "/dagster/graphql"
DAGSTER = Stated(need("viewer"), None)
"""Dagster's own pages show everything; what commands there wants `COMMANDS_DAGSTER`."""

COMMANDS_DAGSTER = "operator"

FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "POST")
API = "/api/"
METHODS_OF_API = (*METHODS, "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware around all of the door, websockets included.

    Args:
        app: what it guards.
        names: those that the door answers to.
        visitors: who is known.
        stated: what an address of ours wants; None for one that nobody may have.
        refusal: makes the answer of a closed door, see `desk.server.refusal_page.refusal_answer`.
        media: another origin that pages show files of; empty where all lie here.
    """

    app: ASGIApp
    names: Names
    visitors: Visitors
    stated: Callable[[Scope], Stated | None]
    refusal: Callable[[Refused, bool, bool], Response]
    media: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, exchange a token for a session, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        send = with_security_headers(scope, send, self.media)
        knock: Knock | None = None
        try:
            knock = Knock.from_scope(scope)
            host = self._host(knock)
            check_origin(knock, self.names.origins[host])
            if knock.token is not None:
                answer = await run_in_threadpool(self._admit, knock, knock.token, host)
                await answer(scope, receive, send)
                return
            wanted = DAGSTER if of_dagster(knock.path) else self.stated(scope)
            visitor: Visitor | None = None
            if wanted and wanted.need.role is None:
                check_manner(knock)
            else:
                visitor = await run_in_threadpool(self._let_in, knock, host, wanted)
            if not knock.only_looks and not knock.websocket:
                body = await read_body(receive, knock.header("content-length"))
                if (
                    visitor is not None
                ):  # a body takes its time, and whoever asks may be let in no more
                    visitor = await run_in_threadpool(self._let_in, knock, host, wanted, seen=False)
                if commands_dagster(knock) and not may_command_dagster(visitor):
                    check_only_looks(body)
                receive = replayed(body, receive)
        except Refused as refused:
            await self._refuse(refused, knock, scope, receive, send)
            return
        except FactoryError as error:
            status = 503 if isinstance(error, TransientError | TakenOver) else 500
            away = Refused(
                status, "The factory's database does not answer just now; look again soon."
            )
            await self._refuse(away, knock, scope, receive, send)
            return
        # Behind a proxy that speaks HTTPS, addresses that we make are of its kind.
        scheme = (
            {"scheme": "wss" if knock.websocket else "https"} if self.names.secure(host) else {}
        )
        state = {**scope.get("state", {}), "visitor": visitor}
        place = "api" if knock.path.startswith(API) else "desk"
        kept = self.visitors.kept_to_tenant(visitor)

        async def still_allowed() -> bool:
            return await run_in_threadpool(self._still, knock, host, wanted, visitor)

        with acting_as(visitor.name if visitor else None, place), kept:
            inner = {**scope, **scheme, "state": state}
            await while_allowed(self.app, inner, receive, send, still_allowed)

    def _host(self, knock: Knock) -> str:
        host = (knock.header("host") or "").lower()
        if host not in self.names.origins:
            raise Refused(
                403,
                "This door does not answer to that name. Its own address works; more names come "
                "from FACTORY_HOSTS or FACTORY_PUBLIC_URL.",
            )
        return host

    def _let_in(
        self, knock: Knock, host: str, wanted: Stated | None, *, seen: bool = True
    ) -> Visitor:
        """Return who asks for what they may have.

        Args:
            knock: what was asked.
            host: by which name.
            wanted: what that wants.
            seen: whether this counts as a visit, which keeps a session from ending unused.

        Raises:
            Refused: nobody is known by what was shown, or they may not have it.
        """
        visitor = self._visitor(knock, host, seen=seen)
        check_manner(knock)
        if wanted is None:
            raise Refused(404, "The page or file is not there.")
        if not allows(wanted.need, visitor, wanted.video, self.visitors.tenant_of):
            raise _not_for(visitor, wanted)
        if commands_dagster(knock) and knock.path != GRAPHQL and not may_command_dagster(visitor):
            raise Refused(403, "You may only look here; this would change something.")
        return visitor

    def _still(
        self, knock: Knock, host: str, wanted: Stated | None, before: Visitor | None
    ) -> bool:
        """Whether who was let in would be let in again, as the same and no less; a look is no visit."""
        if before is None:
            return True
        try:
            with self.visitors.kept_to_tenant(None):
                return self._let_in(knock, host, wanted, seen=False) == before
        except Refused:
            return False
        except FactoryError:
            return True  # the database is away, and with it all that could be told

    def _visitor(self, knock: Knock, host: str, *, seen: bool) -> Visitor:
        """Return who asks.

        Raises:
            Refused: nobody is known by what was shown.
        """
        shown = knock.header("authorization")
        if shown is not None:
            scheme, _, token = shown.partition(" ")
            visitor = self.visitors.of_token(token.strip()) if scheme.lower() == "bearer" else None
        else:
            secure = self.names.secure(host)
            visitor = self.visitors.of_cookies(knock.cookies, secure=secure, seen=seen)
            if visitor and not knock.only_looks and not _says_where_from(knock):
                raise Refused(403, "A browser says where a request comes from; this one did not.")
        if visitor is None:
            raise Refused(401, UNKNOWN)
        return visitor

    def _admit(self, knock: Knock, token: str, host: str) -> Response:
        if self.visitors.of_link(token) is None:
            raise Refused(401, "That link is an old one. `factory up` prints the one that opens.")
        answer = RedirectResponse("/", status_code=303)
        secure = self.names.secure(host)
        cookie = self.visitors.come_in(knock.cookies, secure=secure, link=token)
        answer.headers["Set-Cookie"] = cookie
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


def check_manner(knock: Knock) -> None:
    """Refuse what could change something unseen: GraphQL by GET, forms to Dagster.

    A form of our own pages comes with their origin, which `check_origin` has seen, and with a cookie
    that no other site's request carries.

    Raises:
        Refused: by its method or its content type.
    """
    methods = METHODS_OF_API if knock.path.startswith(API) else METHODS
    if knock.method not in methods:
        raise Refused(405, f"Wanted {', '.join(methods)}.")
    if knock.websocket and knock.path != GRAPHQL:
        raise Refused(404, "No websocket is here.")
    if knock.path.rstrip("/") == GRAPHQL and knock.only_looks:
        raise Refused(405, "GraphQL is asked by POST with application/json.")
    if knock.only_looks or knock.websocket:
        return
    media_type = (knock.header("content-type") or "").partition(";")[0].strip().lower()
    bare = not media_type and knock.header("content-length") in (None, "0")
    if knock.path.startswith(API):
        if not bare and media_type != "application/json":
            raise Refused(415, "Wanted the content type application/json.")
    elif media_type != "application/json" and (media_type != FORM or of_dagster(knock.path)):
        raise Refused(415, "Wanted the content type application/json.")


def of_dagster(path: str) -> bool:
    """Whether an address is one of Dagster's."""
    return path == "/dagster" or path.startswith("/dagster/")


def commands_dagster(knock: Knock) -> bool:
    """Whether something may change there, by its method; of GraphQL the document decides."""
    return of_dagster(knock.path) and knock.method == "POST"


def may_command_dagster(visitor: Visitor | None) -> bool:
    """Whether somebody may start and stop things in Dagster."""
    return visitor is not None and may(visitor.role, COMMANDS_DAGSTER)


def _not_for(visitor: Visitor, wanted: Stated) -> Refused:
    if visitor.role == "guest":
        return Refused(403, "This link shows one video, and nothing else.")
    role = "reviewer" if wanted.need.decides else wanted.need.role
    if role and not may(visitor.role, role):
        return Refused(
            403, f"You are known as {visitor.role}; this wants {role}. An admin can change that."
        )
    if wanted.need.reach == "video":
        return Refused(404, "The page or file is not there.")
    return Refused(403, "This shows what belongs to all tenants, and you belong to one.")


def _says_where_from(knock: Knock) -> bool:
    return knock.header("origin") is not None or (
        not knock.websocket and knock.header("sec-fetch-site") is not None
    )
