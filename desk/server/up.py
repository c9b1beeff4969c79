"""`factory up`: every process of a factory in one terminal, restarted when one dies."""

import hashlib
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import click
import yaml

from desk.server.allowed_hosts import EVERYWHERE
from desk.server.opened_browser import open_in_browser
from desk.server.terminal_news import told
from factory.errors import PermanentError
from wiring.desk_imports import (
    ROLES,
    DagsterApi,
    Role,
    Service,
    StructuredLog,
    code_answers,
    listen_near,
    wait_until,
)
from wiring.factory import Factory, open_factory
from wiring.home import this_home
from wiring.home_health import key_ages, lacking_database_rights

Moving = Callable[[str], AbstractContextManager[None]]
"""Shows words such as `Opening the database` for as long as its block lasts."""

GRACE_SECONDS = 20.0
"""How long a process may take to end before its whole group is killed."""

READY_SECONDS = 180.0
LOOK_SECONDS = 0.3
SOCKET_PATH_BYTES = 100
"""A Unix socket's address holds 107; Linux, unix(7)."""

ORDER = ("code", "door", "daemon")
"""Door and daemon want the code location to answer first; the last to start are first to stop."""


def run_everything(
    port: int, *, look: bool, browser: bool, say: Callable[[str], None], moving: Moving
) -> int:
    """Run until Ctrl-C or SIGTERM; return the exit code.

    Args:
        port: of the door; the next free one if somebody has it.
        look: print the link for those who may only look, too.
        browser: open the desk in a browser as soon as it answers.
        say: how a line of news is shown.
        moving: how it is shown that something lasts.
    """
    card = this_home().card
    addresses = card.read()
    if addresses:
        click.echo(f"The factory is already running (process {addresses['pid']}):")
        _print_addresses(addresses, look=look)
        return 0
    stop = _StopSignal()
    with card.hold(), ExitStack() as opened:
        with moving("Opening the database"):
            factory = opened.enter_context(open_factory(wait_for_stop=True))
            factory.instance.dispose()  # opened once, so that its tables and pools are there
        this_home().door_keys.renew()
        with listen_near(factory.settings.listen, port) as server, _code_socket(factory) as code:
            door = _Door.on(server, factory)
            services = _services(factory, door, server, code)
            log = _structured_log(factory, services)
            already = factory.catalogue.events.last()
            try:
                _start(services, door, code, stop, moving)
                card.write(door.card())
                _print_addresses(door.card(), look=look)
                say(f"  Briefs dropped into    {factory.settings.inbox} become videos.")
                _remind_of_old_keys(say)
                lacking = lacking_database_rights(factory)
                if lacking.words:
                    say(f"  Some of this will fail: {lacking.words}. {lacking.remedy}.")
                click.echo("Ctrl-C ends everything.")
                if browser:
                    open_in_browser(_link(door.card(), "operator"), factory.settings.door)
                with told(factory, say, already):
                    _watch(services, log, stop, say)
            finally:
                with moving("Stopping"):
                    _stop(services)
        with moving("Closing the database"):
            opened.close()
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


@dataclass(frozen=True, slots=True)
class _Door:
    """The one address that a browser reaches."""

    desk: str
    own: str
    instance: str

    @classmethod
    def on(cls, server: socket.socket, factory: Factory) -> "_Door":
        """Describe the door that will serve on a socket."""
        address, port = server.getsockname()[:2]
        if address in EVERYWHERE:
            address = "127.0.0.1" if server.family is socket.AF_INET else "::1"
        own = f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"
        instance = hashlib.sha256(os.fsencode(factory.settings.home)).hexdigest()[:12]
        return cls(factory.settings.public_url.rstrip("/") or own, own, instance)

    def card(self) -> dict[str, str]:
        """Return what the running card says: where it answers, and where its key lies."""
        return {
            "instance": self.instance,
            "desk": self.desk,
            "dagster": f"{self.own}/dagster",
            "key": str(this_home().door_keys.file("operator")),
        }

    def dagster(self) -> DagsterApi:
        """Return Dagster behind it."""
        return DagsterApi(f"{self.own}/dagster", this_home().door_keys.token("operator"), 5.0)


@contextmanager
def _code_socket(factory: Factory) -> Iterator[Path]:
    """Yield where the code location listens: in a folder of ours, so that nobody else commands it."""
    path = factory.settings.door / "code.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        path.unlink(missing_ok=True)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="factory-") as folder:
        yield Path(folder) / path.name


