"""Queues of Celery, and what a broker carries: one task, four queues, ten priorities. Celery's own words for all of it."""

from typing import Final

from celery import Celery
from kombu.entity import Exchange, Queue

TASK: Final = "factory.run"
QUEUES: Final = ("plan", "render", "publish", "other")
"""`script` and `plan` share one; what belongs to no video is `other`."""
OF_PHASE: Final = {
    "script": "plan",
    "plan": "plan",
    "sentences": "plan",
    "render": "render",
    "segments": "render",
    "publish": "publish",
}

HIGHEST: Final = 10
USUAL: Final = 5
LOWEST: Final = 2
BACKFILL: Final = 1
"""Of a thousand old videos, so that a new one does not wait behind them."""
HELPER: Final = 0
"""Of runs that help another: they are for workers that nobody waits for."""


def queue_of(phase: str | None) -> str:
    """Return the queue for runs of a phase."""
    return OF_PHASE.get(phase or "", "other")


def priority_of(said: str | None) -> int:
    """Return a message's priority by a run's turn: halved turns are one step, the fourth and later last.

    Args:
        said: the run's tag `dagster/priority`, 0 and below; None where it has none.
    """
    try:
        turn = max(0, -int(said or 0))
    except ValueError:
        turn = 0
    return max(LOWEST, USUAL - turn.bit_length())


def prepare(app: Celery) -> Celery:
    """Give an app of Celery the factory's queues and manners.

    A message is taken off its queue when its run has ended (`acks_late`), so that one whose worker
    dies is delivered again at once; whether it may run then is for its lease to say. How long a broker
    lets a run hold its message is the broker's own setting (`deploy/compose/rabbitmq.conf`).
    """
    exchange = Exchange("factory", type="topic", durable=True)
    app.conf.update(
        task_queues=[
            Queue(name, exchange, f"{name}.#", queue_arguments={"x-max-priority": HIGHEST})
            for name in QUEUES
        ],
        task_routes=None,
        task_create_missing_queues=False,
        task_default_exchange=exchange.name,
        task_default_exchange_type=exchange.type,
        task_default_queue="other",
        task_default_routing_key="other.run",
        task_acks_late=True,
        task_ignore_result=True,
        task_queue_max_priority=HIGHEST,
        task_default_priority=USUAL,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_heartbeat=10,
    )
    return app
