"""A RabbitMQ of our own: Debian's, installed where that may be done, without an init system."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from tests.browser import QUIETLY, is_root
from tests.end_to_end.waiting import until
from tests.fakes.free_ports import free_port

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
INSTALL = ("apt-get", "install", "--no-install-recommends", "rabbitmq-server")
INSTALL_SECONDS = 150.0


def missing() -> str:
    """Install a broker where that may be done; return why there is none, or nothing."""
    if SERVER.exists():
        return ""
    apt = shutil.which(INSTALL[0])
    if not (apt and is_root()):
        return f"no RabbitMQ is installed; as root, `{' '.join(INSTALL)}` brings it"
    # Its package would start it; a machine without an init system could not, and ours has a place.
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        policy.chmod(0o755)
    try:
        subprocess.run(
            [apt, *QUIETLY, *INSTALL[1:]],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            capture_output=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"RabbitMQ could not be installed within {INSTALL_SECONDS:.0f} s"
    finally:
        if ours:
            policy.unlink()
    return "" if SERVER.exists() else "RabbitMQ could not be installed"


@contextmanager
def running_broker(folder: Path) -> Iterator[str]:
    """Run a broker with everything it writes in a folder; yield its address."""
    port = free_port(random.randrange(20_000, 29_000))
    distribution, names = free_port(port + 1), free_port(port + 1_000)
    (folder / "plugins").write_text("[].", encoding="ascii")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "RABBITMQ_NODENAME": f"factory{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_CONFIG_FILE": str(folder / "none"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [str(SERVER)],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    address = f"amqp://guest:guest@127.0.0.1:{port}//"
    try:
        until(lambda: _answers(address), "the broker answers", 120)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _end_names(str(names))


def _end_names(port: str) -> None:
    """End Erlang's register of names, which the broker has started and leaves behind."""
    for process in psutil.process_iter(["name"]):
        with suppress(psutil.Error):
            if process.info["name"] == "epmd" and process.environ().get("ERL_EPMD_PORT") == port:
                process.kill()


def _answers(address: str) -> bool:
    try:
        with Connection(address, connect_timeout=2) as connection:
            connection.connect()
    except (OSError, OperationalError):
        return False
    return True


def lives(process_id: int) -> bool:
    """Whether a process runs."""
    try:
        return psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
