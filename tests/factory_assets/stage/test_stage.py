"""What every stage has in common: what a person reads whose run waits, or failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import dagster as dg
import pytest

from factory.errors import BadInput, BudgetExceeded, FactoryError
from factory.ports import Stages
from factory.workflow.launch import LAUNCH
from factory_assets.stage.graph_names import VIDEOS_NAME
from factory_assets.stage.stage import stage
from factory_assets.stage.video_partition import VIDEOS

VIDEO = "a-video"
AGAIN = "start it again then"


class Unrecorded:
    """A catalogue of stages that remembers nothing."""

    @contextmanager
    def stage(self, video_id: str, name: str, run_id: str | None) -> Iterator[None]:
        yield


def said(error: FactoryError, **tags: str) -> str:
    """Make one asset alone, which meets an error; return what its run says."""

    @dg.asset(partitions_def=VIDEOS)
    def audio(context: dg.AssetExecutionContext) -> None:
        with stage(context, cast(Stages, Unrecorded()), "audio"):
            raise error

    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO])
        result = dg.materialize(
            [audio], partition_key=VIDEO, instance=instance, tags=tags, raise_on_error=False
        )
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    return failure.step_failure_data.error_display_string


@pytest.mark.parametrize(
    ("error", "tags", "told"),
    [
        (BudgetExceeded("no room"), {}, True),
        (BudgetExceeded("no room"), {LAUNCH: "7"}, False),
        (BadInput("no words"), {}, False),
    ],
    ids=["by hand", "by a launch", "nothing to wait for"],
)
def test_a_run_for_one_asset_that_waits_says_that_it_is_to_be_started_again(
    error: FactoryError, tags: dict[str, str], told: bool
):
    words = said(error, **tags)
    assert str(error) in words
    assert (AGAIN in words) is told
