"""Agreement: whether a post may be given another title, thumbnail or visibility."""

from dataclasses import dataclass

from factory.channel.review_settings import Policy
from factory.listing.destination import destination_of
from factory.listing.listing import Listing
from factory.ports import Alternatives, Artifacts, Briefs, Outlets, Reviews, Switches, VideoFiles
from factory.reviews.alternative import (
    LEAST_SEEN,
    VISIBILITIES,
    is_asked,
    not_agreed,
    title_sha256,
    visibility_sha256,
)
from factory.rules.evidence import LISTING_NAME
from factory_assets.publishing.automatic_approval import SWITCH
from factory_assets.stage.recorded_files import recorded, recorded_sha256, sha256_of


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided.

    Args:
        alternatives: about other titles, thumbnails and visibilities.
        reviews: about masters with their listings.
        artifacts: the masters and listings that are there.
    """

    alternatives: Alternatives
    reviews: Reviews
    artifacts: Artifacts


@dataclass(frozen=True, slots=True)
class Agreements:
    """What channels, switches and people say of alternatives.

    Args:
        decided: by people.
        briefs: of whose channel they are.
        outlets: whether they would leave this machine.
        switches: what a person turned on.
        store: pictures and listings.
    """

    decided: Decided
    briefs: Briefs
    outlets: Outlets
    switches: Switches
    store: VideoFiles

    def missing(
        self, video_id: str, outlet: str, what: str, to: str, *, of_brief: bool = False
    ) -> str:
        """Say why a post may not be given something yet; empty where it may.

        Args:
            video_id: whose post.
            outlet: where.
            what: is changed.
            to: the title or the visibility; of a thumbnail its name among the video's files.
            of_brief: whether its brief says so; else somebody asked for it.

        Raises:
            PermanentError: there is no such video or picture.
        """
        if not self.wanted(video_id, outlet, what, to, of_brief=of_brief):
            return ""
        return self.missing_of(video_id, outlet, what, self.known_by(video_id, what, to))

    def of_another_master(self, video_id: str, what: str, to: str, posted_sha256: str) -> str:
        """Say why a post of one master may not be seen by more people while another one is approved; else empty.

        Nobody sees the master of such a post any more, and what approvals say of visibility is of the other.

        Args:
            video_id: whose post.
            what: is changed.
            to: the visibility.
            posted_sha256: of the master that was posted.
        """
        if what != "visibility" or to == LEAST_SEEN:
            return ""
        master, _ = self._made(video_id)
        if master == posted_sha256:
            return ""
        return (
            f"its post shows the master {posted_sha256[:12]}, what is made and decided about by now is "
            f"{master[:12] or 'none'}; publish that, or make the post private"
        )

    def missing_of(self, video_id: str, outlet: str, what: str, sha256: str) -> str:
        """Say the same of what is known already, see `known_by`, and wants an agreement."""
        policy = self._policy(video_id, outlet)
        if policy is None:
            return ""
        return not_agreed(self.decided.alternatives.decisions(video_id, what, sha256), policy)

    def asks(self, video_id: str, outlet: str, what: str, sha256: str) -> bool:
        """Whether somebody is still to decide about it; not about what was rejected."""
        policy = self._policy(video_id, outlet)
        if policy is None:
            return False
        return is_asked(self.decided.alternatives.decisions(video_id, what, sha256), policy)

    def wanted(self, video_id: str, outlet: str, what: str, to: str, *, of_brief: bool) -> bool:
        """Whether it wants an agreement of its own; of visibilities those alone that nobody approved with the video.

        Approved are the visibility that its listing names, by whoever approved that, and any that fewer
        people see; and what the brief wants later, where that is as the listing has it.

        Raises:
            FactoryError: there is no such video, or its listing was edited.
        """
        if what != "visibility":
            return True
        if to == LEAST_SEEN:
            return False
        accepted, listing = self.briefs.newest(video_id), self._approved_listing(video_id, outlet)
        shown = listing.destination if listing else None
        if shown is None or shown.youtube is None:
            return True
        if VISIBILITIES[to] <= VISIBILITIES[shown.youtube.visibility]:
            return False
        return not (of_brief and shown == destination_of(accepted))

    def known_by(self, video_id: str, what: str, to: str) -> str:
        """Return by what a decision knows it: a SHA-256, of a title's text or of a picture's bytes.

        A visibility is known together with the master and the listing that would be seen.

        Raises:
            PermanentError: there is no such picture.
        """
        if what == "title":
            return title_sha256(to)
        if what == "visibility":
            return visibility_sha256(to, *self._made(video_id))
        return sha256_of(self.store.local(video_id, to))

    def _approved_listing(self, video_id: str, outlet: str) -> Listing | None:
        """Return the listing that is there, if it was approved for an outlet with its master."""
        master, listed = self._made(video_id)
        review = self.decided.reviews.review(video_id, master, outlet)
        policy = self.briefs.newest(video_id).channel.review
        if not listed or review is None or not review.approves(policy):
            return None
        if not review.covers(listed):
            return None
        artifacts = self.decided.artifacts
        data = recorded(artifacts, self.store, video_id, "listings", LISTING_NAME)
        return Listing.from_json(data)

    def _made(self, video_id: str) -> tuple[str, str]:
        """Return the SHA-256 of a video's master and of its listing as they are now."""
        artifacts = self.decided.artifacts
        return (
            recorded_sha256(artifacts, video_id, "renders", "master.mp4"),
            recorded_sha256(artifacts, video_id, "listings", LISTING_NAME),
        )

    def _policy(self, video_id: str, outlet: str) -> Policy | None:
        """Return who must agree; None: nobody."""
        policy = self.briefs.newest(video_id).channel.review
        leaves = self.outlets.outlet(outlet).distributes
        return (
            None if policy == "automatic" and (not leaves or self.switches.on(SWITCH)) else policy
        )
