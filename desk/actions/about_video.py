"""Everything there is to say about one video: catalogue, files, measurements, verdict.

The rules take as long to load as all else of it, and are loaded by who judges.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from desk.actions.manifests import Manifests
from desk.actions.publishing.approved_listings import changed_since
from factory.analytics.derived_metrics import SETTING
from factory.analytics.video_figures import VideoFigures, video_figures
from factory.errors import PermanentError, Unreadable
from factory.interchange.post_facts import PostFacts
from factory.interchange.video_facts import (
    CataloguedVideo,
    CheckFacts,
    MasterFacts,
    Measured,
    VerdictFacts,
    VideoFacts,
)
from factory.listing.outlet_names import OUTBOX
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.release.delivered_names import TIKTOK_CUT, delivered_name
from factory.rules.finding import Count, Finding
from factory.script.script import Script
from wiring.factory import Factory

if TYPE_CHECKING:
    from factory.release.verdict import Verdict

FILES = {
    "video": "master.mp4",
    "cut for TikTok": TIKTOK_CUT,
    "thumbnail": "thumbnail.jpg",
    "captions": "captions.srt",
    "listing": "listing.json",
    "dossier": "dossier.json",
    "dossier page": "dossier.html",
}
"""What each file is, and its name in the store."""


def about(factory: Factory, video_id: str) -> VideoFacts:
    """Return all facts about one video.

    Raises:
        PermanentError: there is no such video.
    """
    video = factory.catalogue.reports.show(video_id)
    kept = Manifests(factory, video_id)
    verdict = _verdict(factory, video_id, kept)
    facts = {
        **dict(video),
        "files": _files(factory, video),
        "waits_because": _waits_because(video, kept),
        "flagged": _flagged(kept),
        "shown": _shown(kept),
        "measured": _measured(kept),
        "verdict": _verdict_facts(verdict) if verdict else None,
        "checks": _checks(factory, video, verdict, kept),
        "figures": _figures(factory, video_id),
        "broke": _broke(video) or (kept.unreadable[0] if kept.unreadable else None),
    }
    return VideoFacts.model_validate(facts)


def _waits_because(video: CataloguedVideo, kept: Manifests) -> str | None:
    changed = changed_since(video, kept) if video.status == "awaiting_review" else ""
    return (
        f"{video.waits_because}: {changed}"
        if video.waits_because and changed
        else video.waits_because
    )


def _figures(factory: Factory, video_id: str) -> tuple[VideoFigures, ...]:
    told = factory.catalogue.metrics.of_video(video_id)
    if not told:
        return ()
    return video_figures(told, accepted=factory.catalogue.settings.on(SETTING))


def master_of(factory: Factory, video_id: str) -> MasterFacts:
    """Return the master as it lies there now.

    Raises:
        PermanentError: there is no such video, or it has none.
    """
    video = factory.catalogue.reports.show(video_id)
    made = [a for a in video.artifacts if (a.stage, a.name) == ("renders", "master.mp4")]
    if not made:
        raise PermanentError(
            f"{video_id} has no finished master to decide about; see `factory show {video_id}`"
        )
    found = measured(factory, video_id)
    return MasterFacts(
        video_id=video_id,
        sha256=made[0].sha256,
        listing_sha256=video.listing_sha256 or "",
        title=video.title,
        made_at=made[0].made_at,
        seconds=found.seconds if found else None,
        bytes=made[0].bytes,
        path=factory.store.local(video_id, "master.mp4"),
        reviews=tuple(one for one in video.reviews if one.master_sha256 == made[0].sha256),
        posts=tuple(one for one in video.posts if one.master_sha256 == made[0].sha256),
    )


def outbox_folder(video: CataloguedVideo) -> Path | None:
    """Return the folder in which the video was delivered; None while it was not."""
    post = outbox_post(video)
    return Path(unquote(urlsplit(post.url or "").path)) if post else None


def outbox_post(video: CataloguedVideo) -> PostFacts | None:
    """Return the newest post that lies in the outbox, of whichever master and wherever else the video is out."""
    there = [post for post in video.posts if post.published_at and post.outlet == OUTBOX]
    if not there or there[-1].gone_at or not (there[-1].url or "").startswith("file:"):
        return None
    return there[-1]


def _files(factory: Factory, video: CataloguedVideo) -> dict[str, Path]:
    post, folder = outbox_post(video), outbox_folder(video)
    if post and folder and post.master_sha256 == video.master_sha256:
        places = {what: folder / delivered_name(name) for what, name in FILES.items()}
        places["listing"] = folder / "listing.txt"
        return {what: path for what, path in places.items() if path.is_file()}
    made = {file.name for file in video.artifacts if file.bytes}
    kept = {name: _kept(factory, video.video_id, name) for name in FILES.values() if name in made}
    return {what: path for what, name in FILES.items() for path in [kept.get(name)] if path}


def _kept(factory: Factory, video_id: str, name: str) -> Path | None:
    try:
        return factory.store.local(video_id, name)
    except PermanentError:
        return None  # deleted, or taken away by hand


def measured(factory: Factory, video_id: str) -> Measured | None:
    """Return what the master measures; None while there is none."""
    return _measured(Manifests(factory, video_id))


def _measured(kept: Manifests) -> Measured | None:
    render = kept.read(Render, "render.json")
    if render is None:
        return None
    measurement = render.measurement
    return Measured(
        seconds=round(measurement.video_seconds, 2),
        width=measurement.width,
        height=measurement.height,
        frames=measurement.frames,
        bytes=measurement.bytes,
        integrated_lufs=measurement.loudness.integrated_lufs,
        true_peak_dbtp=measurement.loudness.true_peak_dbtp,
        range_lu=measurement.loudness.range_lu,
    )


def _flagged(kept: Manifests) -> list[str]:
    """Return what moderation flagged in the words and pictures as they are now."""
    flags: list[str] = []
    for manifest in (kept.read(Script, "script.json"), kept.read(Visuals, "visuals.json")):
        moderated = manifest.moderation if manifest else None
        flags += [flag.words for flag in moderated.flags] if moderated else []
    return flags


def _shown(kept: Manifests) -> list[str]:
    """Return for each scene what its picture shows, as the planner chose it."""
    visuals = kept.read(Visuals, "visuals.json")
    assets = visuals.assets if visuals else ()
    return [f"{asset.scene_id}: {asset.shown}" for asset in assets if asset.shown]


def _verdict(factory: Factory, video_id: str, kept: Manifests) -> "Verdict | None":
    """Return the newest verdict; one on an older master is none on this one."""
    from factory.release.verdict import Verdict

    verdict = kept.read(Verdict, "verdict.json")
    if verdict is None:
        return None
    master = factory.catalogue.artifacts.artifact(video_id, "renders", "master.mp4")
    return verdict if master and master.sha256 == verdict.master_sha256 else None


def _verdict_facts(verdict: "Verdict") -> VerdictFacts:
    return VerdictFacts(
        released=verdict.released, reasons=verdict.reasons, decided_at=verdict.decided_at
    )


def _checks(
    factory: Factory, video: CataloguedVideo, verdict: "Verdict | None", kept: Manifests
) -> CheckFacts | None:
    """Return what the rules found: the verdict's, else what they find before it.

    While another version is made, that of the version before, if it had a verdict: what lies there is of both.
    """
    at_work = video.master_sha256 is None
    if verdict:
        findings = verdict.findings
    elif at_work:
        return None
    else:
        try:
            findings = findings_so_far(factory, video.video_id)
        except Unreadable as error:
            kept.unreadable.append(str(error))
            return None
        except PermanentError:
            return None
    count = Count.of(findings)
    return CheckFacts(
        so_far=verdict is None,
        of_earlier=at_work,
        passed=count.passed,
        rules=count.asked,
        not_asked=count.not_asked,
        refusals=tuple(f for f in findings if f.refuses),
        warnings=tuple(f for f in findings if not f.passed and not f.refuses),
    )


def findings_so_far(factory: Factory, video_id: str) -> tuple[Finding, ...]:
    """Return what rules find in a rendered video about which nobody has decided.

    Raises:
        Unreadable: a manifest cannot be read.
        PermanentError: one is not there, or is not what its stage recorded.
    """
    from factory.rules.registry import RULES
    from factory_assets.publishing.evidence import evidence_of

    catalogue = factory.catalogue
    evidence = evidence_of(
        video_id,
        catalogue.briefs,
        catalogue.artifacts,
        factory.store,
        catalogue.waivers,
        factory.outlets,
    )
    return RULES.assess_so_far(evidence)


def _broke(video: CataloguedVideo) -> str | None:
    """Return what a person is to mend: of the stage that failed last, else of one that waits, else of its run."""
    if video.waits_because or video.status in ("cancelled", "deleted"):
        return None
    failed = [stage for stage in video.stages if stage.status == "failed"]
    if not failed and video.status == "failed":
        failed = [stage for stage in video.stages if stage.status == "waiting"]
    if video.status == "rejected":
        return video.error
    if failed:
        return f"{failed[-1].stage}: {failed[-1].error}"
    ended = [launch for launch in video.launches if launch.outcome == "failed"]
    return ended[-1].error if ended and video.status == "failed" else None
