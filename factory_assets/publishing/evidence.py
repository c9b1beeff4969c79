"""Evidence as the stages recorded it: what a release is judged from, and what is shown before it."""

from functools import partial

from factory.captions.cues import Captions
from factory.channel.channel import Channel
from factory.listing.listing import Listing
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.ports import (
    Artifacts,
    Briefs,
    ContentCredentials,
    Outlets,
    Reviews,
    VideoFiles,
    Waivers,
)
from factory.reviews.decision import Review, decisive
from factory.rules.evidence import LISTING_NAME, Evidence
from factory.script.script import Script
from factory.speech.narration import Narration
from factory_assets.stage.recorded_files import current_brief, recorded, sha256_of


def evidence_of(
    video_id: str,
    briefs: Briefs,
    artifacts: Artifacts,
    store: VideoFiles,
    waivers: Waivers,
    outlets: Outlets,
) -> Evidence:
    """Return the manifests of a rendered video, what was waived, and where it leaves this machine.

    That is without a decision, and before any file is hashed.

    Raises:
        Refused: a stage has not recorded its manifest, or it was edited, or the brief was revised.
        PermanentError: a manifest is gone.
    """
    read = partial(recorded, artifacts, store, video_id)
    evidence = Evidence.of(
        current_brief(briefs, artifacts, store, video_id),
        Script.from_json(read("scripts", "script.json")),
        Narration.from_json(read("audio", "narration.json")),
        Visuals.from_json(read("visuals", "visuals.json")),
        Captions.from_json(read("captions", "captions.json")),
        Listing.from_json(read("listings", "listing.json")),
        Render.from_json(read("renders", "render.json")),
    )
    named = evidence.accepted.channel.outlets
    leaving = tuple(one for one in named if outlets.outlet(one).distributes)
    return evidence.model_copy(update={"waivers": waivers.of(video_id), "distributing": leaving})


def evidence_on_disk(
    video_id: str,
    briefs: Briefs,
    artifacts: Artifacts,
    store: VideoFiles,
    credentials: ContentCredentials,
    waivers: Waivers,
    outlets: Outlets,
) -> Evidence:
    """Return the manifests, and hashes and credentials of the files as they lie there now."""
    evidence = evidence_of(video_id, briefs, artifacts, store, waivers, outlets)
    names = (*(file.name for file in evidence.media), LISTING_NAME)
    hashes = {name: sha256_of(store.local(video_id, name)) for name in names}
    signed = credentials.read(store.local(video_id, evidence.render.master.name))
    told = {"hashes": hashes, "credentials": signed}
    if cut := evidence.render.cut:
        told["cut_credentials"] = credentials.read(store.local(video_id, cut.file.name))
    return evidence.model_copy(update=told)


def with_decision(evidence: Evidence, reviews: Reviews) -> Evidence:
    """Return it with the decision by which the video goes anywhere, or does not."""
    accepted, master = evidence.accepted, evidence.hashes[evidence.render.master.name]
    review = decision_about(reviews, accepted.video_id, master, accepted.channel)
    return evidence.model_copy(update={"review": review})


def decision_about(
    reviews: Reviews, video_id: str, master_sha256: str, channel: Channel
) -> Review | None:
    """Return the decision by which a master goes anywhere, or does not; None while there is none."""
    found = [reviews.review(video_id, master_sha256, outlet) for outlet in channel.outlets]
    return decisive([one for one in found if one], channel.review)
