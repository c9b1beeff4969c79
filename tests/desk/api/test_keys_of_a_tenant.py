"""Keyed requests of one tenant's people: answered once, over connections that reach that tenant's rows alone."""

from starlette.testclient import TestClient

from tests.resources.database.two_tenants import NORTH, accept, video_of
from wiring.factory import Factory


def test_a_request_with_a_key_by_a_token_of_one_tenant_is_done_and_answered_once(
    stranger: TestClient, idle_factory: Factory
):
    accept(idle_factory.catalogue, NORTH)
    tokens = idle_factory.people.api_tokens
    _, secret = tokens.make("north", "operator", days=1, by="test", tenant=NORTH)
    shown = {"Authorization": f"Bearer {secret}"}
    video = f"/api/v1/videos/{video_of(NORTH)}"
    assert stranger.post(f"{video}/cancel", headers=shown).status_code == 200
    keyed = {**shown, "Idempotency-Key": "order-1"}
    first, again = (stranger.post(f"{video}/retry", headers=keyed) for _ in range(2))
    assert (first.status_code, again.content) == (200, first.content), first.text
    whole = stranger.get(video, headers=shown).json()
    assert len([one for one in whole["launches"] if one["requested_by"] == "token north"]) == 1, (
        whole
    )
