"""What a person should know of a verdict and of a post at a glance."""

from collections.abc import Mapping
from typing import Any

from factory.ports import Publication, VideoFiles
from factory.records import FileRef
from factory.release.dossier import Dossier
from factory.release.verdict import Verdict
from factory.release.verdict_explanation import explain, summarise
from factory.rules.finding import Count
from factory_assets.stage.dagster_metadata import SHOWN_CHARS, Link, Markdown, Metadata


def verdict_facts(verdict: Verdict, dossier: Dossier, file: FileRef, store: VideoFiles) -> Metadata:
    """Return the facts of a verdict; `file` is the dossier in the store, as a page."""
    count = Count.of(verdict.findings)
    return {
        "outcome": Markdown(summarise(verdict, SHOWN_CHARS)),
        "verdict": Markdown(explain(verdict)),
        "sha256": verdict.master_sha256,
        "rules_passed": count.passed,
        "rules": count.asked,
        "rules_not_asked": count.not_asked,
        "cost_usd": dossier.cost_usd,
        "dossier": Link(store.url(verdict.video_id, file.name)),
    }


def post_facts(post: Mapping[str, Any], publication: Publication) -> Metadata:
    """Return the facts of a post of what went out."""
    return {
        "folder": Link(post["url"]),
        **({"mended": post["mended"]} if "mended" in post else {}),
        "sha256": publication.master_sha256,
        "bytes": sum(path.stat().st_size for path in publication.paths.values()),
    }
