import pytest

from factory.provenance.credentials import Credentials
from tests.fakes.credentials import SIGNED
from tests.fakes.manifests import (
    WORDS,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    a_script,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_render, judged, some_evidence


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"narration": a_narration(file=a_file("narration.wav", "audio/wav", sha256="x"))},
            "'narration.wav' is not whole",
        ),
        ({"render": a_render(poster=a_file("p.jpg", bytes=0))}, "'p.jpg' is not whole"),
        (
            {"script": a_script(provider=WORDS.model_copy(update={"name": ""}))},
            "a maker of words has no name",
        ),
        ({"render": a_render(segments=a_render().segments[:4])}, "4 segments for 5 shots"),
        (
            {
                "render": a_render(
                    segments=(
                        a_render().segments[0].model_copy(update={"fingerprint": ""}),
                        *a_render().segments[1:],
                    )
                )
            },
            "segment s001 has no hash",
        ),
    ],
)
def test_what_cannot_be_accounted_for_is_refused(changes: dict[str, object], found: str):
    finding_ = judged("provenance_is_complete", some_evidence(**changes))
    assert finding_.refuses
    assert found in finding_.found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"listing": a_listing(video_id="other-video")}, "listing is of video 'other-video'"),
        ({"narration": a_narration(script_id="old")}, "narration is of script 'old'"),
        ({"render": a_render(manifest_id="old")}, "render is of pictures 'old'"),
        ({"captions": some_captions(language="de")}, "captions is of language 'de'"),
        (
            {"profile": a_profile().model_copy(update={"name": "clip"})},
            "profile is of format 'clip'",
        ),
        (
            {"visuals": some_visuals(assets=some_visuals().assets[::-1]), "render": a_render()},
            "the master shows other pictures than the manifest",
        ),
    ],
)
def test_manifests_of_different_things_are_refused(changes: dict[str, object], found: str):
    finding_ = judged("manifests_belong_together", some_evidence(**changes))
    assert finding_.refuses
    assert finding_.found == found


def test_a_picture_changed_after_the_render_is_noticed():
    new = an_asset("s002", file=a_file("pictures/s002.png", "image/png", sha256="1" * 64))
    assets = (some_visuals().assets[0], new, *some_visuals().assets[2:])
    evidence = some_evidence(visuals=some_visuals(assets=assets), render=a_render())
    finding_ = judged("master_is_made_from_the_current_parts", evidence)
    assert finding_.refuses
    assert finding_.found == "pictures/s002.png"


def test_burned_captions_changed_after_the_render_are_noticed():
    captions = some_captions(burned=some_captions().burned[1:])
    evidence = some_evidence(captions=captions, render=a_render())
    finding_ = judged("master_is_made_from_the_current_parts", evidence)
    assert finding_.found == "burned captions"


def test_a_bed_taken_away_after_the_render_is_noticed():
    evidence = some_evidence(narration=a_narration(bed=None), render=a_render())
    assert judged("master_is_made_from_the_current_parts", evidence).found == "bed.wav"


def test_a_master_that_does_not_say_what_it_is_made_from_is_refused():
    evidence = some_evidence(render=a_render(made_from={}))
    assert judged("master_is_made_from_the_current_parts", evidence).refuses


@pytest.mark.parametrize(
    "name", ["master.mp4", "thumbnail.jpg", "captions.srt", "captions.vtt", "listing.json"]
)
def test_a_file_changed_on_disk_is_named(name: str):
    hashes = {**some_evidence().hashes, name: "f" * 64}
    finding_ = judged("files_are_as_recorded", some_evidence(hashes=hashes))
    assert finding_.refuses
    assert finding_.found.startswith(f"{name}: ffffffffffff for ")


def test_a_file_that_is_gone_is_named():
    hashes = {k: v for k, v in some_evidence().hashes.items() if k != "captions.vtt"}
    finding_ = judged("files_are_as_recorded", some_evidence(hashes=hashes))
    assert finding_.found.startswith("captions.vtt: absent for ")


@pytest.mark.parametrize(
    ("credentials", "found"),
    [
        (None, "nobody looked"),
        (Credentials(state="absent"), "nothing is signed in it"),
        (
            Credentials(state="altered", faults=("assertion.bmffHash.mismatch",)),
            "changed after it was signed (assertion.bmffHash.mismatch)",
        ),
        (Credentials(state="stranger", signer="Acme"), "signed by Acme"),
        (SIGNED.model_copy(update={"video_id": "other-video"}), "of other-video"),
    ],
)
def test_a_master_without_credentials_of_ours_that_hold_is_refused(
    credentials: Credentials | None, found: str
):
    said = judged("master_is_signed_and_unchanged", some_evidence(credentials=credentials))
    assert said.refuses
    assert found in said.found
