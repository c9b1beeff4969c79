"""Rules for the cut that TikTok gets: without the channel's mark, as sound as the master, signed, and seen."""

from collections.abc import Iterator

from factory.listing.listing import Listing
from factory.master.render import Cut, Render
from factory.rules.evidence import Evidence
from factory.rules.master.master_rules import MASTER_RULES
from factory.rules.rule import Judgement, judged_all, not_asked, rule

NO_CUT = "there is no cut for TikTok"


@rule(
    stage="releases",
    needs=(Listing, Render),
    description="What TikTok gets in place of a master with the channel's mark shows none, is as long as the master, and "
    "keeps every rule for masters.",
)
def tiktok_gets_a_cut_without_the_channels_mark(evidence: Evidence) -> Judgement:
    cut = evidence.render.cut
    if cut is None:
        return not_asked(NO_CUT)
    return judged_all(
        list(_made_otherwise(evidence, cut)),
        wanted=f"the same video without {' and '.join(cut.without)}",
        found=f"{cut.file.sha256[:12]}, without {' and '.join(cut.without)}",
        advice="materialise renders again, then look at the cut",
    )


def _made_otherwise(evidence: Evidence, cut: Cut) -> Iterator[str]:
    render = evidence.render
    if "watermark" not in cut.without:
        yield "it shows the channel's mark"
    if [s.frames for s in cut.segments] != [s.frames for s in render.segments]:
        yield "it is not the master's length"
    master = {"master": cut.file, "measurement": cut.measurement, "segments": cut.segments}
    as_master = render.model_copy(update=master)
    manifests = tuple(as_master if one is render else one for one in evidence.manifests)
    judged_as = evidence.model_copy(update={"manifests": manifests})
    for one in MASTER_RULES:
        finding = one.judge(judged_as)
        if finding.refuses:
            yield finding.sentence


@rule(
    stage="releases",
    needs=(Render,),
    description="The cut that TikTok gets is the one on disk, is signed, and was there when somebody decided.",
    at_release=True,
)
def tiktok_cut_is_signed_and_was_seen(evidence: Evidence) -> Judgement:
    cut = evidence.render.cut
    if cut is None:
        return not_asked(NO_CUT)
    return judged_all(
        list(_another_than_seen(evidence, cut)),
        wanted="a signed cut, made before the decision and unchanged since",
        found=f"{cut.file.sha256[:12]}, signed, made {cut.made_at.isoformat()}",
        advice="materialise renders again; look at the cut, then approve the video anew",
    )


def _another_than_seen(evidence: Evidence, cut: Cut) -> Iterator[str]:
    review, signed = evidence.review, evidence.cut_credentials
    if cut.file.name not in evidence.hashes or evidence.hashes[cut.file.name] != cut.file.sha256:
        yield "the file is another one by now"
    if review and not review.by_policy and review.decided_at < cut.made_at:
        yield f"it was made after {review.reviewer} decided, who did not see it"
    if signed is None or (signed.state, signed.video_id) != ("whole", evidence.render.video_id):
        yield signed.described if signed else "nobody looked whether it is signed"
