"""`python -m emulators COMMAND`: the command's clients are pointed at emulated vendors."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from emulators.__main__ import main
from factory.brief.brief_file import parse_brief
from factory.channel.channel import parse_channel
from factory.money.price_book import shipped_prices
from resources.opened_providers import OpenedProviders
from resources.provider_register import DIRECTORY
from tests.fakes.free_ports import free_port
from tests.fakes.vendors import PROJECT
from tests.pseudo_terminal import PseudoTerminal

SANDBOX = PROJECT / "examples" / "sandbox"
ASK = """
import json, os, urllib.request
base = os.environ["FACTORY_SANDBOX"]
seen = urllib.request.urlopen(base + "/__requests").status
print(json.dumps([base, os.environ["OPENAI_BASE_URL"], os.environ["FAL_BASE_URL"], seen]))
raise SystemExit(3)
"""


def test_a_command_runs_beside_the_vendors_and_gives_its_own_exit_code():
    port = str(free_port(18700 + os.getpid() % 90))
    command = [sys.executable, "-m", "emulators", "--port", port, sys.executable, "-c", ASK]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    base = f"http://127.0.0.1:{port}"
    assert json.loads(done.stdout) == [base, f"{base}/openai/v1", f"{base}/fal", 200]
    assert done.returncode == 3


def test_on_a_terminal_it_says_that_it_has_begun_before_it_loads_what_takes_seconds():
    command = [sys.executable, "-X", "importtime", "-m", "emulators", "--help"]
    with PseudoTerminal(command, os.environ) as terminal:
        terminal.to_its_end()
    assert not any("uvicorn" in line for line in terminal.lines)
    port = str(free_port(18700 + os.getpid() % 90))
    with PseudoTerminal(
        [sys.executable, "-m", "emulators", "--port", port, "true"], os.environ
    ) as terminal:
        assert terminal.to_its_end() == 0
    assert terminal.lines[0] == "The vendors are emulated on this machine"


def test_the_sandboxes_channel_names_vendors_that_there_are():
    for file in SANDBOX.glob("channels/*.yaml"):
        channel = parse_channel(Path(file).read_bytes(), str(file), DIRECTORY)
        with OpenedProviders(shipped_prices()) as providers:
            providers.narrator(channel.voice.provider, channel.voice.name, channel.voice.model)
            providers.illustrator(channel.pictures.provider, channel.pictures.model)


def test_the_sandboxes_briefs_are_accepted_by_its_channels():
    files = SANDBOX.glob("channels/*.yaml")
    channels = {file.stem: parse_channel(file.read_bytes(), str(file), DIRECTORY) for file in files}
    briefs = [
        parse_brief(f.read_bytes(), f.name, channels, None, DIRECTORY)
        for f in SANDBOX.glob("briefs/*")
    ]
    assert {brief.format for brief in briefs} >= {"short", "longform", "clip"}
    assert [brief.format for brief in briefs if brief.also_in]


def test_a_port_that_something_else_has_is_left_to_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("emulators.__main__.ANSWER_SECONDS", 0.1)
    with socket.socket() as another:
        another.bind(("127.0.0.1", 0))
        another.listen()
        port = str(another.getsockname()[1])
        monkeypatch.setattr(sys, "argv", ["emulators", "--port", port, "true"])
        with pytest.raises(SystemExit, match=f"something else answers on 127.0.0.1:{port}; end it"):
            main()


def test_commands_at_once_have_vendors_each_and_none_takes_anothers_port(tmp_path: Path):
    gates = [
        tmp_path / "first",
        tmp_path / "second",
    ]  # of each its own: it is opened when both ends are there
    commands = []
    for gate in gates:
        os.mkfifo(gate)
        waits = f"import os; print(os.environ['FACTORY_SANDBOX'], flush=True); open({str(gate)!r}).read()"
        command = [sys.executable, "-m", "emulators", sys.executable, "-c", waits]
        commands.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT))
    try:
        places = [one.stdout.readline() for one in commands if one.stdout]
        assert len(set(places)) == len(places) == 2
    finally:
        for gate in gates:
            with gate.open("w"):
                pass
        codes = [one.wait() for one in commands]
    assert codes == [0, 0]
