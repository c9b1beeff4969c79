"""JSON Schemas (draft 2020-12) of everything the factory writes down or reads from people."""

import json
from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema

from factory.brief.brief import AcceptedBrief, Brief
from factory.captions.cues import Captions
from factory.channel.channel import Channel
from factory.interchange import canonical
from factory.listing.listing import Listing
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.records import Payload
from factory.release.dossier import Dossier
from factory.release.verdict import Verdict
from factory.reviews.decision import Review
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.video_formats.formats import Format

CANONICAL: dict[str, type[Payload]] = {
    "idea": canonical.Idea,
    "script": canonical.CanonicalScript,
    "asset-manifest": canonical.AssetManifest,
    "video": canonical.Video,
    "post": canonical.Post,
    "analytics": canonical.Analytics,
}
"""What crosses the factory's border."""

READ: dict[str, type[Payload]] = {"channel": Channel, "brief": Brief, "format": Format}
"""What people write: fields with a default may be left out."""

WRITTEN: dict[str, type[Payload]] = {
    "accepted-brief-manifest": AcceptedBrief,
    "script-manifest": Script,
    "narration-manifest": Narration,
    "visuals-manifest": Visuals,
    "captions-manifest": Captions,
    "listing-manifest": Listing,
    "render-manifest": Render,
    "review": Review,
    "verdict": Verdict,
    "dossier": Dossier,
}
"""What the factory writes beside a video's files: every field is there."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by name."""
    written = {**CANONICAL, **WRITTEN}
    return {
        **{name: _schema(model, "validation") for name, model in READ.items()},
        **{name: _schema(model, "serialization") for name, model in written.items()},
    }


def schema_files() -> dict[str, str]:
    """Return the text of every schema file by its name, `<name>.schema.json`."""
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


def _schema(model: type[Payload], mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **model.model_json_schema(mode=mode),
    }
