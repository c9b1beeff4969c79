"""Whether exactly these files may be published now."""

from collections.abc import Mapping
from datetime import datetime

from factory.brief.brief import AcceptedBrief
from factory.errors import Refused
from factory.release.verdict import Verdict, brief_hash
from factory.reviews.decision import Review
from factory.rules.evidence import LISTING_NAME
from factory.rules.registry import RULES
from factory.rules.release.decision import judge_review, review_is_an_approval_of_this_master


def authorise_publication(
    verdict: Verdict,
    files_now: Mapping[str, str],
    review_now: Review | None,
    accepted: AcceptedBrief,
    now: datetime,
    *,
    newest_master: str,
) -> None:
    """Return only if exactly these files may be published now.

    Args:
        verdict: the newest one of the video.
        files_now: SHA-256 of every file about to be sent, read now, by name.
        review_now: the newest decision about the verdict's master.
        accepted: the newest accepted brief, with the channel whose review policy holds.
        now: the time of publication, with a time zone.
        newest_master: SHA-256 of the master that was rendered last.

    Raises:
        Refused: with every reason why not.
    """
    review = review_is_an_approval_of_this_master.finding(
        judge_review(
            review_now,
            verdict.video_id,
            verdict.master_sha256,
            next((file.sha256 for file in verdict.files if file.name == LISTING_NAME), ""),
            accepted.channel,
        )
    )
    due = accepted.brief.publish_at
    if due and now < due:
        raise Refused(
            f"{verdict.video_id} may not be published before {due.isoformat()}, as its brief says; "
            "a running factory publishes it then"
        )
    faults = [
        *_verdict_faults(verdict),
        *_master_faults(verdict, newest_master),
        *_brief_faults(verdict, accepted),
        *_file_faults(verdict, files_now),
        *([review.sentence] if review.refuses else []),
    ]
    if faults:
        raise Refused(
            f"{verdict.video_id} may not be published: {' | '.join(faults)} "
            "Materialise releases again for a verdict on what there is now."
        )


def _verdict_faults(verdict: Verdict) -> list[str]:
    faults = list(verdict.reasons)
    if not verdict.released and not faults:
        faults.append("The verdict did not release it.")
    if verdict.released:
        faults += [f.sentence for f in verdict.findings if f.refuses]
    if verdict.rules_version != RULES.version:
        faults.append(
            f"The verdict is by version {verdict.rules_version} of the rules; "
            f"they are at {RULES.version}."
        )
    elif tuple(finding.rule for finding in verdict.findings) != RULES.names:
        faults.append("The verdict does not judge every rule.")
    if verdict.master_sha256 not in {file.sha256 for file in verdict.files}:
        faults.append("The verdict's files do not include its master.")
    return faults


def _master_faults(verdict: Verdict, newest_master: str) -> list[str]:
    if newest_master == verdict.master_sha256:
        return []
    return [
        f"The master rendered last is {newest_master[:12] or 'not recorded'}, the verdict's is "
        f"{verdict.master_sha256[:12]}."
    ]


def _brief_faults(verdict: Verdict, accepted: AcceptedBrief) -> list[str]:
    if verdict.accepted_sha256 == brief_hash(accepted):
        return []
    return ["The brief or its channel was revised after the verdict."]


def _file_faults(verdict: Verdict, files_now: Mapping[str, str]) -> list[str]:
    released = {file.name: file.sha256 for file in verdict.files}
    faults = [
        f"{name} is {files_now.get(name, 'absent')[:12]}, released was {wanted[:12]}."
        for name, wanted in released.items()
        if files_now.get(name) != wanted
    ]
    return faults + [f"{name} was never released." for name in files_now if name not in released]
