"""The rule for the cut that TikTok gets: without the channel's mark, as sound as the master, and seen."""

from collections.abc import Iterator

from factory.listing.listing import Listing
from factory.master.render import Cut, Render
from factory.rules.evidence import Evidence
from factory.rules.master.master_rules import MASTER_RULES
from factory.rules.rule import Judgement, judged_all, not_asked, rule


@rule(
    stage="releases",
    needs=(Listing, Render),
    description="What TikTok gets in place of a master with the channel's mark shows none, keeps every rule for masters, "
    "is signed, and was there when somebody decided.",
    at_release=True,
)
def tiktok_gets_a_cut_without_the_channels_mark(evidence: Evidence) -> Judgement:
    cut = evidence.render.cut
    if cut is None:
        return not_asked("there is no cut for TikTok")
    return judged_all(
        list(_faults(evidence, cut)),
        wanted=f"the same video without {' and '.join(cut.without)}, made before the decision",
        found=f"{cut.file.sha256[:12]}, without {' and '.join(cut.without)}",
        advice="materialise renders again; look at the cut, then approve the video anew",
    )


def _faults(evidence: Evidence, cut: Cut) -> Iterator[str]:
    render, review, signed = evidence.render, evidence.review, evidence.cut_credentials
    if "watermark" not in cut.without:
        yield "it shows the channel's mark"
    if cut.file.name not in evidence.hashes or evidence.hashes[cut.file.name] != cut.file.sha256:
        yield "the file is another one by now"
    if [s.frames for s in cut.segments] != [s.frames for s in render.segments]:
        yield "it is not the master's length"
    if review and not review.by_policy and review.decided_at < cut.made_at:
        yield f"it was made after {review.reviewer} decided, who did not see it"
    if signed is None or (signed.state, signed.video_id) != ("whole", render.video_id):
        yield signed.described if signed else "nobody looked whether it is signed"
    master = {"master": cut.file, "measurement": cut.measurement, "segments": cut.segments}
    as_master = render.model_copy(update=master)
    manifests = tuple(as_master if one is render else one for one in evidence.manifests)
    judged_as = evidence.model_copy(update={"manifests": manifests})
    for one in MASTER_RULES:
        finding = one.judge(judged_as)
        if finding.refuses:
            yield finding.sentence
