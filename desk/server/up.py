"""`factory up`: every process of a factory in one terminal, restarted when one dies."""

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import click
import yaml

from factory.errors import PermanentError
from wiring.factory import (
    Factory,
    Service,
    free_port,
    open_factory,
    running_card,
    wait_until_answers,
)

GRACE_SECONDS = 20.0
"""How long a process may take to end before its whole group is killed."""

READY_SECONDS = 180.0
LOOK_SECONDS = 0.3
PAGES = (("dagster", "Dagster (assets, runs, checks)"), ("media", "Pictures and videos"))


def run_everything(port: int) -> int:
    """Run until Ctrl-C or SIGTERM; return the exit code."""
    card = running_card()
    addresses = card.read()
    if addresses:
        click.echo(f"The factory is already running (process {addresses['pid']}):")
        _print_addresses(addresses)
        return 0
    stop = _StopSignal()
    with card.hold(), open_factory(wait_for_stop=True) as factory:
        click.echo("Starting database, code location, web server and daemon ...")
        ports = {
            "media": free_port(port + 1),
            "code": free_port(port + 1266),
            "web": free_port(port),
        }
        factory.instance.dispose()  # opened once, so that its tables and pools are there
        services = _services(factory, ports)
        try:
            _start(services, ports, stop)
            addresses = {
                "dagster": f"http://127.0.0.1:{ports['web']}",
                "media": f"http://127.0.0.1:{ports['media']}/media/",
            }
            card.write(addresses)
            _print_addresses(addresses)
            click.echo(f"  Briefs dropped into    {factory.settings.inbox} become videos.")
            click.echo("Ctrl-C ends everything.")
            _watch(services, stop)
        finally:
            click.echo("Stopping ...")
            _stop(services)
    click.echo("Everything has stopped.")
    return 0


class _StopSignal:
    """Turns Ctrl-C, SIGTERM and a closed terminal into a fact that loops look at."""

    def __init__(self) -> None:
        self.came = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._remember)

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self.came = True


def _services(factory: Factory, ports: Mapping[str, int]) -> dict[str, Service]:
    home = factory.settings.dagster_home
    workspace = home / "workspace.yaml"
    server = {"host": "127.0.0.1", "port": ports["code"], "location_name": "video_factory"}
    workspace.write_text(yaml.safe_dump({"load_from": [{"grpc_server": server}]}), encoding="utf-8")
    programs = Path(sys.executable).parent
    loopback = ["--host", "127.0.0.1"]
    location = ["--module-name", "wiring.definitions", "--location-name", "video_factory"]
    where = ["--workspace", str(workspace)]
    commands = {
        "media": [sys.executable, "-m", "desk.server.media", str(ports["media"])],
        "code": [
            *(str(programs / "dagster"), "code-server", "start", *loopback),
            *("--port", str(ports["code"]), *location),
        ],
        "web": [
            *(str(programs / "dagster-webserver"), *loopback),
            *("--port", str(ports["web"]), "--live-data-poll-rate", "2000", *where),
        ],
        "daemon": [str(programs / "dagster-daemon"), "run", *where],
    }
    environment = {"FACTORY_PUBLIC_URL": f"http://127.0.0.1:{ports['media']}"}
    logs = factory.settings.internals / "logs"
    return {
        name: Service(name, command, environment, logs / f"{name}.log")
        for name, command in commands.items()
    }


def _start(services: Mapping[str, Service], ports: Mapping[str, int], stop: _StopSignal) -> None:
    """Start everything; web server and daemon want the code location to answer first."""
    for name in ("media", "code", "web", "daemon"):
        services[name].start()
        if name == "code":
            _await(services[name], ports[name], stop)
    for name in ("media", "web"):
        _await(services[name], ports[name], stop)


def _await(service: Service, port: int, stop: _StopSignal) -> None:
    if wait_until_answers(port, service, READY_SECONDS, lambda: stop.came) or stop.came:
        return
    raise PermanentError(
        f"{service.name} did not answer on 127.0.0.1:{port} within {READY_SECONDS:.0f} s; "
        f"its last lines ({service.log}):\n{service.tail()}"
    )


def _watch(services: Mapping[str, Service], stop: _StopSignal) -> None:
    """Restart what dies, until a person says stop."""
    while not stop.came:
        for service in services.values():
            service.trim_log()
            if not service.running:
                click.echo(
                    f"{service.name} ended (exit code {service.exit_code}); starting it again. "
                    f"Its log: {service.log}"
                )
                service.start()
        time.sleep(LOOK_SECONDS)


def _stop(services: Mapping[str, Service]) -> None:
    for name in ("daemon", "web", "code", "media"):
        services[name].ask_to_stop()
    for name in ("daemon", "web", "code", "media"):
        services[name].make_sure(GRACE_SECONDS)


def _print_addresses(addresses: Mapping[str, str]) -> None:
    for key, title in PAGES:
        click.echo(f"  {title:<32} {addresses[key]}")
