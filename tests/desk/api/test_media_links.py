"""Signed links of the desk: each opens one file of one tenant's video, at the place where it lies."""

import time

import sqlalchemy as sa
from starlette.testclient import TestClient

from desk.api.media_links import signature
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, mark, video_of
from wiring.factory import Factory

NAME = "captions.srt"
TO_THE_SOUTH = "UPDATE factory.videos SET tenant = :tenant, media_tenant = :tenant"


def test_a_signed_link_opens_one_file_of_one_tenant(stranger: TestClient, idle_factory: Factory):
    for tenant in (NORTH, SOUTH):
        accept(idle_factory.catalogue, tenant)
        idle_factory.store.write(video_of(tenant), NAME, mark(tenant).encode())
    address = f"/api/v1/media/{video_of(NORTH)}/{NAME}"
    expires = int(time.time()) + 60
    signed = signature(idle_factory, video_of(NORTH), NAME, expires)
    query = {"expires": expires, "signature": signed}
    assert stranger.get(address, params=query).text == mark(NORTH)
    for other in (address.replace(NORTH, SOUTH), address.replace("captions", "narration")):
        assert stranger.get(other, params=query).status_code == 404
    with idle_factory.catalogue.engine.begin() as owner:
        owner.execute(sa.text(TO_THE_SOUTH), {"tenant": SOUTH})
    assert stranger.get(address, params=query).status_code == 404
