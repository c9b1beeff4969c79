"""`factory worker`: this machine takes runs from the queues of a factory elsewhere."""

import click


@click.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    help="plan, render, publish or other; may be repeated. All of them where none is named.",
)
@click.option("--at-once", default=1, show_default=True, help="Runs at the same time.")
def worker(queues: tuple[str, ...], at_once: int) -> None:
    """Take runs from queues until Ctrl-C or SIGTERM, which let what was begun end.

    It wants DATABASE_URL and FACTORY_BROKER_URL, those of the machine where `factory up` runs, and
    the store that all share.
    """
    from wiring.workers import work_here

    work_here(queues, at_once)
