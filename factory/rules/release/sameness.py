"""Rules for sameness (spam): a video is no copy of an earlier one, and no form is used over and over.

They stand on what YouTube names as synthetic mass-production, which costs a channel its existence
and not just its income: so they refuse.
"""

from collections.abc import Sequence

from factory.copy_detection.likeness import OFTEN, Likeness, has_same_form, is_copy, likeness
from factory.copy_detection.likeness_record import LikenessRecord, passages_of
from factory.copy_detection.sentence_sketches import Passage
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, judged_all, not_asked, quoted, rule
from factory.script.script import Script
from factory.speech.narration import Narration

NEEDS = (Script, Narration, Visuals)
NOBODY_COMPARED = "nobody has compared it"


@rule(
    stage="releases",
    needs=NEEDS,
    description="The video is no copy of one of the last 50 of its channel: by words, form of the title, "
    "pictures and structure. Another version or language of itself is none, nor the longer one whose "
    "passages it shows.",
    at_release=True,
)
def video_is_no_copy_of_an_earlier_one(evidence: Evidence) -> Judgement:
    ours = evidence.likeness_record
    own = [one for one in _earlier(evidence) if ours and one.channel == ours.channel]
    return _no_copy(evidence, own, "of the channel")


@rule(
    stage="releases",
    needs=NEEDS,
    description="The video is no copy of one of the last 100 of its tenant's other channels.",
    at_release=True,
)
def video_is_no_copy_of_another_channels(evidence: Evidence) -> Judgement:
    ours = evidence.likeness_record
    others = [one for one in _earlier(evidence) if ours and one.channel != ours.channel]
    return _no_copy(evidence, others, "of the tenant's other channels")


@rule(
    stage="releases",
    needs=NEEDS,
    description=f"Fewer than {OFTEN} earlier videos of the channel have the same pictures, the same music and the "
    "same structure and cadence, whatever their words are.",
    at_release=True,
)
def form_is_not_used_over_and_over(evidence: Evidence) -> Judgement:
    ours = evidence.likeness_record
    wanted = f"fewer than {OFTEN} earlier videos with these pictures, this music, this structure"
    if ours is None:
        return _not_compared(wanted)
    own = [one for one in _earlier(evidence) if one.channel == ours.channel]
    if not own:
        return not_asked("the first video of its channel")
    same = [found for one in own if has_same_form(found := likeness(ours, one))]
    return judged_all(
        [_named(found) for found in same] if len(same) >= OFTEN else [],
        wanted=wanted,
        found=f"{len(same)} among {len(own)} earlier videos",
        advice="give it pictures, music and a structure of its own",
    )


def copied_with(evidence: Evidence, titles: Sequence[str]) -> Sequence[Likeness]:
    """Return the earlier videos of which this one is a copy, were it to bear these titles later."""
    ours = evidence.likeness_record
    if ours is None:
        return ()
    found = (likeness(ours, one, titles) for one in _earlier(evidence))
    return [one for one in found if is_copy(one)]


def _earlier(evidence: Evidence) -> Sequence[LikenessRecord]:
    """Return what it is compared with: not with the longer video whose passages it shows."""
    excerpt = evidence.accepted.excerpt
    return [one for one in evidence.earlier if excerpt is None or one.video_id != excerpt.video_id]


def _no_copy(evidence: Evidence, earlier: Sequence[LikenessRecord], whose: str) -> Judgement:
    ours, wanted = evidence.likeness_record, f"no copy of an earlier video {whose}"
    if ours is None:
        return _not_compared(wanted)
    if not earlier:
        return not_asked(f"no earlier video {whose}")
    later = evidence.accepted.brief.later_titles
    found = [likeness(ours, one, later) for one in earlier]
    copies = sorted((one for one in found if is_copy(one)), key=lambda one: -one.words)
    most = max(one.words for one in found)
    said = passages_of(evidence.script) if copies else []
    return judged_all(
        [_named(one) + _example(said, one) for one in copies],
        wanted=wanted,
        found=f"at most {most:.0%} of the words in any of {len(earlier)} earlier videos",
        advice="tell a story of its own, in other sentences; a video that is not to be published "
        "does not count once it is rejected or deleted",
    )


def _named(found: Likeness) -> str:
    earlier = found.earlier
    return f"{found.told} as in {earlier.video_id} {quoted(earlier.title)}"


def _example(said: Sequence[Passage], found: Likeness) -> str:
    """Quote the longest sentence that is said again."""
    again = [said[number] for number in found.repeated if number < len(said)]
    longest = max(again, key=lambda one: one.words, default=None)
    return f", such as {quoted(longest.text)}" if longest else ""


def _not_compared(wanted: str) -> Judgement:
    return judged(False, wanted=wanted, found=NOBODY_COMPARED, advice="materialise releases again")
