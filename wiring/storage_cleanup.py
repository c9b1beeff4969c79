"""What is cleaned in a factory: every kind there is, by where its files lie."""

from collections.abc import Sequence

from factory.ports import Cleaner, StorageNeed
from resources.dagster_instance.old_run_events import RunCourses
from resources.storage_cleanup import storage_need as month
from resources.storage_cleanup.scratch_and_logs import logs, scratch
from resources.storage_cleanup.unneeded_results import UnneededResults
from wiring.factory import Factory


def cleaners(factory: Factory) -> Sequence[Cleaner]:
    """Return them in the order in which they are asked."""
    engine, settings = factory.catalogue.engine, factory.settings
    return (
        scratch(settings.media / "scratch"),
        *result_cleaners(factory),
        *_copies(factory),
        logs(settings.dagster_home / "storage", settings.logs),
        RunCourses(engine),
    )


def result_cleaners(factory: Factory) -> Sequence[UnneededResults]:
    """Return those who remove results of work that nobody is given any more."""
    engine = factory.catalogue.engine
    return [UnneededResults(engine, factory.store, intermediate=kind) for kind in (True, False)]


def storage_need(factory: Factory) -> StorageNeed:
    """Return what a month of videos takes in its store and outbox."""
    return month.storage_need(factory.catalogue.engine)


def _copies(factory: Factory) -> Sequence[Cleaner]:
    if not factory.settings.media_store:
        return ()
    from resources.storage.s3_bucket import Bucket
    from resources.storage_cleanup.local_copies import LocalCopies

    settings = factory.settings
    bucket = Bucket(settings.media_store, settings.s3_endpoint)
    return [
        LocalCopies(factory.catalogue.engine, settings.media, settings.media / "unsent", bucket)
    ]
