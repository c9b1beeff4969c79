"""Files of channels by REST: what has changed since it was read is left alone."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.api.test_api import V1, problem, told

DEMO = f"{V1}/channels/demo"


def test_a_program_reads_changes_and_brings_back_a_file(program: TestClient, looker: TestClient):
    before = told(looker.get(f"{DEMO}/file"), "read_channel_file")
    assert not before["own"] and not before["problems"]
    keys = {"keys": {"voice.speed": "1.1", "tags": ["sea"]}, "seen": before["sha256"]}
    after = told(program.patch(DEMO, json=keys), "set_channel_keys")
    assert "  speed: 1.1\n" in after["text"] and "tags: [sea]\n" in after["text"]
    late = {"text": before["text"], "seen": before["sha256"]}
    assert (
        "changed by somebody else"
        in problem(program.patch(f"{DEMO}/file", json=late), 409)["detail"]
    )
    texts = told(looker.get(f"{DEMO}/history"), "list_channel_history")["texts"]
    assert [bool(one["by"]) for one in texts] == [True, False]
    back = told(program.post(f"{DEMO}/back", json={}), "bring_channel_back")
    assert back["text"] == before["text"]


def test_a_bad_text_is_told_by_its_lines_and_not_written(program: TestClient, looker: TestClient):
    bad = {"text": "name: demo\ntitle: Demo\nformat: shrot\n"}
    checked = told(program.post(f"{DEMO}/check", json=bad), "check_channel_file")
    assert not checked["accepted"] and checked["problems"][0].startswith("line 3: format: 'shrot'")
    seen = program.get(f"{DEMO}/file").json()["sha256"]
    refused = problem(program.patch(f"{DEMO}/file", json={**bad, "seen": seen}), 422)
    assert refused["errors"][0]["field"] == "format"
    problem(looker.patch(DEMO, json={"keys": {"title": "x"}}), 403)
    problem(program.patch(f"{V1}/channels/no-such", json={"keys": {"title": "x"}}), 404)


@pytest.mark.parametrize("key", ["grade", "watermark", "intro", "outro"])
def test_whether_a_file_beyond_the_home_is_there_is_not_told_from_afar(
    program: TestClient, tmp_path: Path, key: str
):
    (tmp_path / "there.cube").write_text("neither a picture nor a table")
    before = program.get(f"{DEMO}/file").json()

    def said(name: str) -> str:
        text = f"{before['text']}\n{key}: {{file: {tmp_path / name}}}\n"
        (problem_told,) = program.post(f"{DEMO}/check", json={"text": text}).json()["problems"]
        late = {"text": text, "seen": before["sha256"]}
        assert problem(program.patch(f"{DEMO}/file", json=late), 422)["detail"] == problem_told
        return problem_told.replace(name, "FILE")

    assert said("there.cube") == said("gone.cube")
    assert "beyond" in said("there.cube")


def test_a_channel_is_made_once_and_rests(program: TestClient):
    made = {"name": "harbour", "title": "Harbour"}
    file = told(program.post(f"{V1}/channels", json=made), "make_channel", 201)
    assert file["path"].endswith("channels/harbour.yaml")
    problem(program.post(f"{V1}/channels", json=made), 409)
    asked = program.post(f"{V1}/channels/harbour/pause", json={"paused": True})
    assert told(asked, "pause_channel")["paused"] == ["harbour"]
