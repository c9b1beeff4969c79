"""A render's manifest: a segment for every shot, and all that the master was made from."""

from pathlib import Path

import pytest

from factory.master.render import Render, ingredients
from factory.master.sources import RenderSources
from factory.pictures.intro_outro import Inserts, ShownInsert
from factory.units_of_work import Done
from tests.fakes.manifests import (
    RENDERER,
    a_file,
    a_narration,
    an_accepted_brief,
    sha,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_measurement, a_timeline

INTRO = ShownInsert(role="intro", file=a_file("inserts/intro.png"), frames=30, provider=RENDERER)
NARRATION = a_narration(inserts=Inserts(intro=INTRO))
SOURCES = RenderSources(an_accepted_brief(), NARRATION, some_visuals(), some_captions(NARRATION))
TIMELINE = a_timeline(SOURCES.visuals)
SEGMENTS = [
    Done(sha(f"recipe {n}"), Path("segment.mp4"), sha(f"mp4 {n}"), 1000 + n, reused=False)
    for n in range(len(TIMELINE.shots))
]


def made(segments: list[Done]) -> Render:
    return Render.of(
        SOURCES,
        TIMELINE,
        segments,
        a_measurement(),
        master=a_file("master.mp4"),
        poster=a_file("poster.jpg"),
        contact_sheet=a_file("contact-sheet.jpg"),
        address=lambda name: f"http://127.0.0.1/{name}",
        provider=RENDERER,
    )


def test_every_shot_has_its_segment_in_order():
    render = made(SEGMENTS)
    assert [s.scene_id for s in render.segments] == [s.scene_id for s in TIMELINE.shots]
    assert [s.frames for s in render.segments] == [s.frames for s in TIMELINE.shots]
    assert [s.sha256 for s in render.segments] == [done.sha256 for done in SEGMENTS]
    assert [s.fingerprint for s in render.segments] == [done.fingerprint for done in SEGMENTS]


def test_a_shot_without_a_segment_is_no_render():
    with pytest.raises(ValueError, match="shorter"):
        made(SEGMENTS[:-1])


def test_it_says_where_its_files_are_seen_and_what_it_was_made_from():
    render = made(SEGMENTS)
    assert render.render_url == "http://127.0.0.1/master.mp4"
    assert render.thumbnail_url == "http://127.0.0.1/thumbnail.jpg"
    assert render.created_at == SOURCES.accepted.accepted_at
    assert render.made_from == ingredients(
        SOURCES.accepted, NARRATION, SOURCES.visuals, SOURCES.captions
    )


def test_a_picture_is_known_by_its_asset_and_an_insert_by_its_role():
    pictures = SOURCES.pictures
    assert pictures["intro"] == INTRO.file
    assert {
        asset.asset_id: asset.file for asset in SOURCES.visuals.assets
    }.items() <= pictures.items()
