"""Everything there is to say about one video: catalogue, files, measurements, verdict, next step."""

from typing import Any
from urllib.parse import unquote, urlsplit

from desk.actions.typed_commands import typed
from factory.errors import PermanentError
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.release.verdict import Verdict
from factory.rules.registry import assess_so_far
from factory.script.script import Script
from factory_assets.publishing.evidence import evidence_of
from wiring.factory import Factory

PLACES = {
    "video": ("video.mp4", "master.mp4"),
    "thumbnail": ("thumbnail.jpg", "thumbnail.jpg"),
    "captions": ("captions.srt", "captions.srt"),
    "listing": ("listing.txt", "listing.json"),
    "dossier": ("dossier.json", "dossier.json"),
}
"""Where each file lies: its name in the outbox, and in the store until it is published."""

NEXT = {
    "pending": "wait for `factory up` to begin, or run `factory make` with its brief",
    "queued": "it is in the queue of `factory up`",
    "planning": "it is being made",
    "rendering": "it is being rendered",
    "publishing": "its release is running",
    "published": "look at it, then upload the folder by hand; listing.txt has the words to paste",
    "awaiting_original": "wait: it goes on by itself when its original has a script",
    "awaiting_provider": "wait: `factory up` goes on by itself when the vendor is back",
    "failed": "mend what the error says, then run `factory make` with its brief again",
}


def about(factory: Factory, video_id: str) -> dict[str, Any]:
    """Return all facts about one video as JSON values.

    Raises:
        PermanentError: there is no such video.
    """
    facts = factory.catalogue.show(video_id)
    verdict = _verdict(factory, video_id)
    return {
        **facts,
        "files": _files(factory, facts),
        "flagged": _flagged(factory, video_id),
        "measured": _measured(factory, video_id),
        "verdict": _verdict_facts(verdict) if verdict else None,
        "checks": _checks(factory, video_id, verdict),
        "waits_because": typed(facts["waits_because"] or "") or None,
        "error": typed(_error(facts) or "") or None,
        "next": typed(_next(facts)),
    }


def _files(factory: Factory, facts: dict[str, Any]) -> dict[str, str]:
    posted = [post for post in facts["posts"] if post["published_at"]]
    if posted:
        folder = unquote(urlsplit(posted[-1]["url"]).path)
        return {what: f"{folder}/{name}" for what, (name, _) in PLACES.items()}
    made = {file["name"] for file in facts["artifacts"]}
    return {
        what: str(factory.store.local(facts["video_id"], name))
        for what, (_, name) in PLACES.items()
        if name in made
    }


def _measured(factory: Factory, video_id: str) -> dict[str, Any] | None:
    try:
        render = Render.from_json(factory.store.read(video_id, "render.json"))
    except PermanentError:
        return None
    measurement = render.measurement
    return {
        "seconds": round(measurement.video_seconds, 2),
        "width": measurement.width,
        "height": measurement.height,
        "frames": measurement.frames,
        "bytes": measurement.bytes,
        "integrated_lufs": measurement.loudness.integrated_lufs,
        "true_peak_dbtp": measurement.loudness.true_peak_dbtp,
        "range_lu": measurement.loudness.range_lu,
    }


def _flagged(factory: Factory, video_id: str) -> list[str]:
    """Return what moderation flagged in the words and pictures as they are now."""
    flags: list[str] = []
    for manifest, name in ((Script, "script.json"), (Visuals, "visuals.json")):
        try:
            moderated = manifest.from_json(factory.store.read(video_id, name)).moderation
        except PermanentError:
            continue
        flags += [flag.words for flag in moderated.flags] if moderated else []
    return flags


def _verdict(factory: Factory, video_id: str) -> Verdict | None:
    """Return the newest verdict; one on an older master is none on this one."""
    try:
        verdict = Verdict.from_json(factory.store.read(video_id, "verdict.json"))
    except PermanentError:
        return None
    master = factory.catalogue.artifact(video_id, "renders", "master.mp4")
    return verdict if master and master.sha256 == verdict.master_sha256 else None


def _verdict_facts(verdict: Verdict) -> dict[str, Any]:
    return {
        "released": verdict.released,
        "reasons": list(verdict.reasons),
        "decided_at": verdict.decided_at.isoformat(),
    }


def _checks(factory: Factory, video_id: str, verdict: Verdict | None) -> dict[str, Any] | None:
    """Return what the rules found: the verdict's, else of the stages before it, all done by now."""
    if verdict:
        findings = verdict.findings
    else:
        try:
            evidence = evidence_of(video_id, factory.catalogue, factory.store)
        except PermanentError:
            return None
        findings = assess_so_far(evidence)
    warnings = [f for f in findings if not f.passed and not f.refuses]
    facts = {"rule", "found", "wanted", "advice"}
    return {
        "so_far": verdict is None,
        "passed": sum(finding.passed for finding in findings),
        "rules": len(findings),
        "warnings": [f.model_dump(mode="json", include=facts) for f in warnings],
    }


def _error(facts: dict[str, Any]) -> str | None:
    if facts["waits_because"]:
        return None
    failed = [stage for stage in facts["stages"] if stage["status"] == "failed"]
    if failed:
        return f"{failed[-1]['stage']}: {failed[-1]['error']}"
    ended = [launch for launch in facts["launches"] if launch["outcome"] == "failed"]
    return ended[-1]["error"] if ended and facts["status"] == "failed" else None


def _next(facts: dict[str, Any]) -> str:
    if facts["status"] == "awaiting_review":
        video = facts["video_id"]
        return f"look at it, then `factory approve {video}` or `factory reject {video} --note WHY`"
    if facts["status"] == "scheduled":
        return f"a running factory (`factory up`) publishes it at {facts['publish_at']}"
    if facts["status"] == "awaiting_confirmation":
        return f"`factory confirm {facts['video_id']}` agrees to the price"
    if facts["status"] == "awaiting_budget":
        return "wait: `factory up` goes on by itself; or raise the limit with `factory limit`"
    return NEXT[facts["status"]]
