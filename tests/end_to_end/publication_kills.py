"""`make post-kills N=100`: processes killed with -9 while they publish, at random calls of a platform.

Every video goes to YouTube, TikTok or Instagram and then into the production log. Its process is
killed at one of all the requests that this takes: before it leaves, with half of its bytes sent,
when it is done and not answered, or when it is answered; now and then the next process, too. Then
it is asked for once more, without kills, and counted at the platform: what was posted twice, lost,
left undone, stuck, or left for a person. `--seed` repeats a run's choices. Exits with 1 when one of
them is not none.
"""

import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import av
import sqlalchemy as sa

from emulators.app import environment
from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.posts.account_grants import PostgresGrants
from resources.machine.atomic_files import sha256_of
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal
from tests.end_to_end.schedules import Grounds, asked_for, grounds
from tests.fakes import instagram, tiktok, youtube
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import a_listing
from tests.fakes.publisher import PLAYLIST, Publisher, PublishingOrder
from tests.fakes.wire import MOMENTS, Moment, Stop, Wire, a_wire

OUTLETS = ("youtube", "tiktok", "instagram")
PLACES = {"youtube": "__videos", "tiktok": "__posts", "instagram": "__media"}
FOLLOW_UPS = {
    "youtube": {"thumbnail", "captions en", "playlist", "read back", "production log"},
    "tiktok": {"production log"},
    "instagram": {"production log"},
}
MASTER_BYTES = 20 << 20
"""Three chunks of YouTube's, some pieces of TikTok's."""
MANY = 1_000_000
AGAIN = 0.3
"""How often the process that takes over is killed as well."""
MOST_RUNS = 3


