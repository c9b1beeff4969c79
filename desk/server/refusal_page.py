"""What a closed door says: a page for a person, a problem for a program."""

from starlette.responses import Response

from desk.api.protocol.problem import Problem
from desk.server.refusal import UNKNOWN, Refused
from desk.web.page import bare_page

TITLES = {
    401: "Sign in first",
    403: "You may not do this",
    404: "Nothing is here",
    409: "Nothing was done",
    500: "The desk failed",
}
SAID_WITH = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "GET, HEAD, POST"}}


def refusal_answer(refused: Refused, page: bool, again: bool) -> Response:
    """Say why the door stays closed.

    Args:
        refused: why.
        page: a person reads it, not a program.
        again: the page knocks again by itself.
    """
    answer: Response
    if page and refused.status == 401 and not again:
        said = "" if refused.words == UNKNOWN else refused.words.replace("`", "")
        answer = bare_page("signin.html", 401, said=said, login="", after="/", again=again)
    elif page:
        title = TITLES.get(refused.status, "That did not work")
        answer = bare_page(
            "refused.html", refused.status, title=title, words=refused.words, again=again
        )
    else:
        answer = Problem.of(refused.status, refused.words).response()
    answer.headers.update(SAID_WITH.get(refused.status, {}))
    return answer


def reads_pages(accept: str | None) -> bool:
    """Whether who asks is a person with a browser."""
    return "text/html" in (accept or "")
