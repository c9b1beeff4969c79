"""Archiving by hand: what is done every night, now."""

from factory.records import Payload
from factory_assets.stage.video_partition import VIDEOS_NAME
from sensors.archived_videos import archive_everything
from wiring.factory import open_factory


class Archived(Payload):
    """What Dagster forgot."""

    videos: int
    runs: int


def archive_now() -> Archived:
    """Take every video out of Dagster that is due; the catalogue and the store keep theirs."""
    with open_factory() as factory:
        if not factory.instance.get_dynamic_partitions(VIDEOS_NAME):
            return Archived(videos=0, runs=0)
        videos, runs = archive_everything(factory.archive)
    return Archived(videos=videos, runs=runs)
