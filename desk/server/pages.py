"""The door's own pages, out of templates that escape whatever they are given."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from desk.server.gallery import Gallery
from desk.server.refusal import Refused

TITLES = {401: "This door is closed", 403: "Not from there", 404: "Nothing is here"}
SAID_WITH = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "GET, HEAD, POST"}}

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def videos_page(found: Gallery, *, front: bool, only_looks: bool) -> HTMLResponse:
    """Show finished videos: on the front page the newest, else the page that was asked for."""
    return _page("videos.html", 200, found=found, front=front, only_looks=only_looks)


def refusal_answer(refused: Refused, page: bool, again: bool) -> Response:
    """Say why the door stays closed.

    Args:
        refused: why.
        page: a person reads it, not a program.
        again: the page knocks again by itself.
    """
    if page:
        title = TITLES.get(refused.status, "That did not work")
        answer = _page(
            "refused.html", refused.status, title=title, words=refused.words, again=again
        )
    else:
        answer = PlainTextResponse(f"{refused.words}\n", refused.status)
    answer.headers.update(SAID_WITH.get(refused.status, {}))
    return answer


def reads_pages(accept: str | None) -> bool:
    """Whether who asks is a person with a browser."""
    return "text/html" in (accept or "")


def _page(name: str, status: int, **facts: object) -> HTMLResponse:
    return HTMLResponse(_templates.get_template(name).render(**facts), status_code=status)
