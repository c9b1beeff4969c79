"""A worker: takes runs from queues and has each done by a process of its own, a fork of one that has imported the factory."""

import uuid
from collections.abc import Sequence

from celery import Celery

from factory.errors import PermanentError
from resources.postgres.server_session import normalised
from resources.run_workers.celery_queues import QUEUES, TASK, prepare
from resources.run_workers.forked_run import Forks
from resources.run_workers.one_run import take_and_run
from resources.run_workers.run_leases import RunLeases, worker_engine


def serve(broker: str, url: str, queues: Sequence[str], at_once: int) -> None:
    """Take runs until SIGTERM; then finish what was begun.

    Args:
        broker: its address, `amqp://user:password@host:5672/vhost`.
        url: of the factory's database.
        queues: of `QUEUES`; all where none is named.
        at_once: how many runs.

    Raises:
        PermanentError: a queue that there is none of.
    """
    unknown = set(queues) - set(QUEUES)
    if unknown:
        raise PermanentError(
            f"no queue {', '.join(sorted(unknown))}; there are: {', '.join(QUEUES)}"
        )
    app = prepare(Celery("factory", broker=broker))
    leases = RunLeases(worker_engine(normalised(url)), ride_seconds=0)
    forks = Forks()
    forks.wait()

    @app.task(name=TASK)
    def run(action: str, run_id: str) -> str:
        return take_and_run(leases, action, run_id, forks.begin)

    app.worker_main(
        [
            *("worker", "--pool=threads", f"--concurrency={at_once}", "--loglevel=INFO"),
            *("--queues", ",".join(queues or QUEUES), f"--hostname={uuid.uuid4().hex[:8]}@%h"),
            *("--without-gossip", "--without-mingle"),
        ]
    )
