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


def main() -> int:
    """Serve on loopback; with a command, point its clients here and return its exit code.

    Emulators of this clone that answer already are used as they are. Where something else has the
    port, those of another clone too, the next free one is taken, unless a port was named.
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
    port, running = _chosen(ports)
    base = f"http://127.0.0.1:{port}"
    variables = {**os.environ, **environment(base)}
    if given.command and running:
        return subprocess.run(given.command, env=variables, check=False).returncode
    config = uvicorn.Config(
        emulators(),
        host="127.0.0.1",
        port=port,
        http=CuttableProtocol,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    if not given.command:
        print(f"The emulated vendors answer at {base}", flush=True)  # noqa: T201
        server.run()
        return 0
    return _beside(server, given.command, variables)


def _chosen(ports: Sequence[int]) -> tuple[int, bool]:
    """Return where emulators of this clone answer, else the first free port; and which it is."""
    free = [port for port in ports if _is_free(port)]
    for port in ports:
        if port not in free and _answers(port):
            return port, True
    if free:
        return free[0], False
    sys.exit(
        f"the emulators could not start: something else answers on 127.0.0.1:{ports[0]}"
        f"{f' to {ports[-1]}' if len(ports) > 1 else ''}; end it, or choose another: --port N"
    )


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    """Whether emulators of this very clone run there."""
    from emulators.app import THIS_PROJECT

    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/__project", timeout=ANSWER_SECONDS
        ) as answer:
            return json.load(answer) == THIS_PROJECT
    except (OSError, ValueError, http.client.HTTPException):
        return False


def _beside(server: "uvicorn.Server", command: list[str], variables: Mapping[str, str]) -> int:
    """Run a command with the server in a thread; Ctrl-C and SIGTERM are the command's to answer."""
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            sys.exit("the emulators could not start; another program took their port just now")
        thread.join(0.05)
    process = subprocess.Popen(command, env=variables)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(number))
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
