"""What a run's process has imported before it begins; see `resources.dagster_instance.code_server`."""

from contextlib import suppress

from resources.machine.loading import loaded_for_good

# What does not load is loaded once more by the run, whose own account then has the reason.
with loaded_for_good(), suppress(Exception):
    from dagster._core.definitions.reconstruct import ReconstructableRepository

    import wiring.definitions

    # As every run does: what Dagster builds of a graph once is built here.
    ReconstructableRepository.for_module(wiring.definitions.__name__, "defs").get_definition()
