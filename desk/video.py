"""Everything there is to say about one video: catalogue, files, measurements, verdict, next step."""

from typing import Any
from urllib.parse import unquote, urlsplit

from desk.wiring import Factory
from factory.errors import PermanentError
from factory.release import Verdict
from factory.rendering import Render

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
    return {
        **facts,
        "files": _files(factory, facts),
        "measured": _measured(factory, video_id),
        "verdict": _verdict(factory, video_id),
        "error": _error(facts),
        "next": _next(facts),
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


def _verdict(factory: Factory, video_id: str) -> dict[str, Any] | None:
    try:
        verdict = Verdict.from_json(factory.store.read(video_id, "verdict.json"))
    except PermanentError:
        return None
    return {
        "released": verdict.released,
        "passed": sum(finding.passed for finding in verdict.findings),
        "rules": len(verdict.findings),
        "warnings": [f.rule for f in verdict.findings if not f.passed and not f.refuses],
        "reasons": list(verdict.reasons),
        "decided_at": verdict.decided_at.isoformat(),
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
