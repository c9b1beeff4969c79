"""One layer, made alone here and now: one asset of the graph, for one video or one day."""

from datetime import date
from typing import TYPE_CHECKING

from desk.actions.making.make_in_process import QUIET, UNSAID
from factory.documents.error_words import listed, shown
from factory.errors import BadInput, PermanentError
from factory.ports import Progress
from factory.records import Payload
from factory_assets.stage.day_partition import DAYS, PLANNED_DAYS
from factory_assets.stage.graph_names import VIDEOS_NAME
from factory_assets.stage.video_partition import VIDEOS
from sensors.failure_reasons import why_failed
from wiring.definitions import build
from wiring.factory import Factory

if TYPE_CHECKING:
    import dagster as dg

DECIDED = "reviews"
"""Is no layer that can be made: a person decides."""
LONGEST_FACT = 200
PICTURE = "[!["
"""How Markdown begins that shows a picture: no words for a terminal or a program."""


class LayerMade(Payload):
    """What became of a layer."""

    layer: str
    subject: str
    """A video's ID, or a day."""
    facts: dict[str, str]
    """What its asset says of itself."""


def make_layer(factory: Factory, layer: str, subject: str, progress: Progress) -> LayerMade:
    """Make one layer from what those before it have left; nothing follows it.

    What is finished is reused, as in every run, and a run of the same video at the same time does no
    unit of work twice.

    Args:
        factory: that makes it.
        layer: an asset, such as `audio`, `uploads/outbox` or `analytics/channel_days`.
        subject: whose: a video's ID, or a day (YYYY-MM-DD) of what is made once a day.
        progress: told how far it has come.

    Raises:
        BadInput: there is no such layer, video or day.
        PermanentError: it could not be made; the message says why.
    """
    definitions = build(progress=progress)
    graph = definitions.resolve_asset_graph()
    names = {key.to_user_string(): key for key in graph.get_all_asset_keys()}
    if layer not in names or layer == DECIDED:
        raise BadInput(
            f"{shown(layer)} is no layer; there are: {listed(sorted(names.keys() - {DECIDED}))}"
        )
    key = names[layer]
    partitions = graph.get(key).partitions_def
    if partitions == VIDEOS:
        factory.catalogue.briefs.newest(subject)
        factory.instance_here.add_dynamic_partitions(VIDEOS_NAME, [subject])
    else:
        _check_day(subject, layer, planned=partitions == PLANNED_DAYS)
    result = definitions.resolve_implicit_global_asset_job_def().execute_in_process(
        instance=factory.instance_here,
        partition_key=subject,
        asset_selection=[key],
        run_config=QUIET,
        raise_on_error=False,
    )
    wait = None if result.success else factory.catalogue.stages.wait(result.run_id)
    if not result.success:
        raise PermanentError(wait.words if wait else why_failed(result.all_events) or UNSAID)
    return LayerMade(layer=layer, subject=subject, facts=_facts(result, key))


def _check_day(subject: str, layer: str, *, planned: bool) -> None:
    try:
        date.fromisoformat(subject)
    except ValueError:
        raise BadInput(
            f"{layer} is made by days; found {shown(subject)}, wanted one such as 2026-11-28"
        ) from None
    days = PLANNED_DAYS if planned else DAYS
    if not days.has_partition_key(subject):
        early = "has begun nowhere yet" if planned else "is not over at the platform"
        first = days.get_first_partition_key()
        raise BadInput(f"{layer} of {subject}: that day {early}, or lies before {first}")


def _facts(result: "dg.ExecuteInProcessResult", key: "dg.AssetKey") -> dict[str, str]:
    events = result.get_asset_materialization_events()
    made = (event.step_materialization_data.materialization for event in events)
    one = next((one for one in made if one.asset_key == key), None)
    if one is None:
        return {"made": "nothing yet: it stays missing"}
    return {
        name: str(value.value)
        for name, value in one.metadata.items()
        if isinstance(value.value, int | float | str)
        and len(str(value.value)) <= LONGEST_FACT
        and not str(value.value).startswith(PICTURE)
    }
