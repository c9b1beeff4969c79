"""Canonical payloads of one video: what crosses the factory's border, each with its status."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from desk.actions.manifests import Manifests
from factory.interchange.canonical import (
    Analytics,
    AssetManifest,
    CanonicalScript,
    Idea,
    Metrics,
    Post,
    Video,
)
from factory.interchange.post_facts import PostFacts
from factory.interchange.video_facts import CataloguedVideo
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration
from wiring.factory import Factory


class Payloads(Payload):
    """One video in the words of the whole: what is not there yet is none."""

    idea: Idea
    script: CanonicalScript | None
    asset_manifest: AssetManifest | None
    video: Video | None
    posts: tuple[Post, ...]
    analytics: tuple[Analytics, ...]
    """The newest figures of each post of which any are known."""


def payloads_of(factory: Factory, video_id: str, link: Callable[[str], str]) -> Payloads:
    """Return a video's payloads.

    Args:
        factory: whose it is.
        video_id: which.
        link: says where a file of it is found, by its name.

    Raises:
        PermanentError: there is no such video.
    """
    shown = factory.catalogue.reports.show(video_id)
    kept = Manifests(factory, video_id)
    script = kept.read(Script, "script.json")
    render = kept.read(Render, "render.json")
    return Payloads(
        idea=_idea(factory, shown),
        script=_script(script, shown) if script and shown.script_status else None,
        asset_manifest=_assets(kept, shown, link),
        video=_video(render, shown, link) if render and shown.render_status == "ready" else None,
        posts=tuple(_posts(factory, shown)),
        analytics=tuple(_analytics(factory, shown)),
    )


def _idea(factory: Factory, shown: CataloguedVideo) -> Idea:
    accepted = factory.catalogue.briefs.newest(shown.video_id)
    return Idea.from_brief(accepted, updated_at=_since(shown, "briefs"))


def _script(script: Script, shown: CataloguedVideo) -> CanonicalScript:
    status: Literal["draft", "approved"] = (
        "approved" if shown.script_status == "approved" else "draft"
    )
    return CanonicalScript.from_script(script, status=status, updated_at=_since(shown, "scripts"))


def _assets(
    kept: Manifests, shown: CataloguedVideo, link: Callable[[str], str]
) -> AssetManifest | None:
    visuals = kept.read(Visuals, "visuals.json")
    narration = kept.read(Narration, "narration.json")
    if visuals is None or narration is None or shown.asset_status != "generated":
        return None
    bed = narration.bed
    files = [narration.file, *([bed.file] if bed else [])]
    files += [insert.file for insert in narration.inserts.shown]
    manifest = AssetManifest.from_parts(
        visuals,
        narration,
        urls={file.name: link(file.name) for file in files},
        updated_at=max(_since(shown, "visuals"), _since(shown, "audio")),
    )
    reachable = (
        asset.model_copy(update={"url": link(asset.metadata["file"])}) for asset in manifest.assets
    )
    return manifest.model_copy(update={"assets": tuple(reachable)})


def _video(render: Render, shown: CataloguedVideo, link: Callable[[str], str]) -> Video:
    video = Video.from_render(render, updated_at=_since(shown, "renders"))
    urls = {"render_url": link(render.master.name), "thumbnail_url": link("thumbnail.jpg")}
    return video.model_copy(update=urls)


def _posts(factory: Factory, shown: CataloguedVideo) -> list[Post]:
    """Return what was published or tried, and what the channel's outlets wait for."""
    posts = [_post(shown, post) for post in shown.posts]
    if shown.post_status == "scheduled" or shown.status == "scheduled":
        outlets = factory.catalogue.briefs.newest(shown.video_id).channel.outlets
        known = {post.platform for post in posts}
        posts += [
            Post(
                post_id=_post_id(shown, outlet),
                video_id=shown.video_id,
                platform=outlet,
                scheduled_at=shown.publish_at,
                status="scheduled",
                created_at=shown.updated_at,
                updated_at=shown.updated_at,
            )
            for outlet in outlets
            if outlet not in known
        ]
    return posts


def _post(shown: CataloguedVideo, post: PostFacts) -> Post:
    at = post.published_at or post.failed_at or shown.updated_at
    status: Literal["scheduled", "published", "failed"] = "scheduled"
    if post.published_at or post.failed_at:
        status = "published" if post.published_at else "failed"
    return Post(
        post_id=post.post_id or _post_id(shown, post.outlet),
        video_id=shown.video_id,
        platform=post.outlet,
        scheduled_at=shown.publish_at,
        status=status,
        created_at=at,
        updated_at=at,
    )


def _analytics(factory: Factory, shown: CataloguedVideo) -> list[Analytics]:
    """Return the sums of all days; what a platform never said stays unknown."""
    seen = factory.catalogue.metrics.of_video(shown.video_id)
    named = {post.outlet: post.post_id for post in shown.posts if post.post_id}
    found: list[Analytics] = []
    for outlet in sorted({one.outlet for one in seen}):
        days = [one for one in seen if one.outlet == outlet]
        figures = [one.figures.known() for one in days]
        sums = {
            name: sum(known) if (known := [one[name] for one in figures if name in one]) else None
            for name in ("views", "likes", "comments", "shares", "watch_seconds")
        }
        whole = {
            k: None if v is None else round(v) for k, v in sums.items() if k != "watch_seconds"
        }
        found.append(
            Analytics(
                post_id=named.get(outlet) or _post_id(shown, outlet),
                platform=outlet,
                metrics=Metrics.model_validate({**whole, "watch_time_sec": sums["watch_seconds"]}),
                collected_at=max(one.captured_at for one in days),
            )
        )
    return found


def _post_id(shown: CataloguedVideo, outlet: str) -> str:
    return f"{shown.video_id}-{outlet}"


def _since(shown: CataloguedVideo, stage: str) -> datetime:
    """Return when a stage was done last."""
    ended = [one.finished_at for one in shown.stages if one.stage == stage and one.finished_at]
    return ended[-1] if ended else shown.created_at
