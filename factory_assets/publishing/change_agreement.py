"""Agreement: whether another title or thumbnail of a video may be shown."""

from dataclasses import dataclass

from factory.channel.reviewing import Policy
from factory.ports import Alternatives, Briefs, Outlets, Switches, VideoFiles
from factory.reviews.alternative import AGREED, is_asked, not_agreed, title_sha256
from factory_assets.publishing.automatic_approval import SWITCH
from factory_assets.stage.recorded_files import sha256_of


@dataclass(frozen=True, slots=True)
class Agreements:
    """What channels, switches and people say of alternatives.

    Args:
        alternatives: what was decided about them.
        briefs: of whose channel they are.
        outlets: whether they would leave this machine.
        switches: what a person turned on.
        store: pictures.
    """

    alternatives: Alternatives
    briefs: Briefs
    outlets: Outlets
    switches: Switches
    store: VideoFiles

    def missing(self, video_id: str, outlet: str, what: str, to: str) -> str:
        """Say why a post may not be given something yet; empty where it may.

        Args:
            video_id: whose post.
            outlet: where.
            what: is changed; only what is seen of a post needs an agreement.
            to: the title; of a thumbnail its name among the video's files.

        Raises:
            PermanentError: there is no such video or picture.
        """
        if what not in AGREED:
            return ""
        return self.missing_of(video_id, outlet, what, known_by(self.store, video_id, what, to))

    def missing_of(self, video_id: str, outlet: str, what: str, sha256: str) -> str:
        """Say the same of a title or thumbnail that is known already; see `known_by`."""
        policy = self._policy(video_id, outlet)
        if policy is None:
            return ""
        return not_agreed(self.alternatives.decisions(video_id, what, sha256), policy)

    def asks(self, video_id: str, outlet: str, what: str, sha256: str) -> bool:
        """Whether somebody is still to decide about it; not about what was rejected."""
        policy = self._policy(video_id, outlet)
        if policy is None:
            return False
        return is_asked(self.alternatives.decisions(video_id, what, sha256), policy)

    def _policy(self, video_id: str, outlet: str) -> Policy | None:
        """Return who must agree; None: nobody."""
        policy = self.briefs.newest(video_id).channel.review
        leaves = self.outlets.outlet(outlet).distributes
        return (
            None if policy == "automatic" and (not leaves or self.switches.on(SWITCH)) else policy
        )


def known_by(store: VideoFiles, video_id: str, what: str, to: str) -> str:
    """Return by what a decision knows a title or a picture: the SHA-256 of its text or its bytes.

    Raises:
        PermanentError: there is no such picture.
    """
    if what == "title":
        return title_sha256(to)
    return sha256_of(store.local(video_id, to))
