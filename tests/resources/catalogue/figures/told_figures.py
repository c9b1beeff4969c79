"""Figures as platforms may tell them, by a seed, and the newest of what was told, found row by row."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from factory.analytics.figures import COUNTED, METRICS, DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.database.analytics_tables import observations
from tests.fakes.catalogued import accepted

FIRST = date(2026, 11, 1)
VIDEOS = {"a-video": "tales", "b-video": "tales", "c-video": "songs"}
OUTLETS = ("youtube", "tiktok", "instagram")
LAST = FIRST + timedelta(days=29)
Newest = Mapping[tuple[date, str, str], Mapping[str, float]]


def add_videos(catalogue: Catalogue) -> None:
    """Accept a brief of each."""
    for name, channel in VIDEOS.items():
        catalogue.briefs.accept(accepted(name, channel=channel))


def some_days(lot: random.Random) -> list[DayFigures]:
    """Return what a platform may say: some figures of some days, of which some are no whole numbers."""
    return [
        DayFigures(
            day=FIRST + timedelta(days=lot.randrange(30)),
            video_id=lot.choice(list(VIDEOS)),
            outlet=lot.choice(OUTLETS),
            figures=Figures.model_validate(
                {
                    name: lot.random()
                    if name in METRICS.keys() - COUNTED
                    else lot.randrange(-3, 999)
                    for name in lot.sample(sorted(METRICS), 5)
                }
                | ({"watch_seconds": lot.uniform(0, 1e6)} if lot.random() < 0.8 else {})
            ),
        )
        for _ in range(lot.randrange(1, 60))
    ]


def newest_of(catalogue: Catalogue) -> Newest:
    """Return the newest answers, found row by row."""
    found: dict[tuple[date, str, str], tuple[int, dict[str, float]]] = {}
    with catalogue.engine.connect() as connection:
        for row in connection.execute(sa.select(observations)).mappings():
            key = (row["day"], row["video_id"], row["outlet"])
            if key not in found or found[key][0] < row["revision"]:
                known = {name: row[name] for name in METRICS if row[name] is not None}
                found[key] = (row["revision"], known)
    return {key: known for key, (_, known) in found.items()}
