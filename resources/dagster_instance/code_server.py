"""The process `code`: `python -m resources.dagster_instance.code_server SOCKET LEVEL`, started by `factory up`.

Dagster's own code server starts a Python for each run. Here a run is a fork of the preloaded process.
"""

import logging
import sys
import threading

from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._core.utils import FuturesAwareThreadPoolExecutor
from dagster._grpc.server import DagsterApiServer, DagsterGrpcServer
from dagster._utils.interrupts import setup_interrupt_handlers
from dagster._utils.log import configure_loggers

from resources.machine.loading import loaded_for_good
from resources.machine.preloaded_process import forks_of_preloaded

LOGGER = logging.getLogger("dagster.code_server")
LOCATION = "video_factory"
DEFINITIONS = "wiring.definitions"


class ForkingApiServer(DagsterApiServer):
    """Dagster's own, whose runs are forks of a process that has imported the definitions."""

    def __init__(self, stop: threading.Event, threads: FuturesAwareThreadPoolExecutor) -> None:
        super().__init__(
            server_termination_event=stop,
            logger=LOGGER,
            server_threadpool_executor=threads,
            loadable_target_origin=LoadableTargetOrigin(
                executable_path=sys.executable, module_name=DEFINITIONS
            ),
            location_name=LOCATION,
        )
        self._mp_ctx = forks_of_preloaded()  # pyright: ignore[reportAttributeAccessIssue]


def main(socket: str, level: str) -> None:
    """Serve until SIGTERM."""
    setup_interrupt_handlers()
    configure_loggers(log_level=level.upper())
    forks_of_preloaded()  # it imports while this process does
    stop, threads = threading.Event(), FuturesAwareThreadPoolExecutor()
    with loaded_for_good():
        api = ForkingApiServer(stop, threads)
    server = DagsterGrpcServer(stop, api, LOGGER, threads, socket=socket)
    try:
        server.serve()
    except KeyboardInterrupt:
        LOGGER.info("The code server was interrupted")


if __name__ == "__main__":
    main(*sys.argv[1:])
