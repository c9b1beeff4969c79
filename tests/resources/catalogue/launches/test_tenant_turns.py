"""Turns of tenants: whoever has many channels and has asked for much holds nobody else up."""

from resources.catalogue.catalogue import Catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from tests.fakes.catalogued import accepted


def ask(catalogue: Catalogue, tenant: str, channel: str, count: int) -> list[str]:
    """Ask for so many videos of a channel of a tenant."""
    names = [f"{channel}-{n}" for n in range(count)]
    for name in names:
        brief = accepted(name, channel=channel)
        owned = brief.channel.model_copy(update={"tenant": tenant})
        catalogue.briefs.accept(brief.model_copy(update={"channel": owned}))
        catalogue.launches.request(name, "plan", "x", "x")
    return names


def test_a_tenant_with_many_channels_has_one_turn_as_any_other(catalogue: Catalogue):
    launches = PostgresLaunches(catalogue.engine)
    for channel in ("first", "second", "third"):
        ask(catalogue, "large", channel, 4)
    assert [one.turn for one in launches.claim(3, "x")] == [
        0,
        0,
        0,
    ]  # alone, its channels take turns
    ask(catalogue, "small", "only", 3)
    claimed = launches.claim(6, "x")
    assert [one.video_id for one in claimed][:3] == ["only-0", "only-1", "only-2"]
    assert [one.turn for one in claimed] == [0, 1, 2, 3, 4, 5]
    assert [one.video_id for one in claimed][3:] == ["first-1", "second-1", "third-1"]


def test_a_new_channels_first_comes_before_the_second_round_of_its_tenant(catalogue: Catalogue):
    launches = PostgresLaunches(catalogue.engine)
    for channel in ("first", "second"):
        ask(catalogue, "large", channel, 2)
    ask(catalogue, "small", "only", 1)
    launches.claim(5, "x")
    late = ask(catalogue, "large", "third", 1)
    (launch,) = [launches.claim_video(name, "plan", reason="x", by="x") for name in late]
    assert launch and launch.turn == 2
