"""Rules for the release: every question answered, everything accounted for, somebody agreed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from factory.channel.channel import Channel
from factory.master.render import ingredients
from factory.pictures.intro_outro import ROLES
from factory.records import FileRef
from factory.reviews.decision import POLICY, Review
from factory.rules.evidence import LISTING_NAME, Evidence
from factory.rules.licences import licence_rows
from factory.rules.rule import Finding, RuleInfo, quoted

SHA256 = re.compile(r"[0-9a-f]{64}")

KIDS = RuleInfo(
    "made_for_kids_is_answered",
    "releases",
    "Channel and listing give the same answer to `made for kids`.",
)
SYNTHETIC = RuleInfo(
    "synthetic_media_is_answered",
    "releases",
    "Channel and listing give the same answer to `altered or synthetic content`.",
)
DECLARED = RuleInfo(
    "generated_media_is_declared",
    "releases",
    "Where any words, voice, picture or music are generated, the listing says so.",
)
LICENCES = RuleInfo(
    "every_picture_sound_and_font_has_a_licence",
    "releases",
    "Every picture, sound and font of the video has a licence on record.",
)
PROVENANCE = RuleInfo(
    "provenance_is_complete",
    "releases",
    "Every file has its hash, size and type, every maker its name, every shot its segment.",
)
TOGETHER = RuleInfo(
    "manifests_belong_together",
    "releases",
    "All manifests speak of the same video, script, language and pictures.",
)
UP_TO_DATE = RuleInfo(
    "master_is_made_from_the_current_parts",
    "releases",
    "Voice, bed, pictures and burned captions are those that the master was made from.",
)
UNCHANGED = RuleInfo(
    "files_are_as_recorded",
    "releases",
    "The files on disk hash to what the manifests say.",
)
REVIEWED = RuleInfo(
    "review_is_an_approval_of_this_master",
    "releases",
    "The newest decision about exactly this master is an approval by whom the channel allows.",
)
NO_EMBARGO = RuleInfo(
    "no_later_publication_is_asked_for",
    "releases",
    "The brief asks for no publication after the decision was made.",
    "warning",
)

RULES = (
    KIDS,
    SYNTHETIC,
    DECLARED,
    LICENCES,
    PROVENANCE,
    TOGETHER,
    UP_TO_DATE,
    UNCHANGED,
    REVIEWED,
    NO_EMBARGO,
)


def assess_compliance(evidence: Evidence) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    listing, answers = evidence.listing, evidence.accepted.channel.compliance
    return (
        _answered(KIDS, "made_for_kids", answers.made_for_kids, listing.made_for_kids),
        _answered(SYNTHETIC, "synthetic_media", answers.synthetic_media, listing.synthetic_media),
        _declared(evidence),
        _licences(evidence),
        _provenance(evidence),
        _together(evidence),
        _up_to_date(evidence),
        _unchanged(evidence),
        assess_review(
            evidence.review,
            evidence.accepted.video_id,
            evidence.render.master.sha256,
            evidence.accepted.channel,
        ),
        _no_embargo(evidence),
    )


def assess_review(
    review: Review | None, video_id: str, master_sha256: str, channel: Channel
) -> Finding:
    """Say whether this decision lets this master of this video be published."""
    faults: list[str] = []
    if review is None:
        faults.append("no decision")
    else:
        if review.decision != "approved":
            faults.append(f"{review.decision} by {quoted(review.reviewer)}")
        if (review.video_id, review.master_sha256) != (video_id, master_sha256):
            faults.append(f"a decision about {review.video_id}, {review.master_sha256[:12]}")
        if not review.reviewer.strip():
            faults.append("a decision by nobody")
        if channel.review == "required" and review.reviewer.lower().startswith("policy:"):
            faults.append(f"decided by {quoted(review.reviewer)}")
    who = "a person" if channel.review == "required" else f"a person or `{POLICY}`"
    return REVIEWED.judge_all(
        faults,
        wanted=f"{master_sha256[:12]} approved by {who}",
        found=f"approved by {quoted(review.reviewer)}" if review else "",
        advice=f"watch the master, then `factory approve {video_id}` or mend it",
    )


def _answered(rule: RuleInfo, name: str, channel: bool | None, listing: bool | None) -> Finding:
    return rule.judge(
        channel is not None and listing is channel,
        wanted=f"`{name}` answered in the channel file, the same in the listing",
        found=f"channel {_words(channel)}, listing {_words(listing)}",
        advice=f"answer `compliance: {name}:` in the channel file, then materialise from briefs on",
    )


def _words(answer: bool | None) -> str:
    return {None: "unanswered", True: "yes", False: "no"}[answer]


def _declared(evidence: Evidence) -> Finding:
    generated = [f"{p.role} by {p.name}" for p in evidence.makers if p.synthetic]
    declared = evidence.listing.synthetic_media is True
    return DECLARED.judge_all(
        [] if declared else generated,
        wanted="`synthetic_media: true` where anything is generated",
        found="declared" if declared else "nothing generated",
        advice="say `synthetic_media: true` under `compliance` in the channel file",
    )


def _licences(evidence: Evidence) -> Finding:
    rows = licence_rows(evidence)
    return LICENCES.judge_all(
        [str(row["what"]) for row in rows if not str(row["licence"]).strip()],
        wanted="a licence for every picture, sound and font",
        found=f"{len(rows)} licences",
        advice="say `licence:` where the channel file or brief names the folder; a font's stands "
        "in factory/typefaces.py",
    )


def _provenance(evidence: Evidence) -> Finding:
    faults = [f"{file.name!r} is not whole" for file in evidence.files if not _whole(file)]
    faults += [
        f"a maker of {p.role or 'something'} has no name"
        for p in evidence.providers
        if not (p.name and p.role)
    ]
    segments, shots = evidence.render.segments, evidence.render.timeline.shots
    if [s.scene_id for s in segments] != [s.scene_id for s in shots]:
        faults.append(f"{len(segments)} segments for {len(shots)} shots")
    faults += [
        f"segment {segment.scene_id} has no hash"
        for segment in segments
        if not (SHA256.fullmatch(segment.sha256) and SHA256.fullmatch(segment.fingerprint))
    ]
    return PROVENANCE.judge_all(
        faults,
        wanted="hash, size, type and maker of everything",
        found=f"{len(evidence.files)} files, {len(segments)} segments",
        advice="materialise the stage again that left this out",
    )


def _whole(file: FileRef) -> bool:
    return bool(SHA256.fullmatch(file.sha256) and file.bytes > 0 and file.media_type and file.name)


def _together(evidence: Evidence) -> Finding:
    e, video, script = evidence, evidence.accepted.video_id, evidence.script.script_id
    shots = ((shot.scene_id, shot.asset_id) for shot in e.render.timeline.shots)
    shown = [picture for picture, _ in groupby(shots) if picture[0] not in ROLES]
    faults = [
        *_differing("video", video, _videos(e)),
        *_differing(
            "script",
            script,
            (("narration", e.narration.script_id), ("visuals", e.visuals.script_id)),
        ),
        *_differing("pictures", e.visuals.manifest_id, (("render", e.render.manifest_id),)),
        *_differing("format", e.accepted.brief.format, (("profile", e.profile.name),)),
        *_differing(
            "language",
            e.accepted.brief.language,
            (
                ("script", e.script.language),
                ("captions", e.captions.language),
                ("listing", e.listing.language),
            ),
        ),
    ]
    inserts = [s.scene_id for s in e.render.timeline.shots if s.scene_id in ROLES]
    if inserts != [insert.role for insert in e.narration.inserts.shown]:
        faults.append("the master has another intro or outro than the narration has room for")
    if shown != [(asset.scene_id, asset.asset_id) for asset in e.visuals.assets]:
        faults.append("the master shows other pictures than the manifest")
    return TOGETHER.judge_all(
        faults,
        wanted=f"manifests of {video}, {script}",
        found="all of them are",
        advice="materialise the video from scripts on, so that all stages meet",
    )


def _videos(e: Evidence) -> tuple[tuple[str, str], ...]:
    return (
        ("script", e.script.video_id),
        ("narration", e.narration.video_id),
        ("visuals", e.visuals.video_id),
        ("captions", e.captions.video_id),
        ("listing", e.listing.video_id),
        ("render", e.render.video_id),
    )


def _differing(what: str, wanted: str, found: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{who} is of {what} {quoted(it)}" for who, it in found if it != wanted]


def _up_to_date(evidence: Evidence) -> Finding:
    now = ingredients(evidence.accepted, evidence.narration, evidence.visuals, evidence.captions)
    then = evidence.render.made_from
    changed = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    return UP_TO_DATE.judge_all(
        changed,
        wanted="the master made from the narration, pictures and captions of now",
        found=f"the same {len(now)} parts",
        advice="materialise renders again, then decide about the new master",
    )


def _unchanged(evidence: Evidence) -> Finding:
    recorded = {file.name: file.sha256 for file in evidence.media}
    recorded[LISTING_NAME] = evidence.listing_file.sha256
    return UNCHANGED.judge_all(
        [
            f"{name}: {evidence.hashes.get(name, 'absent')[:12]} for {wanted[:12]}"
            for name, wanted in recorded.items()
            if evidence.hashes.get(name) != wanted
        ],
        wanted="files as their manifests record them",
        found=f"{len(recorded)} files unchanged",
        advice="somebody changed a file by hand: materialise its stage again",
    )


def _no_embargo(evidence: Evidence) -> Finding:
    asked = evidence.accepted.brief.publish_at
    decided = evidence.review.decided_at if evidence.review else evidence.accepted.accepted_at
    return NO_EMBARGO.judge(
        asked is None or _utc(asked) <= _utc(decided),
        wanted="any time" if asked is None else f"not before {asked.isoformat()}",
        found=f"decided {decided.isoformat()}",
        advice="keep the post private or scheduled until then",
    )


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
