"""An approval that its release would refuse is refused at once, with the reason."""

from collections.abc import Callable
from typing import Any

import pytest

from desk.actions.publishing.bulk import bulk
from desk.actions.publishing.reviews import decide
from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import PermanentError
from factory.listing.destination import destination_of
from factory.master.measurement import Measurement
from factory.records import EMULATED, FileRef
from factory.reviews.seen_hashes import seen_digits
from factory.rules.evidence import Evidence, Manifest
from tests.fakes.catalogued import VOICE
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing, a_narration, an_accepted_brief
from tests.fakes.render_manifests import a_measurement, a_render, some_evidence
from wiring.factory import Factory

MANIFESTS = {
    "scripts": "script.json",
    "audio": "narration.json",
    "visuals": "visuals.json",
    "captions": "captions.json",
    "listings": "listing.json",
    "renders": "render.json",
}


def made(factory: Factory, measured: Measurement, *others: Manifest, **channel: Any) -> str:
    """Record a video whose master measures so, as its stages would; return by what it is seen."""
    accepted = an_accepted_brief(a_channel(review="required", **channel))
    render = a_render(accepted=accepted, measurement=measured)
    told = {type(one).__name__.lower(): one for one in others}
    evidence: Evidence = some_evidence(render=render, accepted=accepted, **told)
    catalogue, store, master = factory.catalogue, factory.store, evidence.render.master
    catalogue.briefs.accept(evidence.accepted)
    written: Callable[[str, bytes], FileRef] = lambda name, data: store.write(VIDEO_ID, name, data)
    files = {"briefs": [written("brief.json", evidence.accepted.to_json())]}
    for (stage, name), manifest in zip(MANIFESTS.items(), evidence.manifests, strict=True):
        files[stage] = [written(name, manifest.to_json())]
    files["renders"].append(master)
    for stage, kept in files.items():
        with catalogue.stages.stage(VIDEO_ID, stage, "run"):
            catalogue.artifacts.record(VIDEO_ID, stage, kept, provider=VOICE, run_id="run")
    written("master.mp4", b"a master")
    (listing,) = files["listings"]
    return seen_digits(master.sha256, listing.sha256)


def test_a_master_that_a_rule_refuses_cannot_be_approved_but_rejected(idle_factory: Factory):
    seen = made(idle_factory, a_measurement(decode_errors=3))
    with pytest.raises(PermanentError, match=r"cannot be approved.*Not .*wanted.*Nothing was"):
        decide(VIDEO_ID, "approved", seen, "")
    left = bulk(idle_factory, "approve", {VIDEO_ID: seen}, "Ada").left
    assert ["cannot be approved" in one.why for one in left] == [True]
    assert not idle_factory.catalogue.reports.show(VIDEO_ID).reviews
    assert decide(VIDEO_ID, "rejected", seen, "it is broken").decision == "rejected"


def test_what_an_emulated_vendor_made_is_not_approved_for_what_leaves_this_machine(
    idle_factory: Factory,
):
    played = a_narration(provider=VOICE.model_copy(update={"version": EMULATED}))
    out = {"outlets": ("youtube",), "youtube": YouTubeChoices(account="UC" + "a" * 22)}
    seen = made(idle_factory, a_measurement(), played, **out)
    with pytest.raises(PermanentError, match=r"cannot be approved.*nothing_emulated_is_dist"):
        decide(VIDEO_ID, "approved", seen, "")


def test_a_listing_of_another_destination_than_the_briefs_is_not_approved(idle_factory: Factory):
    elsewhere = destination_of(an_accepted_brief(a_channel(outlets=("youtube",))))
    seen = made(idle_factory, a_measurement(), a_listing(destination=elsewhere))
    with pytest.raises(PermanentError, match=r"cannot be approved.*another destination"):
        decide(VIDEO_ID, "approved", seen, "")


def test_who_names_the_master_alone_or_another_listing_decides_nothing(idle_factory: Factory):
    seen = made(idle_factory, a_measurement())
    master, _, _ = seen.partition("-")
    for said, why in (
        (master, "names the master alone"),
        (f"{master}-{'0' * 16}", "changed since"),
    ):
        for decision in ("approved", "rejected", "held"):
            with pytest.raises(
                PermanentError, match=f"{why}.*nothing was decided.*--seen {master[:16]}-"
            ):
                decide(VIDEO_ID, decision, said, "why")
        left = bulk(idle_factory, "approve", {VIDEO_ID: said}, "Ada").left
        assert [why in one.why for one in left] == [True]
    assert not idle_factory.catalogue.reports.show(VIDEO_ID).reviews


def test_a_master_that_every_rule_passes_is_approved(idle_factory: Factory):
    seen = made(idle_factory, a_measurement())
    assert decide(VIDEO_ID, "approved", seen, "").decision == "approved"


def test_a_video_is_in_the_making_until_the_run_that_renders_it_has_ended(idle_factory: Factory):
    catalogue = idle_factory.catalogue
    made(idle_factory, a_measurement(decode_errors=3))
    launch = catalogue.launches.claim_video(
        VIDEO_ID, "render", reason="made", by="test", in_process=True
    )
    assert launch is not None
    assert catalogue.reports.show(VIDEO_ID).status == "rendering"
    catalogue.outcomes.ended(launch.id, "failed", "Not decodes_without_errors")
    assert catalogue.reports.show(VIDEO_ID).status == "failed"
