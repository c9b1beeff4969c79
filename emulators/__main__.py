"""`python -m emulators [--port N] [COMMAND ...]`: serve, or run a command with vendors emulated."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping

import uvicorn

from emulators.app import emulators, environment
from emulators.connections import CuttableProtocol

PORT = 8900


def main() -> int:
    """Serve on loopback; with a command, point its clients here and return its exit code.

    Emulators that answer on the port already are used as they are.
    """
    wanted = argparse.ArgumentParser(prog="python -m emulators", description=__doc__)
    wanted.add_argument("--port", type=int, default=PORT)
    wanted.add_argument("command", nargs=argparse.REMAINDER)
    given = wanted.parse_args()
    base = f"http://127.0.0.1:{given.port}"
    variables = {**os.environ, **environment(base)}
    if given.command and _answers(base):
        return subprocess.run(given.command, env=variables, check=False).returncode
    config = uvicorn.Config(
        emulators(),
        host="127.0.0.1",
        port=given.port,
        http=CuttableProtocol,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    if not given.command:
        server.run()
        return 0
    return _beside(server, given.command, variables)


def _answers(base: str) -> bool:
    """Whether emulators run there."""
    try:
        with urllib.request.urlopen(f"{base}/__requests", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def _beside(server: uvicorn.Server, command: list[str], variables: Mapping[str, str]) -> int:
    """Run a command with the server in a thread; Ctrl-C and SIGTERM are the command's to answer."""
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            sys.exit("the emulators could not start; is their port taken? choose another: --port N")
        thread.join(0.05)
    process = subprocess.Popen(command, env=variables)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(number))
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
