"""Of any file it is said whether it is ours, whether it was changed, and who approved it."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.actions.publishing.verification import verify
from desk.terminal.cli import cli
from factory.errors import BadInput
from factory.release.file_verification import Answer
from factory.reviews.decision import Decision, Review
from resources.machine import ffmpeg
from tests.fakes.catalogued import VOICE, accepted
from tests.resources.provenance.signed_file import CLAIM, a_film, credentials_in
from wiring.factory import Factory

VIDEO = CLAIM.video_id


def a_master(factory: Factory, folder: Path) -> Path:
    """Sign a small film and record it as the master of a video."""
    film = a_film(folder)
    factory.credentials.sign(film, CLAIM)
    factory.catalogue.briefs.accept(accepted(VIDEO))
    file = factory.store.keep(VIDEO, "master.mp4", film)
    factory.catalogue.artifacts.record(VIDEO, "renders", [file], provider=VOICE, run_id="run")
    return film


def decide(factory: Factory, decision: Decision) -> None:
    master = factory.catalogue.artifacts.artifact(VIDEO, "renders", "master.mp4")
    assert master
    factory.catalogue.reviews.decide(
        Review(
            video_id=VIDEO, master_sha256=master.sha256, decision=decision, reviewer="Ada",
            note="so be it", decided_at=datetime.now(UTC),
        )
    )  # fmt: skip


def said(factory: Factory, file: Path) -> Answer:
    return verify(factory, file).answer


def test_a_master_is_told_from_its_changed_copies_and_from_others(
    idle_factory: Factory, tmp_path: Path
):
    film = a_master(idle_factory, tmp_path)
    assert said(idle_factory, film) == "unapproved"
    decide(idle_factory, "approved")
    found = verify(idle_factory, film)
    assert (found.answer, found.decided and found.decided.by) == ("approved", "Ada")
    assert found.sentence == f"OURS, unchanged, approved: master.mp4 of {VIDEO}."

    flipped = bytearray(film.read_bytes())
    flipped[-1000] ^= 1
    (tmp_path / "flipped.mp4").write_bytes(flipped)
    changed = verify(idle_factory, tmp_path / "flipped.mp4")
    assert changed.answer == "altered"
    assert changed.sentence.startswith(f"CHANGED: signed by this factory as {VIDEO}")

    remuxed = tmp_path / "remuxed.mp4"
    ffmpeg.run(["-i", str(film), "-c", "copy", str(remuxed)], doing="remux")
    assert "nothing is signed in it" in verify(idle_factory, remuxed).sentence

    (tmp_path / "cut.mp4").write_bytes(film.read_bytes()[:3000])
    assert said(idle_factory, tmp_path / "cut.mp4") == "foreign"

    later = a_film(tmp_path, name="later.mp4")
    idle_factory.credentials.sign(later, CLAIM)
    assert said(idle_factory, later) == "unrecorded"

    theirs = a_film(tmp_path, name="theirs.mp4")
    credentials_in(tmp_path / "elsewhere").sign(theirs, CLAIM)
    assert said(idle_factory, theirs) == "foreign"
    theirs.write_bytes(theirs.read_bytes()[:-500])
    assert said(idle_factory, theirs) == "foreign"

    decide(idle_factory, "rejected")
    assert said(idle_factory, film) == "unapproved"
    file = idle_factory.store.keep(VIDEO, "master.mp4", later)
    idle_factory.catalogue.artifacts.record(VIDEO, "renders", [file], provider=VOICE, run_id="2")
    assert "and not the newest" in verify(idle_factory, film).sentence


def test_what_is_no_file_is_refused_and_none_is_waited_for(idle_factory: Factory, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name in ("pipe", "nowhere", ".", "gone"):
        with pytest.raises(BadInput, match="could not verify"):
            verify(idle_factory, tmp_path / name)
    with pytest.raises(BadInput, match="no ordinary file"):
        verify(idle_factory, Path("/dev/zero"))


def test_a_large_file_that_is_no_video_and_a_link_are_answered(
    idle_factory: Factory, tmp_path: Path
):
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "link.txt").symlink_to(shutil.copy(__file__, tmp_path / "notes.txt"))
    assert said(idle_factory, large) == "foreign"
    assert said(idle_factory, tmp_path / "link.txt") == "foreign"


def test_the_command_ends_with_what_it_found(idle_factory: Factory, tmp_path: Path):
    notes = tmp_path / "notes.txt"
    notes.write_text("not a video")
    told = CliRunner().invoke(cli, ["verify", str(notes)])
    assert told.exit_code == 5
    assert told.output.startswith("NOT OURS: on no record of this factory")
    as_json = CliRunner().invoke(cli, ["verify", str(notes), "--json"])
    assert '"answer": "foreign"' in as_json.output
