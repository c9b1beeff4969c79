"""What a person says to the factory alone never leaves it: not in words, names, paths or metadata."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.desk.terminal.studio import Studio

CANARY = "kanarienvogel"
CHANNEL = f"""name: quiet
title: Quiet
format: draft
review: required
music: {{kind: none}}
pictures: {{provider: folder, folder: {CANARY}-pictures, licence: CC0-1.0}}
compliance: {{made_for_kids: false, synthetic_media: true}}
"""
BRIEF = f"""---
channel: quiet
title: The clock that lost a day
description: A clock, a calendar and eleven days.
notes: The {CANARY} told me this; tell nobody.
---
Parliament had changed the calendar, and eleven days had simply been taken away.
In one small town a clockmaker refused to move the hands of his best clock.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / f"{CANARY}-home"
    pictures = home / "channels" / f"{CANARY}-pictures"
    pictures.mkdir(parents=True)
    dice = np.random.default_rng(7)
    for number in range(6):
        noise = dice.integers(0, 255, (64, 36, 3), dtype=np.uint8)
        picture = Image.fromarray(noise).resize((468, 832))
        picture.save(pictures / f"{CANARY} {number}.png")
    (home / "channels" / "quiet.yaml").write_text(CHANNEL, encoding="utf-8")
    (home / f"{CANARY}.md").write_text(BRIEF, encoding="utf-8")
    return home


def test_notes_reasons_and_local_names_are_in_nothing_that_is_published(
    home: Path, database_url: str
):
    studio = Studio(home, database_url, home / f"{CANARY}.md")
    studio.process("make", str(studio.brief))
    (listed,) = json.loads(studio.factory("list", "--json"))
    video = listed["video_id"]
    seen = f"{listed['master_sha256'][:16]}-{listed['listing_sha256'][:16]}"
    why = ("--seen", seen, "--note", f"the {CANARY} was seen")
    studio.factory("reject", video, *why)
    shown = studio.shown(video)
    assert (shown["status"], CANARY in shown["error"]) == ("rejected", True)
    studio.factory("approve", video, *why)
    studio.process("make", str(studio.brief))
    published = [path for path in (home / "outbox").rglob("*") if path.is_file()]
    names = {path.name for path in published}
    assert {"video.mp4", "listing.txt", "listing.json", "dossier.json"} <= names
    for path in published:
        said = path.read_bytes().lower()
        assert CANARY.encode() not in said, path.name
        assert str(home).lower().encode() not in said, path.name
    dossier = json.loads((home / "outbox" / video / "dossier.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in dossier["files"]} == names - {
        "dossier.json",
        "dossier.html",
        "listing.txt",
    }
    listing = (home / "outbox" / video / "listing.txt").read_text(encoding="utf-8")
    assert "A clock, a calendar and eleven days." in listing
