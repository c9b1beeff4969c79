"""Messages about planned changes: what somebody is asked about, a message a video."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby

from factory.documents.durations import as_written
from factory.errors import PermanentError
from factory.messages.delivery import Delivery
from factory.messages.message import AskedChange, Message
from factory.ports import (
    Artifacts,
    Briefs,
    Messages,
    Messengers,
    PlannedChange,
    PlannedChanges,
    Reviews,
)
from factory.reviews.alternative import AlternativeDecision
from factory_assets.publishing.post_change_agreement import Agreements
from factory_assets.stage.recorded_files import recorded_sha256

MASTER = "master.mp4"


@dataclass(frozen=True, slots=True)
class ChangeMessages:
    """What is said of changes that are planned for approved videos, and of those that were asked about."""

    planned: PlannedChanges
    agreements: Agreements
    messages: Messages
    messengers: Messengers
    briefs: Briefs
    artifacts: Artifacts
    reviews: Reviews

    def keep_up(self) -> list[str]:
        """Ask about what is planned and not decided, once; return of which videos, in words."""
        asked: list[str] = []
        due = self._due(self.planned.open())
        for video_id, message in due.items():
            cause = f"later {video_id} {message.changes_sha256[:12]}"
            reviewing = self.briefs.newest(video_id).channel.reviewing
            for messenger, conversation in self.messengers.conversations(reviewing):
                self.messages.put(cause, messenger, conversation, message)
            asked.append(f"{video_id}: {len(message.changes)} planned")
        self._bring_up_to_date(self.planned.questions(), due)
        return asked

    def decided(self, video_id: str) -> Message | None:
        """Bring the messages about one video's changes up to date; return what they say now."""
        questions = self.planned.questions(video_id)
        due = self._due(self.planned.open(video_id)) if questions else {}
        return self._bring_up_to_date(questions, due)

    def _due(self, planned: Sequence[PlannedChange]) -> Mapping[str, Message]:
        """Return what is asked of each video.

        Raises:
            TransientError: the store is away; what is asked is not known then.
        """
        found: dict[str, Message] = {}
        for video_id, changes in groupby(planned, lambda one: one.video_id):
            if message := self._asking(video_id, list(changes)):
                found[video_id] = message
        return found

    def _asking(self, video_id: str, planned: Sequence[PlannedChange]) -> Message | None:
        """Return the question about what is not decided; None where there is nothing to ask.

        A message shows one picture: of several thumbnails the others are asked about once that is
        decided. What cannot be read is not asked about.
        """
        asked = [
            (one, sha256)
            for one in planned
            if self._is_approved(video_id, one.outlet)
            and (sha256 := self._known_of_wanted(one))
            and self.agreements.asks(video_id, one.outlet, one.what, sha256)
        ]
        shown = next((one for one, _ in asked if one.what == "thumbnail"), None)
        asked = [pair for pair in asked if pair[0].what != "thumbnail" or pair[0] == shown]
        if not asked:
            return None
        return Message(
            heading="To decide for later",
            title=self.briefs.newest(video_id).brief.title,
            facts=tuple(_line(one) for one, _ in asked),
            link="/later",
            picture=shown.to if shown else "",
            video_id=video_id,
            changes=tuple(
                AskedChange(number=one.number, what=one.what, sha256=sha256)
                for one, sha256 in asked
            ),
        )

    def _known_of_wanted(self, one: PlannedChange) -> str:
        """Return by what it is known; empty where it wants no approval, or a file of it cannot be read."""
        asked = (one.video_id, one.outlet, one.what, one.to)
        try:
            wanted = self.agreements.wanted(*asked, of_brief=one.of_brief)
            return self.agreements.known_by(one.video_id, one.what, one.to) if wanted else ""
        except PermanentError:
            return ""

    def _is_approved(self, video_id: str, outlet: str) -> bool:
        """Whether its master is; before that these are approved together with it, on the desk."""
        master = recorded_sha256(self.artifacts, video_id, "renders", MASTER)
        review = self.reviews.review(video_id, master, outlet) if master else None
        return review is not None and review.decision == "approved"

    def _bring_up_to_date(
        self, questions: Sequence[tuple[str, Delivery]], due: Mapping[str, Message]
    ) -> Message | None:
        """Change questions that are none any more; return what the newest of them says."""
        said: Message | None = None
        for cause, delivery in questions:
            message = delivery.message
            now = due.get(message.video_id)
            if now and now.changes_sha256 == message.changes_sha256:
                continue
            said = message.model_copy(update={"decided": self._became(message)})
            self.messages.put(cause, delivery.messenger, delivery.conversation, said)
        return said

    def _became(self, message: Message) -> str:
        """Return what became of the changes that a message asks about."""
        newest = (
            list(
                self.agreements.decided.alternatives.decisions(
                    message.video_id, one.what, one.sha256
                )
            )[-1:]
            for one in message.changes
        )
        told = dict.fromkeys(_sentence(one) for few in newest for one in few)
        return " ".join(told) or "Not to be decided any more: other changes are planned."


def _line(one: PlannedChange) -> str:
    if one.at:
        when = f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    else:
        when = f"{as_written(one.after_seconds or 0)} after it is out"
    said = "another picture" if one.what == "thumbnail" else one.to
    return f"{one.what.capitalize()} at {one.outlet}, {when}: {said}"


def _sentence(one: AlternativeDecision) -> str:
    word = "Approved" if one.decision == "approved" else "Rejected"
    note = f": {one.note}" if one.note else ""
    return f"{word} by {one.reviewer}, {one.decided_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC{note}."
