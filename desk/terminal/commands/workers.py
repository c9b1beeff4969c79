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
@click.option(
    "--run", "run_id", help="Do this run alone, and end with it: what a job of Kubernetes does."
)
@click.option("--resume", is_flag=True, help="Go on with that run, whose worker was lost.")
def worker(queues: tuple[str, ...], at_once: int, run_id: str | None, resume: bool) -> None:
    """Take runs from queues until Ctrl-C or SIGTERM, which let what was begun end.

    It wants DATABASE_URL and FACTORY_BROKER_URL, those of the machine where `factory up` runs, and
    the store that all share.
    """
    from wiring.workers import do_one_run, work_here

    if run_id:
        click.echo(do_one_run(run_id, resumes=resume))
    else:
        work_here(queues, at_once)
