"""`python -m emulators [--port N] [COMMAND ...]`: serve, or run a command with vendors emulated."""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

PORT = 8900
PORTS_TRIED = 20
ANSWER_SECONDS = 2.0
"""Timeout: after so long without an answer a request is given up."""


def main() -> int:
    """Serve on loopback; with a command, point its clients here and return its exit code.

    Emulators of this clone that stay are used as they are. Where something else has the port, those of
    another clone or of a single command too, the next free one is taken, unless a port was named.
    """
    wanted = argparse.ArgumentParser(prog="python -m emulators", description=__doc__)
    wanted.add_argument("--port", type=int)
    wanted.add_argument("command", nargs=argparse.REMAINDER)
    given = wanted.parse_args()
    if sys.stderr.isatty():  # before what takes seconds to load: a person sees that it has begun
        print("The vendors are emulated on this machine", file=sys.stderr, flush=True)  # noqa: T201
    import uvicorn

    from emulators.app import emulators, environment
    from emulators.connections import CuttableProtocol

    ports = [given.port] if given.port else range(PORT, PORT + PORTS_TRIED)
    port, door = _chosen(ports)
    base = f"http://127.0.0.1:{port}"
    variables = {**os.environ, **environment(base)}
    if door is None:
        if not given.command:
            sys.exit(f"the emulated vendors of this folder answer at {base} already")
        return subprocess.run(given.command, env=variables, check=False).returncode
    config = uvicorn.Config(
        emulators(stay=not given.command or "up" in given.command[1:2]),
        http=CuttableProtocol,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    if not given.command:
        print(f"The emulated vendors answer at {base}", flush=True)  # noqa: T201
        server.run(sockets=[door])
        return 0
    return _beside(server, door, given.command, variables)


def _chosen(ports: Sequence[int]) -> tuple[int, socket.socket | None]:
    """Return where emulators of this clone answer, else a port and what listens there from now on.

    Nobody else gets a port that is chosen, however many choose at once.
    """
    for port in ports:
        if _answers(port):
            return port, None
    for port in ports:
        if door := _listening(port):
            return port, door
    sys.exit(
        f"the emulators could not start: something else answers on 127.0.0.1:{ports[0]}"
        f"{f' to {ports[-1]}' if len(ports) > 1 else ''}; end it, or choose another: --port N"
    )


def _listening(port: int) -> socket.socket | None:
    """Return what listens on a port from now on; None where another does."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
        door.listen()
    except OSError:
        door.close()
        return None
    return door


def _answers(port: int) -> bool:
    """Whether emulators of this very clone run there, and stay."""
    from emulators.app import THIS_PROJECT

    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/__project", timeout=ANSWER_SECONDS
        ) as answer:
            return json.load(answer) == THIS_PROJECT
    except (OSError, ValueError, http.client.HTTPException):
        return False


def _beside(
    server: "uvicorn.Server",
    door: socket.socket,
    command: list[str],
    variables: Mapping[str, str],
) -> int:
    """Run a command with the server in a thread; Ctrl-C and SIGTERM are the command's to answer."""
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            sys.exit("the emulators could not start; what they say above tells why")
        thread.join(0.05)
    process = subprocess.Popen(command, env=variables)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(number))
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
