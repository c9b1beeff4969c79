"""Problems: with which HTTP status (404, 409, 422, ...) and words a program is refused (RFC 9457), every fault told at once."""

import base64
import re
from collections.abc import Iterable
from functools import partial
from typing import Self

from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse

from desk.actions.machine_places import may_know_places, told_to
from factory.documents.field_problems import key_problems
from factory.errors import BadInput, FactoryError, NotFound, TakenOver, TransientError
from factory.people.visitor import Visitor
from factory.records import Payload
from wiring.factory import Factory

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "The request could not be read",
    401: "No valid token was sent",
    403: "You may not do this",
    404: "There is no such thing",
    405: "Another method is wanted",
    409: "It cannot be done as things stand",
    413: "The body is too large",
    415: "Another kind of body is wanted",
    422: "What was sent cannot be accepted",
    500: "The factory made a mistake",
    503: "The factory does not answer just now",
}

LINE = re.compile(r"line \d+: ")
KEY = re.compile(r"(?P<field>[A-Za-z_][\w.]*): (?P<said>.+)", re.DOTALL)
WANTED = re.compile(r"; wanted:? ")
ONE_OF = re.compile(r"; (?:there are|the \w+ are): ")
"""What stands before a list of all that is allowed."""
NEXT = re.compile(
    r"; ((?:[a-z]+ ){0,3}`(?:factory|make) .+|(?:look|wait|choose|name|free|mend|ask|start|give|approve|decide|agree|end)\b.+)$",
    re.DOTALL,
)
"""Where an error says what to do next: in its last part."""
MEND = re.compile(r"\s*Mend (it|these) and hand it in again\.$")
SEND_AGAIN = "mend it and send it again"


class Fault(Payload):
    """One thing that is wrong."""

    field: str = ""
    """Where; empty: the request as a whole."""
    found: str
    wanted: str = ""
    remedy: str = SEND_AGAIN

    @classmethod
    def of(cls, said: str) -> Self:
        """Read one sentence of ours: `field: what was found; wanted: what is allowed`."""
        said = LINE.sub("", said, count=1).strip()
        named = KEY.fullmatch(said)
        where, rest = (named["field"], named["said"]) if named else ("", said)
        found, wanted = _split(rest)
        found = found.removesuffix(" is not allowed")
        return cls(field=where, found=found, wanted=wanted, remedy=_remedy(where, wanted))


class Problem(Payload):
    """What an answer says that is none."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    """Everything in words."""
    errors: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, status: int, detail: str, faults: Iterable[Fault] = ()) -> Self:
        """Return it with the title of its status."""
        errors = tuple(faults)
        title = TITLES.get(status, "It did not work")
        return cls(title=title, status=status, detail=detail, errors=errors)

    def response(self) -> JSONResponse:
        """Return it as an answer."""
        return JSONResponse(self.model_dump(mode="json"), self.status, media_type=MEDIA_TYPE)


class Unfit(BadInput):
    """What was sent cannot be accepted: each fault by its field."""

    def __init__(self, *faults: Fault, rest: Payload | None = None) -> None:
        super().__init__(
            "; ".join(f"{f.field}: found {f.found}; wanted {f.wanted}" for f in faults)
        )
        self.faults = faults
        self.rest = rest
        """What was asked without the fields that are wrong; None where there is nothing left to judge."""


def base64_bytes(field: str, data: str) -> bytes:
    """Return a file that was sent as base64; raise Unfit saying in which field it is none."""
    try:
        return base64.b64decode(data, validate=True)
    except ValueError as error:
        fault = Fault(field=field, found="no base64", wanted="a file's bytes as base64")
        raise Unfit(fault) from error


class BadRequest(BadInput):
    """The request could not be read."""


def problem_of(error: FactoryError) -> Problem:
    """Return what an error of the factory is for a program."""
    said = str(error)
    if isinstance(error, NotFound):
        return Problem.of(404, said)
    if isinstance(error, BadRequest):
        return Problem.of(400, said, [Fault.of(said)])
    if isinstance(error, Unfit):
        return Problem.of(422, said, error.faults)
    if isinstance(error, BadInput):
        return Problem.of(422, said, map(Fault.of, _sentences(said)))
    if isinstance(error, TransientError | TakenOver):
        return Problem.of(503, said, [Fault(found=said, remedy="ask again in a moment")])
    return Problem.of(409, said, [Fault(found=said, remedy=_next(said))])


def _next(said: str) -> str:
    """Return what to do about a refusal: its own last words, where they say it."""
    own = NEXT.search(said)
    return own[1] if own else "change what stands in the way, which `detail` says; then ask again"


def problem_for(error: FactoryError, factory: Factory, visitor: Visitor | None) -> Problem:
    """Return what an error is for who asks; places of the machine are for who works with them alone."""
    problem = problem_of(error)
    if may_know_places(visitor):
        return problem
    told = partial(told_to, visitor, factory)
    faults = tuple(
        Fault(
            field=one.field, found=told(one.found), wanted=told(one.wanted), remedy=told(one.remedy)
        )
        for one in problem.errors
    )
    return problem.model_copy(update={"detail": told(problem.detail), "errors": faults})


def unfit(model: type[BaseModel], error: ValidationError) -> Unfit:
    """Return what pydantic found, in our words."""
    return Unfit(*map(Fault.of, key_problems(model, error)))


def _sentences(said: str) -> list[str]:
    """Return the single problems of a refusal; see `factory.documents.error_words.refusal`."""
    text = MEND.sub("", said)
    _, many, rest = text.partition(" cannot be accepted:")
    if not many:
        return [text]
    return [part.strip() for part in rest.split("\n  - ") if part.strip()] or [text]


def _remedy(field: str, wanted: str) -> str:
    where = f"change `{field}`" if field else SEND_AGAIN
    return f"{where}: wanted {wanted}" if wanted else where


def _split(said: str) -> tuple[str, str]:
    for wanted, before in ((WANTED, ""), (ONE_OF, "one of ")):
        if mark := wanted.search(said):
            return said[: mark.start()], before + said[mark.end() :]
    return said, ""
