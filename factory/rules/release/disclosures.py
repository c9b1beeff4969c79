"""Rules for disclosures: made for kids, altered or synthetic content, paid promotion; each answered and said."""

from factory.listing.description_labels import labels
from factory.listing.listing import Listing
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, judged_all, not_asked, quoted, rule
from factory.script.script import Script
from factory.speech.narration import Narration


@rule(
    stage="releases",
    needs=(Listing,),
    description="Channel and listing give the same answer to `made for kids`.",
)
def made_for_kids_is_answered(evidence: Evidence) -> Judgement:
    answers, listing = evidence.accepted.channel.compliance, evidence.listing
    return _answered("made_for_kids", answers.made_for_kids, listing.made_for_kids)


@rule(
    stage="releases",
    needs=(Listing,),
    description="Channel and listing give the same answer to `altered or synthetic content`.",
)
def synthetic_media_is_answered(evidence: Evidence) -> Judgement:
    answers, listing = evidence.accepted.channel.compliance, evidence.listing
    return _answered("synthetic_media", answers.synthetic_media, listing.synthetic_media)


def _answered(name: str, channel: bool | None, listing: bool | None) -> Judgement:
    return judged(
        channel is not None and listing is channel,
        wanted=f"`{name}` answered in the channel file, the same in the listing",
        found=f"channel {_words(channel)}, listing {_words(listing)}",
        advice=f"answer `compliance: {name}:` in the channel file, then materialise from briefs on",
    )


def _words(answer: bool | None) -> str:
    return {None: "unanswered", True: "yes", False: "no"}[answer]


@rule(
    stage="releases",
    needs=(Script, Narration, Visuals, Listing),
    description="Where any words, voice, picture or music are generated, the listing says so.",
)
def generated_media_is_declared(evidence: Evidence) -> Judgement:
    generated = [f"{p.role} by {p.name}" for p in evidence.makers if p.synthetic]
    if not generated:
        return not_asked("nothing generated")
    return judged_all(
        [] if evidence.listing.synthetic_media is True else generated,
        wanted="`synthetic_media: true` where anything is generated",
        found="declared",
        advice="say `synthetic_media: true` under `compliance` in the channel file",
    )


@rule(
    stage="releases",
    needs=(Listing,),
    description="Where somebody gives something for what a video shows or says, its description says so.",
)
def paid_promotion_is_declared(evidence: Evidence) -> Judgement:
    if not evidence.accepted.channel.compliance.paid_promotion:
        return not_asked("nobody pays for what it shows or says")
    sentence = labels(evidence.listing.language).paid_promotion
    return judged(
        sentence in evidence.listing.description,
        wanted=f"{quoted(sentence)} in the description",
        found="it stands there" if sentence in evidence.listing.description else "not there",
        advice="materialise listings again",
    )
