"""Rendering when things go wrong: only what is missing is made again, and errors say why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.film import Film, FilmRenderer, film_of, film_renderer_at
from bench.inputs import draw
from bench.unsigned import UNCLAIMED
from factory.channel.branding import ChannelMark
from factory.errors import PermanentError
from factory.master.render import Cut, Render
from factory.video_formats.formats import format_named
from factory_assets.renders.master import render_master
from factory_assets.renders.tiktok_cut import with_cut
from resources.dagster_instance.log_progress import LogProgress
from resources.machine import ffmpeg
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.rendering.stills import StillRenderer
from resources.storage.disk_store import DiskStore
from resources.storage_cleanup.unneeded_results import INTERMEDIATE
from tests.fakes.render_inputs import PICTURE, textured
from tests.fakes.render_manifests import a_render

SCENES, WORDS = 4, 2
DIES_ONCE = """#!/bin/sh
for target; do :; done
case "$target" in *segment.mp4) if mkdir "{folder}/died" 2> /dev/null; then
  head -c 200000 > /dev/null
  echo "frame is too strange" >&2
  kill -9 $$
fi;; esac
exec "{ffmpeg}" "$@"
"""


@pytest.fixture
def films(database_url: str, tmp_path: Path) -> Iterator[FilmRenderer]:
    with film_renderer_at(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def film(tmp_path: Path) -> Film:
    profile = format_named("short").model_copy(update={"picture": PICTURE})
    stills = [textured(tmp_path / f"still{n}.png", n) for n in range(SCENES)]
    return film_of(profile, SCENES, WORDS, stills)


def made(films: FilmRenderer, film: Film) -> list[int]:
    """Return which segments were made anew when the film was rendered."""
    return [n for n, done in enumerate(films.render(film).segments) if not done.reused]


def test_asked_again_nothing_is_encoded(films: FilmRenderer, film: Film):
    assert made(films, film) == [0, 1, 2, 3]
    again = films.render(film)
    assert all(done.reused for done in (*again.segments, again.master))


def test_a_master_whose_segments_were_cleaned_away_is_found_and_segments_come_back_when_needed(
    films: FilmRenderer, film: Film, database_url: str
):
    def render(film: Film) -> tuple[Render, int]:
        video, graphics = films.prepared(film)
        return render_master(video, graphics, (), UNCLAIMED, StillRenderer(), LogProgress())

    first, _ = render(film)
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.work SET retired_at = now() WHERE kind = ANY(:kinds)"),
            {"kinds": INTERMEDIATE},
        )
    again, reused = render(film)
    assert (again.master, again.measurement, reused) == (first.master, first.measurement, SCENES)
    with engine.connect() as connection:
        made = "SELECT count(*) FROM factory.work WHERE attempts > 1"
        assert connection.scalar(sa.text(made)) == 0
    # One word more, and the join wants them all: none is missing, and none is made twice.
    edited, _ = render(film.with_a_word_more(1))
    assert [s.sha256 for s in edited.segments][2:] == [s.sha256 for s in first.segments][2:]
    assert edited.measurement.decode_errors == 0


def test_a_word_more_in_a_scene_leaves_the_others_as_they_were(films: FilmRenderer, film: Film):
    films.render(film)
    # Not even the scene after it, which fades in over its picture.
    assert made(films, film.with_a_word_more(1)) == [1]


def test_a_flipped_byte_in_a_finished_segment_is_noticed_and_mended(
    films: FilmRenderer, film: Film, database_url: str, tmp_path: Path
):
    first = films.render(film)
    broken = first.segments[2].path
    whole = broken.read_bytes()
    broken.chmod(0o644)
    broken.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    with film_renderer_at(database_url, tmp_path) as later:
        assert made(later, film) == [2]
    assert broken.read_bytes() == whole


def test_an_encoder_that_is_killed_is_started_once_more_and_costs_no_other_segment(
    films: FilmRenderer, film: Film, tmp_path: Path
):
    program = tmp_path / "mortal-ffmpeg"
    program.write_text(DIES_ONCE.format(folder=tmp_path, ffmpeg=ffmpeg.binary()))
    program.chmod(0o755)
    mortal = replace(films, renderer=ffmpeg_renderer(str(program)))
    rendered = mortal.render(film)
    assert rendered.measurement.decode_errors == 0
    assert all(done.reused for done in films.render(film).segments)


class Cramped(DiskStore):
    """A store on a disk that is nearly full."""

    free = 100_000

    def free_bytes(self) -> int:
        return self.free


def test_a_disk_too_small_for_the_render_is_told_before_anything_is_encoded(
    films: FilmRenderer, film: Film, tmp_path: Path
):
    cramped = replace(films, store=Cramped(tmp_path / "media"))
    with pytest.raises(PermanentError, match=r"4 of 4 segments.*about [\d,]+ bytes; 100,000"):
        cramped.render(film)
    assert not list((tmp_path / "media").rglob("*.mp4"))


def test_what_is_finished_wants_no_more_room(films: FilmRenderer, film: Film, tmp_path: Path):
    films.render(film)
    assert made(replace(films, store=Cramped(tmp_path / "media")), film) == []


def test_a_short_has_all_its_pixels_and_every_frame(films: FilmRenderer, tmp_path: Path):
    profile = format_named("short")
    still = tmp_path / "still.png"
    draw(still, profile.picture.width, profile.picture.height, seed=1)
    found = films.render(film_of(profile, scenes=1, words=WORDS, stills=[still])).measurement
    assert (found.width, found.height, found.fps) == (1080, 1920, "30/1")
    assert found.frames == round(found.video_seconds * 30) > 0
    assert found.decode_errors == 0


def test_a_cut_without_the_channels_mark_is_made_of_all_that_bears_none(
    films: FilmRenderer, film: Film, tmp_path: Path
):
    small = replace(film, scenes=film.scenes[:2])
    plain = films.render(small)
    video, graphics = films.prepared(small)
    mark = ChannelMark(file=str(textured(tmp_path / "mark.png", 9)), sha256="a" * 64)
    channel = graphics.accepted.channel.model_copy(update={"watermark": mark})
    marked = graphics.accepted.model_copy(update={"channel": channel})

    def cut(outlets: tuple[str, ...]) -> Cut | None:
        told = channel.model_copy(update={"outlets": outlets})
        accepted = marked.model_copy(update={"channel": told})
        dressed = replace(graphics, accepted=accepted)
        return with_cut(a_render(), video, dressed, (), UNCLAIMED, LogProgress()).cut

    assert cut(("outbox", "youtube")) is None
    made = cut(("outbox", "tiktok"))
    assert made and made.without == ("watermark",)
    assert [one.sha256 for one in made.segments] == [one.sha256 for one in plain.segments]
    assert made.file.sha256 == plain.master.sha256 == made.measurement.sha256
    shot = video.timeline.shots[0]
    assert replace(graphics, accepted=marked).recipe(shot, None)["watermark"]
