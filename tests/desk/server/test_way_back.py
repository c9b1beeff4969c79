"""Dagster's pages lead back to the desk; what is no page goes out as it is."""

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from desk.server.way_back import with_way_back

PAGE = "<html><body><p>Runs</p></body></html>"


def test_a_page_ends_with_a_link_to_the_desk_and_an_answer_to_a_program_does_not():
    app = Starlette(
        routes=[
            Route("/page", lambda request: HTMLResponse(PAGE, headers={"X-Kept": "yes"})),
            Route("/facts", lambda request: JSONResponse({"page": PAGE})),
        ]
    )
    with TestClient(with_way_back(app)) as http:
        page = http.get("/page")
        assert '<a href="/"' in page.text and page.text.endswith("</a></body></html>")
        assert page.headers["x-kept"] == "yes"
        assert http.get("/facts").json() == {"page": PAGE}
