"""The process `door`: `python -m desk.server.desk_process SOCKET INSTANCE WORKSPACE CODE`, started by `factory up`.

It serves on a socket that it inherits, so that nobody can take the port while it starts again.
"""

import gc
import logging
import socket
import sys
from functools import partial
from pathlib import Path

import click
import uvicorn

from desk.server.allowed_hosts import Names
from desk.server.app import create_app
from desk.server.chat_door import clicks_by_socket
from desk.server.connections import ImpatientProtocol
from desk.server.cut_off_orders import orders_carried_on
from desk.server.dagster_app import dagster_app
from desk.server.visitors import Visitors
from wiring.desk_imports import DATES, FORMAT, code_answers
from wiring.factory import open_factory
from wiring.home import this_home

GRACE_SECONDS = 3
MESSAGE_BYTES = 1 << 20
"""Of one websocket message; Dagster's pages subscribe with a few kB."""


def main(server: socket.socket, instance: str, workspace_file: str, code: Path) -> None:
    """Serve until SIGTERM."""
    logging.basicConfig(format=FORMAT, datefmt=DATES, stream=sys.stdout)
    with open_factory() as factory, dagster_app(factory.instance, workspace_file) as dagster:
        settings = factory.settings
        logging.getLogger().setLevel(settings.log_level.upper())
        names = Names.of(
            server.getsockname()[1],
            listen=settings.listen,
            hosts=settings.hosts.replace(",", " ").split(),
            public_url=settings.public_url,
        )
        visitors = Visitors(this_home().door_keys.tokens(), instance, factory)
        app = create_app(
            factory,
            dagster,
            names=names,
            visitors=visitors,
            instance=instance,
            code_answers=partial(code_answers, code),
        )
        config = uvicorn.Config(
            app,
            http=ImpatientProtocol,
            lifespan="off",
            log_level="warning",
            log_config=None,  # as the others write
            access_log=False,  # the link that opens holds the token
            proxy_headers=False,
            server_header=False,
            ws_max_size=MESSAGE_BYTES,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        gc.collect()
        gc.freeze()  # modules live as long as the process: no page waits until they are looked through
        say = partial(click.echo, err=True)
        factory.catalogue.posts.seal_what_is_open()
        with clicks_by_socket(factory, say), orders_carried_on(factory, say):
            uvicorn.Server(config).run(sockets=[server])


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
