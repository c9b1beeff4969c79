"""The emulated cluster as a test speaks to it: over TLS, with a token and an authority of its own."""

import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from emulators.kubernetes.app import cluster_app
from emulators.kubernetes.cluster import Cluster
from tests.fakes.certificates import certify

NAMESPACE = "video-factory"
WAITS = (sys.executable, "-I", "-S", "-c", "import signal; signal.pause()")
Commands = Callable[[dict[str, Any]], tuple[Sequence[str], Mapping[str, str]]]


@dataclass(frozen=True)
class RunningCluster:
    """A cluster, where it answers, and the folder that it would mount into a pod."""

    cluster: Cluster
    port: int
    account: Path

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def rotate_token(self, token: str, *, mounted: bool = True) -> None:
        """Let only another token count, as the cluster does every hour."""
        self.cluster.token = token
        if mounted:
            (self.account / "token").write_text(token, encoding="ascii")


def waiting_cluster(folder: Path) -> AbstractContextManager[RunningCluster]:
    """Serve a cluster whose pods wait until they are ended."""
    return running_cluster(folder, lambda _: (WAITS, os.environ))


@contextmanager
def running_cluster(folder: Path, commands: Commands) -> Iterator[RunningCluster]:
    """Serve a cluster whose pods are processes; they end with it."""
    door = socket.create_server(
        ("127.0.0.1", 0)
    )  # held from now on: nobody takes its port meanwhile
    port = int(door.getsockname()[1])
    cluster = Cluster(commands)
    account = folder / "account"
    account.mkdir()
    (account / "namespace").write_text(NAMESPACE, encoding="ascii")
    (account / "token").write_text(cluster.token, encoding="ascii")
    key = certify(account / "ca.crt", folder / "server.key")
    config = uvicorn.Config(
        cluster_app(cluster, NAMESPACE),
        log_level="warning",
        ssl_certfile=str(account / "ca.crt"),
        ssl_keyfile=str(key),
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the cluster ended at once"
            time.sleep(0.01)
        yield RunningCluster(cluster, port, account)
    finally:
        server.should_exit = True
        thread.join()
        cluster.close()