@dataclass
class Found:
    """What is not as it should be, by kind; all of them are none."""

    lost: int = 0
    """No post at the platform."""
    posted_twice: int = 0
    left_undone: int = 0
    """Posted, with a side step missing or done twice: thumbnail, captions, playlist, the log's row."""
    stuck: int = 0
    for_a_person: int = 0
    """Still failing when it is asked for again without a kill."""

    def __str__(self) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in vars(self).items())

    def add(self, other: "Found") -> None:
        """Count what another video found, too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


class PublicationKills:
    """The videos of one run, over one database and one set of vendors.

    Args:
        ground: where.
        wire: between the publishing processes and the vendors.
        dice: decides about everything that is left to chance.
    """

    def __init__(self, ground: Grounds, wire: Wire, dice: random.Random) -> None:
        self._ground = ground
        self._wire = wire
        self._dice = dice
        self._catalogue = open_catalogue(ground.url)
        for limit in ("youtube_units_per_day", "youtube_uploads_per_day"):
            self._catalogue.settings.change(limit, MANY)  # a hundred uploads are more than a day's
        self._calls: dict[str, list[str]] = {}
        self.videos = 0
        self.found = Found()
        self.killed: Counter[tuple[str, Moment]] = Counter()
        self._variables = {**environment(wire.base), "FACTORY_HOME": str(ground.home)}
        os.environ.update({**ground.vendors.variables, "FACTORY_HOME": str(ground.home)})
        grants = PostgresGrants(self._catalogue.engine, Seal(Settings.from_env()))
        for platform in (youtube, tiktok, instagram):
            grants.connect(platform.connected())

    def close(self) -> None:
        """Let go of the database."""
        self._catalogue.engine.dispose()

    def calls(self, outlet: str) -> list[str]:
        """Return the requests of one publication there that nobody disturbs."""
        if outlet not in self._calls:
            order = self._order(outlet)
            self._wire.set()
            self._finish(order)
            self._calls[outlet] = self._wire.seen
        return self._calls[outlet]

    def by_chance(self) -> str:
        """Publish one video, killed once or more often; return what was done."""
        outlet = self._dice.choice(OUTLETS)
        stops = [self._any_stop(outlet)]
        while self._dice.random() < AGAIN:
            stops.append(self._any_stop(outlet))
        return self.publish(outlet, *stops)

    def publish(self, outlet: str, *stops: Stop) -> str:
        """Publish one video, killed at each of these; return what was done."""
        order = self._order(outlet)
        said = [self._killed_at(order, stop) for stop in stops]
        self._finish(order)
        return f"{order.video_id} to {outlet}: {'; '.join(said)}"

    def _any_stop(self, outlet: str) -> Stop:
        number = self._dice.randrange(len(self.calls(outlet)))
        return Stop(number, self._dice.choice(MOMENTS))

    def _killed_at(self, order: PublishingOrder, stop: Stop) -> str:
        self._wire.set(stop)
        publisher = Publisher(order)
        while not stop.reached.wait(0.01):
            if not publisher.process.is_alive():
                return f"ended before its request {stop.number + 1} {stop.path}".rstrip()
        publisher.kill()
        stop.cut.set()
        self.killed[order.outlet, stop.moment] += 1
        return f"killed {stop.moment} {stop.asked}"

    def _finish(self, order: PublishingOrder) -> None:
        """Ask for it without kills until it is there or asking does not help, and count."""
        self._wire.set()
        why = ""
        for _ in range(MOST_RUNS):
            why = Publisher(order).ends()
            if not why:
                break
        one = Found(for_a_person=int(bool(why)))
        there = self._there(order)
        one.lost = int(not there)
        one.posted_twice = max(0, len(there) - 1)
        one.left_undone = int(not self._whole(order, there))
        one.stuck = self._count("owner IS NOT NULL OR published_at IS NULL", order.video_id)
        if any(vars(one).values()):
            print(f"{order.video_id} to {order.outlet}: {one} {why}", file=sys.stderr)
        self.found.add(one)
        shutil.rmtree(order.folder)

    def _there(self, order: PublishingOrder) -> list[dict[str, Any]]:
        """Return the posts of this very file, as its platform has them."""
        sha256 = sha256_of(order.folder / "master.mp4")
        every = self._ground.vendors.http.get(f"/{order.outlet}/{PLACES[order.outlet]}").json()
        if order.outlet == "youtube":
            return [one for one in every if one["__sha256"] == sha256]
        out = "media" if order.outlet == "instagram" else "post_id"
        return [one for one in every if one["sha256"] == sha256 and one[out]]

    def _whole(self, order: PublishingOrder, there: Sequence[dict[str, Any]]) -> bool:
        """Whether all that comes after a post was done, and nothing of it twice."""
        rows = self._ground.vendors.http.get("/sheets/__rows").json()
        logged = sum(row[:2] == [order.video_id, order.outlet] for row in rows) == 1
        (post,) = self._catalogue.posts.listed(video_id=order.video_id)
        noted = set(post["follow_ups"]) == FOLLOW_UPS[order.outlet]
        if order.outlet != "youtube":
            return logged and noted
        return (
            logged
            and noted
            and all(
                one["__thumbnails"] > 0
                and len(one["__captions"]) == 1
                and one["__playlists"] == [PLAYLIST]
                for one in there
            )
        )

    def _count(self, what: str, video_id: str) -> int:
        asked = sa.text(f"SELECT count(*) FROM factory.posts WHERE video_id = :v AND ({what})")
        with self._catalogue.engine.connect() as connection:
            return int(connection.scalar(asked, {"v": video_id}) or 0)

    def _order(self, outlet: str) -> PublishingOrder:
        """Have another video whose files lie ready."""
        self.videos += 1
        video_id = f"killed-{self.videos:04d}"
        self._catalogue.briefs.accept(accepted(video_id))
        folder = self._ground.home / video_id
        folder.mkdir()
        _film(folder / "master.mp4", video_id)
        (folder / "thumbnail.jpg").write_bytes(b"a picture of " + video_id.encode())
        words = f"1\n00:00:00,000 --> 00:00:01,000\nThe words of {video_id}\n"
        (folder / "captions.srt").write_text(words, encoding="utf-8")
        listing = a_listing(synthetic_media=True, made_for_kids=False, title=f"About {video_id}")
        (folder / "listing.json").write_bytes(listing.to_json())
        return PublishingOrder(video_id, outlet, folder, self._ground.url, self._variables)


def _film(path: Path, mark: str) -> None:
    """Write a film of a second, made as large as wanted, and unlike any other, by a box of no meaning."""
    with av.open(str(path), "w") as film:
        stream = film.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for _ in range(10):
            film.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        film.mux(stream.encode())
    free = mark.encode() * (MASTER_BYTES // len(mark))
    with path.open("ab") as file:
        file.write((len(free) + 8).to_bytes(4) + b"free" + free)


def main(arguments: Sequence[str]) -> int:
    """Kill that often, and print what came of it; return whether something is wrong."""
    kills, seed = asked_for(arguments, "tests.end_to_end.publication_kills", __doc__, 100)
    with grounds() as ground, a_wire(ground.vendors.port) as wire:
        schedule = PublicationKills(ground, wire, random.Random(seed))
        while schedule.killed.total() < kills:
            said = schedule.by_chance()
            print(f"{schedule.killed.total()} of {kills}: {said}", file=sys.stderr, flush=True)
        for outlet in OUTLETS:
            told = ", ".join(f"{moment} {schedule.killed[outlet, moment]}" for moment in MOMENTS)
            print(f"{outlet}: {len(schedule.calls(outlet))} requests a video; killed {told}")
        schedule.close()
    print(f"{schedule.killed.total()} kills, {schedule.videos} videos: {schedule.found}")
    print(f"again with the same choices: make post-kills N={kills} SEED={seed}")
    return int(any(vars(schedule.found).values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
