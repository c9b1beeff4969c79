"""Workers: this machine takes runs from the queues of a factory elsewhere."""

from collections.abc import Sequence

from factory.errors import PermanentError
from wiring.factory import open_factory
from wiring.home import this_home
from wiring.home_health import lacking_database_rights


def do_one_run(run_id: str, *, resumes: bool) -> str:
    """Take one run under its lease, and do it to its end; return what became of it.

    Raises:
        PermanentError: the database is not named.
    """
    if this_home().settings.database_url is None:
        raise PermanentError(
            "a worker wants DATABASE_URL, as it is where `factory up` runs (docs/machines.md)"
        )
    from resources.postgres.server_session import normalised
    from resources.run_workers.one_run import take_and_run
    from resources.run_workers.run_leases import RunLeases, worker_engine

    with open_factory() as factory:
        leases = RunLeases(worker_engine(normalised(factory.url)), ride_seconds=0)
        return take_and_run(leases, "resume_run" if resumes else "execute_run", run_id)


def work_here(queues: Sequence[str], at_once: int) -> None:
    """Take runs until SIGTERM; then finish what was begun.

    Args:
        queues: from which; all where none is named.
        at_once: how many runs.

    Raises:
        PermanentError: broker or database is not named, its account lacks a right, or a queue is named that
            there is none of.
    """
    settings = this_home().settings
    if settings.broker_url is None or settings.database_url is None:
        raise PermanentError(
            "a worker wants FACTORY_BROKER_URL and DATABASE_URL, as they are where `factory up` "
            "runs (docs/machines.md); found "
            + ("no FACTORY_BROKER_URL" if settings.broker_url is None else "no DATABASE_URL")
        )
    from resources.run_workers.worker import serve  # Celery, which no other command needs

    with open_factory() as factory:
        lacking = lacking_database_rights(factory)
        if lacking.words:
            raise PermanentError(f"runs taken here would fail: {lacking.words}. {lacking.remedy}")
        serve(settings.broker_url.get_secret_value(), factory.url, queues, at_once)
