"""Helping: a run that makes units of a stage which another run joins."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from factory.errors import BadInput, NoHelpWanted
from factory.ports import HelpingJournals, Journal
from factory.workflow.shared_stage import HELPED, HELPS, NUMBER, STAGE
from factory_assets.stage.step_retries import errors_for_dagster


@contextmanager
def helping(
    context: dg.OpExecutionContext, journals: HelpingJournals
) -> Iterator[tuple[str, Journal]]:
    """Yield video ID and journal of a helper's run; it ends well when no help is wanted any more.

    A unit that fails here is free again: the run that joins tries it itself, and says why.
    """
    video_id, tags = context.partition_key, context.run.tags
    with errors_for_dagster():
        run_id, stage, number = tags.get(HELPS), tags.get(STAGE, ""), tags.get(NUMBER, "0")
        if run_id is None or stage not in HELPED or not number.isdecimal():
            raise BadInput(
                f"a run of {context.job_name} wants the tags {HELPS} (the run that it helps) and {STAGE} "
                f"({', '.join(HELPED)}); found {run_id!r} and {stage!r}. Such runs are started by the "
                "sensor shared_stages; nobody need start one (docs/machines.md)"
            )
        try:
            with journals.helping(video_id, stage, run_id, int(number)) as journal:
                yield video_id, journal
        except NoHelpWanted as why:
            context.log.info(f"no help is wanted any more: {why}")
