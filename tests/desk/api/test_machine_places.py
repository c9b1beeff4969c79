"""Who only looks is told no place of the machine, whatever refuses them and whatever lies there."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.actions.machine_places import SOME_PLACE, told_to
from factory.people.visitor import LOOKER, OF_LINKS, OWNER
from tests.desk.opened_desk import BRIEF
from wiring.factory import Factory


def naming(folder: str) -> dict[str, str]:
    """Return a brief that names a folder of pictures."""
    said = f"pictures: {{provider: folder, folder: '{folder}', licence: own work}}"
    return {"brief": BRIEF.replace("channel: demo", f"channel: demo\n{said}")}


def test_a_program_that_only_looks_has_no_folder_priced_and_learns_of_none(
    looker: TestClient, idle_factory: Factory
):
    home = idle_factory.settings.home
    (home / "pictures" / "secret-sea").mkdir(parents=True)
    told = [
        looker.post("/api/v1/prices", json=naming(str(folder)))
        for folder in (home / "pictures" / "secret-sea", home / "pictures" / "none", "/etc")
    ]
    assert {one.status_code for one in told} == {422}
    assert len({one.text for one in told}) == 1, "whether it is there or not"
    assert "names no folder" in told[0].text and str(home) not in told[0].text
    assert looker.post("/api/v1/prices", json={"brief": BRIEF}).status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        "'{home}/channels/my own tales.yaml' cannot be read",
        "could not read {home}/pictures/sea: it is a link",
        "A brief may name folders in: {home}/pictures, {home}/examples/sea",
        "<code>file://{home}/outbox/a-video</code>",
        "&#39;{home}/a &amp; b&#39; does not exist",
    ],
)
def test_words_lose_every_place_of_the_home_and_nothing_else(idle_factory: Factory, said: str):
    home = idle_factory.settings.home
    words = said.format(home=home)
    seen = told_to(OF_LINKS[LOOKER], idle_factory, words)
    assert str(home) not in seen and "sea" not in seen and "tales" not in seen
    assert SOME_PLACE in seen and seen.startswith(
        words.partition(str(home))[0].rstrip("'/:;39#& ")[:4]
    )
    assert told_to(OF_LINKS[OWNER], idle_factory, words) == words
    bound = OF_LINKS[OWNER].model_copy(update={"tenant": "north"})
    assert told_to(bound, idle_factory, words) == seen, "nor who belongs to one tenant"


def test_addresses_of_the_desk_and_its_programs_are_no_places(idle_factory: Factory):
    words = "GET /api/v1/videos lists those there are; see /channels/demo and docs/ideas.md, and/or /rootless"
    assert told_to(OF_LINKS[LOOKER], idle_factory, words) == words
    assert str(Path.home()) not in told_to(None, idle_factory, f"in {Path.home()}/.ssh")
