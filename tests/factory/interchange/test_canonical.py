import json
from pathlib import Path

import jsonschema
import pytest

from factory.interchange import canonical
from factory.interchange.schemas import CANONICAL, READ, WRITTEN, schema_files, schemas
from factory.records import Payload
from factory.release.dossier import write_dossier
from factory.release.verdict import decide_release
from factory.rules.registry import RULES
from tests.fakes.manifests import (
    NOW,
    VIDEO_ID,
    a_brief,
    a_channel,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    a_script,
    an_accepted_brief,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_render, a_review, some_evidence

DOCS = Path(__file__).parents[3] / "docs" / "schemas"
URLS = {"narration.wav": "http://x/narration.wav", "bed.wav": "http://x/bed.wav"}

EXAMPLES: dict[str, Payload] = {
    "idea": canonical.Idea.from_brief(an_accepted_brief(), updated_at=NOW),
    "script": canonical.CanonicalScript.from_script(a_script(), status="draft", updated_at=NOW),
    "asset-manifest": canonical.AssetManifest.from_parts(
        some_visuals(), a_narration(), urls=URLS, updated_at=NOW
    ),
    "video": canonical.Video.from_render(a_render(), updated_at=NOW),
    "post": canonical.Post(
        post_id="p1",
        video_id=VIDEO_ID,
        platform="outbox",
        scheduled_at=None,
        status="published",
        created_at=NOW,
        updated_at=NOW,
    ),
    "analytics": canonical.Analytics(
        post_id="p1",
        platform="youtube",
        metrics=canonical.Metrics(views=5, likes=1, comments=0, shares=0, watch_time_sec=61.5),
        collected_at=NOW,
    ),
    "channel": a_channel(),
    "brief": a_brief(),
    "format": a_profile(),
    "accepted-brief-manifest": an_accepted_brief(),
    "script-manifest": a_script(),
    "narration-manifest": a_narration(),
    "visuals-manifest": some_visuals(),
    "captions-manifest": some_captions(),
    "listing-manifest": a_listing(),
    "render-manifest": a_render(),
    "review": a_review(),
    "verdict": decide_release(
        some_evidence(),
        RULES.assess_everything(some_evidence()),
        (a_file("dossier.json"),),
        decided_at=NOW,
    ),
    "dossier": write_dossier(
        some_evidence(),
        RULES.assess_everything(some_evidence()),
        units=[{"stage": "audio"}],
        cost_usd=0,
    ),
}


def validate(name: str, instance: object) -> None:
    validator = jsonschema.Draft202012Validator(
        schemas()[name], format_checker=jsonschema.FormatChecker()
    )
    validator.validate(instance)


def test_every_schema_has_an_example_and_every_example_a_schema():
    assert set(EXAMPLES) == set(schemas()) == {*CANONICAL, *READ, *WRITTEN}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_written_validates_against_its_schema(name: str):
    jsonschema.Draft202012Validator.check_schema(schemas()[name])
    validate(name, json.loads(EXAMPLES[name].to_json()))


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_schema_refuses_unknown_fields(name: str):
    with pytest.raises(jsonschema.ValidationError, match="unheard_of"):
        validate(name, {**json.loads(EXAMPLES[name].to_json()), "unheard_of": 1})


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_written_is_read_back_the_same(name: str):
    example = EXAMPLES[name]
    assert type(example).from_json(example.to_json()) == example


def test_a_channel_file_may_leave_out_what_has_a_default():
    validate("channel", {"name": "c", "title": "C", "format": "short"})
    with pytest.raises(jsonschema.ValidationError, match="'title' is a required property"):
        validate("channel", {"name": "c", "format": "short"})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("idea", "idea_id title description tags score target_format created_at"),
        ("script", "script_id idea_id scenes version created_at"),
        ("asset-manifest", "manifest_id script_id assets created_at"),
        ("video", "video_id manifest_id render_url thumbnail_url duration_sec created_at"),
        ("post", "post_id video_id platform scheduled_at status created_at"),
        ("analytics", "post_id platform metrics collected_at"),
    ],
)
def test_canonical_payloads_have_the_agreed_fields_and_a_status(name: str, fields: str):
    schema = schemas()[name]
    agreed = set(fields.split())
    assert agreed <= set(schema["properties"]) <= agreed | {"status", "updated_at"}
    assert set(schema["required"]) == set(schema["properties"])


@pytest.mark.parametrize(
    ("name", "definition", "fields"),
    [
        ("script", "CanonicalScene", "scene_id beat duration_sec asset_needs"),
        ("asset-manifest", "Asset", "asset_id type source url metadata status updated_at"),
        ("analytics", "Metrics", "views likes comments shares watch_time_sec"),
    ],
)
def test_canonical_parts_have_the_agreed_fields(name: str, definition: str, fields: str):
    assert set(schemas()[name]["$defs"][definition]["properties"]) == set(fields.split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("idea", ["new", "approved", "rejected"]),
        ("script", ["draft", "approved"]),
        ("video", ["rendering", "ready", "failed"]),
        ("post", ["scheduled", "published", "failed"]),
    ],
)
def test_status_words_are_the_agreed_ones(name: str, words: list[str]):
    assert schemas()[name]["properties"]["status"]["enum"] == words


def test_an_assets_status_words_are_the_agreed_ones():
    asset = schemas()["asset-manifest"]["$defs"]["Asset"]["properties"]
    assert asset["status"]["enum"] == ["requested", "generated", "failed"]


def test_a_manifest_holds_pictures_voice_and_bed_with_their_licences():
    manifest = EXAMPLES["asset-manifest"]
    assert isinstance(manifest, canonical.AssetManifest)
    kinds = [(asset.type, asset.source, asset.metadata["licence"]) for asset in manifest.assets]
    assert kinds == [("image", "scenery", "CC0-1.0")] * 5 + [
        ("audio", "piper", "CC0-1.0"),
        ("audio", "pad", "CC0-1.0"),
    ]
    assert [asset.url for asset in manifest.assets][5:] == list(URLS.values())


def test_a_manifest_without_bed_has_the_voice_alone():
    manifest = canonical.AssetManifest.from_parts(
        some_visuals(), a_narration(bed=None), urls=URLS, updated_at=NOW
    )
    assert [asset.type for asset in manifest.assets].count("audio") == 1


def test_the_schemas_in_docs_are_those_of_the_code():
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.json")}
    assert found == schema_files(), "run: .venv/bin/python docs/export.py"
