"""Licences: one row for every picture, sound and font that a video holds."""

from typing import Any

from factory.presets.fonts import FONTS, TITLE_FONT
from factory.rules.evidence import Evidence


def licence_rows(evidence: Evidence) -> tuple[dict[str, Any], ...]:
    """Return what, kept file, source, licence and attribution of every picture, sound and font."""
    return (
        *_pictures(evidence),
        *_inserts(evidence),
        *_sounds(evidence),
        *_fonts(evidence),
    )


def _pictures(evidence: Evidence) -> list[dict[str, Any]]:
    return [
        {
            "what": f"picture of {asset.scene_id}",
            "kept_in_store": asset.file.name,
            "sha256": asset.file.sha256,
            "source": asset.source,
            "model": asset.provider.model,
            "licence": asset.provider.licence,
            "attribution": asset.attribution,
            "synthetic": asset.provider.synthetic,
            "prompt": asset.prompt,
            "seed": asset.seed,
        }
        for asset in evidence.visuals.assets
    ]


def _inserts(evidence: Evidence) -> list[dict[str, Any]]:
    return [
        {
            "what": insert.role,
            "kept_in_store": insert.file.name,
            "sha256": insert.file.sha256,
            "source": insert.provider.name,
            "model": insert.provider.model,
            "licence": insert.provider.licence,
            "attribution": insert.attribution,
            "synthetic": insert.provider.synthetic,
        }
        for insert in evidence.narration.inserts.shown
    ]


def _sounds(evidence: Evidence) -> list[dict[str, Any]]:
    narration, bed = evidence.narration, evidence.narration.bed
    sounds = [("voice", narration.file, narration.provider, "")] if narration.spoken else []
    if bed:
        sounds.append((f"music bed: {bed.kind}", bed.file, bed.provider, bed.attribution))
    return [
        {
            "what": what,
            "kept_in_store": file.name,
            "sha256": file.sha256,
            "source": provider.name,
            "model": provider.model,
            "licence": provider.licence,
            "attribution": attribution,
            "synthetic": provider.synthetic,
        }
        for what, file, provider, attribution in sounds
    ]


def _fonts(evidence: Evidence) -> list[dict[str, Any]]:
    names = dict.fromkeys((TITLE_FONT, evidence.captions.font))
    return [
        {
            "what": f"font {name}",
            "source": "shipped with the project",
            "licence": licence,
            "attribution": attribution,
        }
        for name in names
        if name
        for licence, attribution in (FONTS.get(name, ("", "")),)
    ]
