"""Signed links of the desk: each opens one file of one tenant's video, at the place where it lies."""

import time

import sqlalchemy as sa
from starlette.testclient import TestClient

from desk.api.media_links import signature
from factory.people.visitor import Visitor
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, mark, video_of
from wiring.factory import Factory

NAME = "captions.srt"
TO_THE_SOUTH = "UPDATE factory.videos SET tenant = :tenant WHERE tenant <> :tenant"
"""As a channel moves: its videos are another tenant's at once, their files once nothing works on them."""


def test_a_signed_link_opens_one_file_of_one_tenant(stranger: TestClient, idle_factory: Factory):
    for tenant in (NORTH, SOUTH):
        accept(idle_factory.catalogue, tenant)
        idle_factory.store.write(video_of(tenant), NAME, mark(tenant).encode())
    address = f"/api/v1/media/{video_of(NORTH)}/{NAME}"
    expires = int(time.time()) + 60
    signed = signature(idle_factory, video_of(NORTH), NAME, expires, "owner")
    query = {"expires": expires, "by": "owner", "signature": signed}
    assert stranger.get(address, params=query).text == mark(NORTH)
    for other in (address.replace(NORTH, SOUTH), address.replace("captions", "narration")):
        assert stranger.get(other, params=query).status_code == 404
    with idle_factory.catalogue.engine.begin() as owner:
        owner.execute(sa.text(TO_THE_SOUTH), {"tenant": SOUTH})
    assert stranger.get(address, params=query).status_code == 404


def test_a_signed_link_opens_no_longer_than_who_asked_for_it_may_see_the_video(
    stranger: TestClient, idle_factory: Factory
):
    accept(idle_factory.catalogue, NORTH)
    idle_factory.store.write(video_of(NORTH), NAME, mark(NORTH).encode())
    people = idle_factory.people
    mara = people.accounts.add("Mara", "viewer", "a long enough password", by="test", tenant=NORTH)
    token, _ = people.api_tokens.make("nightly", "viewer", days=1, by="test", tenant=NORTH)
    visitor = Visitor(name="Mara", role="viewer", tenant=NORTH, known_by="password", person=mara.id)

    def opens(by: str) -> bool:
        expires = int(time.time()) + 60
        signed = signature(idle_factory, video_of(NORTH), NAME, expires, by)
        query = {"expires": expires, "by": by, "signature": signed}
        answer = stranger.get(f"/api/v1/media/{video_of(NORTH)}/{NAME}", params=query)
        return answer.status_code == 200

    assert opens(visitor.reference)
    assert opens(token.visitor.reference)
    people.accounts.disable("Mara", by="test")
    people.api_tokens.revoke("nightly", by="test")
    assert not opens(visitor.reference)
    assert not opens(token.visitor.reference)
    assert not opens("nobody")
    people.accounts.disable("Mara", by="test", disabled=False)
    with idle_factory.catalogue.engine.begin() as owner:
        owner.execute(sa.text("UPDATE factory.people SET tenant = :other"), {"other": SOUTH})
    assert not opens(visitor.reference)


def test_who_is_shut_out_or_may_invite_nobody_any_more_leaves_no_link_for_guests_behind(
    idle_factory: Factory,
):
    accept(idle_factory.catalogue, NORTH)
    people, video = idle_factory.people, video_of(NORTH)
    for name in ("Ida", "Mara", "Ada"):
        people.accounts.add(name, "admin", "a long enough password", by="test")
    token, _ = people.api_tokens.make("inviter", "admin", days=1, by="test")
    made = {
        by: people.guest_links.make(video, "Grace", hours=1, decides=True, by=by)[1]
        for by in ("Ida", "Mara", "Ada", token.visitor.name, "somebody else")
    }
    people.accounts.disable("Ida", by="test")
    people.accounts.change_role("Mara", "viewer", by="test")
    people.accounts.change_role("Ada", "operator", by="test")
    people.api_tokens.revoke("inviter", by="test")
    opening = [by for by, secret in made.items() if people.guest_links.opened(secret)]
    assert opening == ["Ada", "somebody else"]
