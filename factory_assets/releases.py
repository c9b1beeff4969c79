"""Releases: one verdict over everything, bound to the bytes it speaks of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

import dagster as dg

from factory.captions import Captions
from factory.errors import Refused
from factory.listing import Listing
from factory.narration import Narration
from factory.ports import Catalogue, Store
from factory.release import Evidence, decide_release, explain, write_dossier
from factory.rendering import Render
from factory.review import POLICY, Review
from factory.script import Script
from factory.visuals import Visuals
from factory_assets.hashes import sha256_of
from factory_assets.partitions import VIDEOS
from factory_assets.recorded import current_brief, recorded
from factory_assets.stage import RETRIES, check_results, check_specs, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["renders", "listings", "captions", "reviews"],
    group_name="review",
    kinds={"json"},
    owners=["team:compliance"],
    retry_policy=RETRIES,
    code_version="1",
    check_specs=check_specs("releases"),
)
def releases(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
):
    """The verdict on the master as it lies there now, and the dossier; fails when refused.

    Every rule is judged again from the manifests as their stages recorded them and the files' own
    hashes: no check result of an earlier run is believed, and no file that was edited since.
    """
    with stage(context, catalogue, "releases") as (video_id, run_id):
        evidence = _evidence(video_id, catalogue, store)
        if evidence.review is None and evidence.accepted.channel.review == "automatic":
            evidence = evidence.model_copy(update={"review": _policy(evidence, catalogue)})
        dossier = write_dossier(
            evidence, units=catalogue.units(video_id), cost_usd=catalogue.cost_usd(video_id)
        )
        dossier_file = store.write(video_id, "dossier.json", dossier.to_json())
        verdict = decide_release(evidence, dossier_file, decided_at=datetime.now(UTC))
        file = store.write(video_id, "verdict.json", verdict.to_json())
        catalogue.record(video_id, "releases", [file, dossier_file], provider=None, run_id=run_id)
        catalogue.announce(
            "release.decided",
            video_id,
            {"released": verdict.released, "sha256": verdict.master_sha256},
        )
        yield from check_results(verdict.own_findings, "releases")
        if not verdict.released:
            raise Refused(f"{video_id} is refused: " + " | ".join(verdict.reasons))
    yield dg.MaterializeResult(
        metadata={
            "verdict": dg.MetadataValue.md(explain(verdict)),
            "sha256": verdict.master_sha256,
            "rules_passed": sum(finding.passed for finding in verdict.findings),
            "rules": len(verdict.findings),
            "cost_usd": dossier.cost_usd,
            "dossier": dg.MetadataValue.url(store.url(video_id, dossier_file.name)),
        },
        data_version=dg.DataVersion(file.sha256),
    )


def _evidence(video_id: str, catalogue: Catalogue, store: Store) -> Evidence:
    read = partial(recorded, catalogue, store, video_id)
    accepted = current_brief(catalogue, store, video_id)
    listing = Listing.from_json(read("listings", "listing.json"))
    captions = Captions.from_json(read("captions", "captions.json"))
    render = Render.from_json(read("renders", "render.json"))
    names = (
        render.master.name,
        listing.thumbnail.name,
        captions.srt.name,
        captions.vtt.name,
        "listing.json",
    )
    hashes: Mapping[str, str] = {name: sha256_of(store.local(video_id, name)) for name in names}
    return Evidence(
        accepted=accepted,
        profile=accepted.profile,
        script=Script.from_json(read("scripts", "script.json")),
        narration=Narration.from_json(read("audio", "narration.json")),
        visuals=Visuals.from_json(read("visuals", "visuals.json")),
        captions=captions,
        listing=listing,
        render=render,
        review=catalogue.review(video_id, hashes[render.master.name]),
        hashes=dict(hashes),
    )


def _policy(evidence: Evidence, catalogue: Catalogue) -> Review:
    review = Review(
        video_id=evidence.accepted.video_id,
        master_sha256=evidence.hashes[evidence.render.master.name],
        decision="approved",
        reviewer=POLICY,
        note=f"channel {evidence.accepted.channel.name} says review: automatic",
        decided_at=datetime.now(UTC),
    )
    catalogue.decide(review)
    return review
