"""The rule for the destination: whoever approves a listing agrees to where and how the video goes out."""

from factory.listing.destination import destination_of
from factory.listing.listing import Listing
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, not_asked, rule


@rule(
    stage="releases",
    needs=(Listing,),
    description="The listing says where and how the video goes out by its brief and channel.",
)
def listing_says_where_the_video_goes(evidence: Evidence) -> Judgement:
    accepted, shown = evidence.accepted, evidence.listing.destination
    if shown is None:
        return not_asked("the listing says no destination")
    same = shown == destination_of(accepted)
    return judged(
        same,
        wanted="a listing of where and how the video goes out by its brief",
        found="the same destination" if same else "the listing says another destination",
        advice=f"`factory make {accepted.video_id}` lists it anew; then look at it and decide",
    )
