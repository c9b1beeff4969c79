"""Corrections of words: priced before, by the vendors that are paid, in every language it is told in."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from desk.actions.making.corrections import correct_words, remake_of
from desk.web.buttons import told
from factory.brief.brief import AcceptedBrief, translations
from factory.errors import OriginalAwaited
from factory.records import FileRef
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.speech.normalisation import spoken
from factory_assets.scripts.draft import write_draft
from tests.desk.opened_desk import BRIEF, Desk
from tests.fakes.catalogued import VOICE

PAID = """
name: paid
title: Paid for
format: short
languages: [en, de]
words: {provider: openai}
voice: {provider: google, name: en-US-Neural2-D}
voices: {de: {provider: google, name: de-DE-Chirp3-HD-Kore}}
pictures: {provider: fal}
"""
BEFORE = "Birthdays vanished."
AFTER = "Birthdays were lost for good."
CHARACTER_USD = 16 / 1_000_000
PICTURE_USD = 2 * 0.003
"""By the shipped prices: of such a voice, and of two megapixels by fal's quickest model."""


class Asked(Exception):
    """A translation was asked for."""


class Writer:
    """Somebody who translates; what is asked is all that counts here."""

    def translation(self, original: Script) -> object:
        raise Asked(original.video_id)


def made_video(desk: Desk, also_in: str = "", more: str = "") -> AcceptedBrief:
    """Hand in a video of a channel that pays, whose script is written and whose making failed."""
    channels = desk.factory.settings.channel_folders[0]
    channels.mkdir(parents=True, exist_ok=True)
    (channels / "paid.yaml").write_text(PAID + more, encoding="utf-8")
    video = desk.video(BRIEF.replace("channel: demo", f"channel: paid{also_in}"))
    accepted = desk.factory.catalogue.briefs.newest(video)
    script = write_script(accepted, accepted.profile, datetime.now(UTC), spoken, version=1)
    desk.factory.store.write(video, "script.json", script.to_json())
    for one in desk.factory.catalogue.reports.list_videos(9):
        desk.factory.catalogue.withdrawals.cancel(one.video_id, "mara")
    return accepted


def test_a_correction_tells_every_picture_scene_and_field_that_follows_it_before_it_is_made(
    desk: Desk,
):
    video = made_video(desk).video_id
    remake = remake_of(desk.factory, video, BEFORE, AFTER)
    assert (remake.sentences, remake.pictures, remake.languages) == (1, 2, ())
    assert remake.scenes == 3  # it is cut in two by the longer sentence, and the next fades from it
    assert remake.pictures_usd == pytest.approx(2 * PICTURE_USD)
    voice = remake.usd - 2 * PICTURE_USD
    assert len(AFTER) * CHARACTER_USD <= voice < 3 * len(AFTER) * CHARACTER_USD  # its markup too
    assert told(remake) == (
        "Made anew: 1 sentence spoken, with captions, 2 pictures drawn ($0.01), 3 scenes rendered; "
        "at most $0.01. The listing's description and tags follow the words. The rest stays."
    )
    same = remake_of(desk.factory, video, BEFORE, "Birthdays  vanished.")
    assert told(same) == "Nothing that is spoken or shown changes."


def test_under_a_progress_bar_every_scene_is_told_to_be_rendered(desk: Desk):
    video = made_video(desk, more="progress: bottom\n").video_id
    assert desk.factory.catalogue.briefs.newest(video).channel.progress
    remake = remake_of(desk.factory, video, BEFORE, AFTER)
    assert remake.scenes > 3
    assert "scenes rendered (every one, as the progress bar shows" in told(remake)
    assert remake_of(desk.factory, video, BEFORE, "Birthdays  vanished.").scenes == 0


def test_a_correction_is_told_anew_and_priced_in_every_language_but_those_that_went_on(desk: Desk):
    original = made_video(desk, also_in="\nalso_in: [de]")
    german = translations(original)[0].video_id
    alone = remake_of(desk.factory, original.video_id, BEFORE, AFTER)
    assert alone.languages == ("de",)
    assert alone.usd > PICTURE_USD + 0.005  # translated, and spoken by a dearer voice
    assert "all of it told in German" in told(alone)
    correct_words(desk.factory, original.video_id, BEFORE, AFTER, "mara")
    withdrawals = desk.factory.catalogue.withdrawals
    assert [one.phase for one in withdrawals.open_launches(german)] == ["plan"]
    withdrawals.cancel(original.video_id, "mara")
    assert remake_of(desk.factory, original.video_id, AFTER, BEFORE).languages == ()


def test_a_translation_waits_for_the_corrected_script(desk: Desk):
    original = made_video(desk, also_in="\nalso_in: [de]")
    catalogue, store = desk.factory.catalogue, desk.factory.store
    script = FileRef.model_validate(
        {"name": "script.json", "sha256": "0" * 64, "bytes": 1, "media_type": "application/json"}
    )
    catalogue.artifacts.record(original.video_id, "scripts", [script], provider=VOICE, run_id=None)
    german = translations(original)[0]

    def draft() -> object:
        nobody, files = cast(Any, None), catalogue.artifacts
        return write_draft(german, cast(Any, Writer()), catalogue.briefs, files, store, nobody)

    with pytest.raises(Asked):
        draft()
    correct_words(desk.factory, original.video_id, BEFORE, AFTER, "mara")
    with pytest.raises(OriginalAwaited):
        draft()
