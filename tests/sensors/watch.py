"""A factory whose sensors are asked one tick at a time."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.catalogue.media_places import PostgresMediaPlaces
from resources.home.channel_files import ChannelFolder
from resources.home.inbox import InboxFolder
from resources.images import fonts
from resources.journal.abandoned_work import PostgresAbandonedWork
from resources.journal.spending_limits import PostgresSpendingLimits
from resources.machine.paths import PROJECT
from resources.storage.disk_store import DiskStore
from sensors.pending_work import Settlement


@dataclass
class Watch:
    """Everything a sensor sees."""

    inbox: Path
    catalogue: Catalogue
    launches: PostgresLaunches
    instance: dg.DagsterInstance
    outlets: object = None
    channels: ChannelFolder = field(
        default_factory=lambda: ChannelFolder((PROJECT / "examples" / "channels",))
    )

    def drop(self, name: str, text: str, age_seconds: float = 60) -> None:
        """Put a file into the inbox that nobody has written to for a while."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        then = time.time() - age_seconds
        os.utime(path, (then, then))

    def tick(self, sensor: dg.SensorDefinition) -> dg.SensorResult | dg.SkipReason:
        """Evaluate the sensor once."""
        resources = {
            "inbox": InboxFolder(self.inbox),
            "channels": self.channels,
            "briefs": self.catalogue.briefs,
            "stages": self.catalogue.stages,
            "shared_stages": self.catalogue.shared_stages,
            "ideas": self.catalogue.ideas,
            "events": self.catalogue.events,
            "reviews": self.catalogue.reviews,
            "outcomes": self.catalogue.outcomes,
            "launches": self.launches,
            "spending_limits": PostgresSpendingLimits(self.catalogue.engine, ChannelFolder(())),
            "abandoned_work": PostgresAbandonedWork(self.catalogue.engine),
            "media_places": PostgresMediaPlaces(
                self.catalogue.engine, DiskStore(self.inbox.parent / "media")
            ),
            "lettering": fonts,
            "timetable": self.catalogue.timetable,
            "appointed_posts": self.catalogue.appointed_posts,
            "outlets": self.outlets,
        }
        wanted = {name: resources[name] for name in sensor.required_resource_keys}
        with dg.build_sensor_context(instance=self.instance, resources=wanted) as context:
            result = sensor(context)
        assert isinstance(result, dg.SensorResult | dg.SkipReason)
        return result

    @property
    def settlement(self) -> Settlement:
        """What the sensor brings launches up to date with."""
        facts = self.catalogue
        return Settlement(self.instance, facts.briefs, facts.stages, facts.outcomes)

    def requested(self) -> list[tuple[str, str]]:
        """Return open launches as (video, phase)."""
        with self.catalogue.engine.connect() as connection:
            rows = connection.execute(
                sa.text("SELECT video_id, phase FROM factory.launches WHERE ended_at IS NULL")
            )
            return [tuple(row) for row in rows]