def _services(
    factory: Factory, door: _Door, server: socket.socket, code: Path
) -> dict[str, Service]:
    workspace = factory.settings.dagster_home / "workspace.yaml"
    location = {"socket": str(code), "location_name": "video_factory"}
    loaded = {"load_from": [{"grpc_server": location}]}
    workspace.write_text(yaml.safe_dump(loaded), encoding="utf-8")
    programs = Path(sys.executable).parent
    level = factory.settings.log_level
    commands = {
        "code": [
            *(sys.executable, "-m", "resources.dagster_instance.code_server"),
            *(str(code), level),
        ],
        "door": [
            *(sys.executable, "-m", "desk.server.desk_process"),
            *(str(server.fileno()), door.instance, str(workspace), str(code)),
        ],
        "daemon": [
            *(str(programs / "dagster-daemon"), "run", "--workspace", str(workspace)),
            *("--log-level", level),
        ],
    }
    inherited = {"door": [server.fileno()]}
    answering = {"code": partial(code_answers, code)}
    logs = factory.settings.logs
    return {
        name: Service(
            name, command, logs / f"{name}.log", inherited.get(name, ()), answering.get(name)
        )
        for name, command in commands.items()
    }


def _start(
    services: Mapping[str, Service], door: _Door, code: Path, stop: _StopSignal, moving: Moving
) -> None:
    """Start everything, and wait until Dagster behind our own door has loaded our assets."""
    with moving("Starting the code location"):
        services["code"].start()
        _await(services["code"], partial(code_answers, code), stop)
    with moving("Starting the desk and Dagster's daemon"):
        services["door"].start()
        services["daemon"].start()
        _await(services["door"], door.dagster().knows_the_factory, stop)


def _await(service: Service, answers: Callable[[], bool], stop: _StopSignal) -> None:
    if wait_until(answers, service, READY_SECONDS, lambda: stop.came) or stop.came:
        return
    raise PermanentError(
        f"{service.name} did not answer within {READY_SECONDS:.0f} s; its last lines "
        f"({service.log}):\n{service.tail()}"
    )


def _structured_log(factory: Factory, services: Mapping[str, Service]) -> StructuredLog:
    """Return the log of all processes, which shows no key, password or token of the door."""
    keys = this_home().door_keys
    secrets = (factory.url, *factory.settings.secrets, *map(keys.token, ROLES))
    log = StructuredLog(factory.settings.logs, secrets)
    for name, service in services.items():
        log.begin(name, service.log)
    return log


def _watch(
    services: Mapping[str, Service],
    log: StructuredLog,
    stop: _StopSignal,
    say: Callable[[str], None],
) -> None:
    """Restart what dies, until a person says stop."""
    while not stop.came:
        for name, service in services.items():
            log.take(name, service.log)
            service.trim_log()
            if service.hangs():
                say(f"{service.name} does not answer any more; it is ended. Its log: {service.log}")
                service.kill()
            if not service.running:
                say(
                    f"{service.name} ended (exit code {service.exit_code}); starting it again. "
                    f"Its log: {service.log}"
                )
                service.start()
        time.sleep(LOOK_SECONDS)


def _stop(services: Mapping[str, Service]) -> None:
    for name in reversed(ORDER):
        services[name].ask_to_stop()
    for name in reversed(ORDER):
        services[name].make_sure(GRACE_SECONDS)


def _link(addresses: Mapping[str, str], role: Role) -> str:
    return f"{addresses['desk']}/?token={this_home().door_keys.token(role)}"


def _remind_of_old_keys(say: Callable[[str], None]) -> None:
    """Say which keys are due to be made anew, and begin to count the days of new ones."""
    today = datetime.now(UTC).date()
    old = [age for age in key_ages(this_home(), today) if age.is_old(today)]
    for age in old:
        say(f"  {age.variable} is in use since {age.since:%Y-%m-%d}: a new key is due.")


def _print_addresses(addresses: Mapping[str, str], *, look: bool) -> None:
    """Print the desk first: its link opens Dagster, too."""
    click.echo(f"  Desk                   {_link(addresses, 'operator')}")
    if look:
        click.echo(f"  Desk, only to look     {_link(addresses, 'look')}")
    click.echo(f"  Dagster                {addresses['desk']}/dagster")
    if sandbox := this_home().settings.sandbox:
        click.echo(f"  Emulated Slack         {sandbox}/slack/")
