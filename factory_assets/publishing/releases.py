"""Releases: one verdict over everything, bound to the bytes it speaks of."""

from datetime import UTC, datetime

import dagster as dg

from factory.errors import Refused
from factory.ports import (
    Artifacts,
    Briefs,
    ContentCredentials,
    Costs,
    Events,
    LikenessRecords,
    Origins,
    Outlets,
    PictureHashes,
    Reviews,
    Stages,
    Switches,
    VideoFiles,
    Waivers,
)
from factory.release.automatic_choice import choices_of
from factory.release.dossier import write_dossier
from factory.release.dossier_page import dossier_page
from factory.release.verdict import Verdict, decide_release
from factory.rules.registry import RULES
from factory_assets.publishing.automatic_approval import decided_by_policy
from factory_assets.publishing.dagster_metadata import verdict_facts
from factory_assets.publishing.evidence import evidence_on_disk, with_decision
from factory_assets.publishing.likeness_comparison import compared
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["renders", "listings", "captions", "reviews"],
    kinds={"json"},
    owners=["team:compliance"],
    check_specs=check_specs("releases"),
)
def releases(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    briefs: dg.ResourceParam[Briefs],
    artifacts: dg.ResourceParam[Artifacts],
    events: dg.ResourceParam[Events],
    reviews: dg.ResourceParam[Reviews],
    costs: dg.ResourceParam[Costs],
    origins: dg.ResourceParam[Origins],
    likeness_records: dg.ResourceParam[LikenessRecords],
    picture_hashes: dg.ResourceParam[PictureHashes],
    waivers: dg.ResourceParam[Waivers],
    store: dg.ResourceParam[VideoFiles],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
    credentials: dg.ResourceParam[ContentCredentials],
):
    """The verdict on the master as it lies there now, and the dossier; fails when refused.

    Every rule is judged again from the manifests as their stages recorded them, the files' own hashes and what is signed
    in the master: no earlier check result and no file edited since is believed. It is compared with its tenant's earlier videos.
    """
    with stage(context, stages, "releases") as (video_id, run_id):
        evidence = evidence_on_disk(
            video_id, briefs, artifacts, store, credentials, waivers, outlets
        )
        decided_by_policy(evidence, reviews, switches)
        decided = with_decision(evidence, reviews)
        evidence = compared(decided, likeness_records, picture_hashes, store)
        findings = RULES.assess_everything(evidence)
        dossier = write_dossier(
            evidence,
            findings,
            units=costs.units(video_id),
            cost_usd=costs.cost_usd(video_id),
            choices=choices_of(origins.origin(video_id)),
        )
        data = store.write(video_id, "dossier.json", dossier.to_json())
        page = store.write(video_id, "dossier.html", dossier_page(dossier, data))
        verdict = decide_release(evidence, findings, (data, page), decided_at=datetime.now(UTC))
        file = store.write(video_id, "verdict.json", verdict.to_json())
        artifacts.record(video_id, "releases", [file, data, page], provider=None, run_id=run_id)
        likeness_records.settle(video_id, released=verdict.released)
        events.announce("release.decided", video_id, _told(verdict))
        checks = check_results(verdict.own_findings, "releases")
        if not verdict.released:
            yield from checks
            raise Refused(f"{video_id} is refused: " + " | ".join(verdict.reasons))
    yield dg.MaterializeResult(
        metadata=in_dagster(verdict_facts(verdict, dossier, page, store)),
        check_results=checks,  # with it: told before it they would be of the verdict before
        data_version=dg.DataVersion(file.sha256),
    )


def _told(verdict: Verdict) -> dict[str, object]:
    return {"released": verdict.released, "sha256": verdict.master_sha256}
