"""Who may not press a button is not shown one: a page says who may, or nothing."""

import re

import pytest

from factory.people.role import Role
from tests.desk.opened_desk import Desk, opened_desk
from tests.desk.web.pages.test_tiktok_page import PAGE, seen
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.reviewable import VIDEO, Reviewable

__all__ = ["seen"]

DEAD = re.compile(r"<(?:button|input|select|textarea)\b[^>]*\bdisabled[^>]*>")
PAGES = (
    *("/campaigns", "/later", "/money", "/settings", "/channels", "/channels/demo", "/experiments"),
    *("/analytics", "/ideas", "/calendar", "/new", PAGE, f"/videos/{VIDEO_ID}"),
    *(f"/review/{VIDEO}", f"/videos/{VIDEO_ID}/versions"),
)


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_decides_or_looks_meets_no_button_that_does_nothing(desk: Desk, seen: str, role: Role):
    video = Reviewable(desk.factory)
    video.accept(review="required", outlets=("outbox",))
    video.render()
    with opened_desk(desk.factory, role) as looker:
        pages = {path: looker.pages.get(path) for path in PAGES}
    assert {path for path, page in pages.items() if page.status_code != 200} == set()
    dead = {path: found for path, page in pages.items() if (found := DEAD.findall(page.text))}
    assert dead == {}
    said = {path: page.text for path, page in pages.items()}
    assert "An operator begins one" in said["/campaigns"]
    assert "An operator chooses who sees it" in said[PAGE] and "Post it so" not in said[PAGE]
    assert "An admin changes it" in said["/channels/demo"]
    assert 'name="f.' not in said["/channels/demo"] and "<dt>Title</dt>" in said["/channels/demo"]
    assert "Keep the listing" not in said[f"/videos/{VIDEO_ID}"]
    review = said[f"/review/{VIDEO}"]
    assert ("A reviewer decides" in review) == (role == "viewer") != ("Approve <kbd>" in review)
