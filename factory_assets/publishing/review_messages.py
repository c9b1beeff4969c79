"""Messages about reviews: when one is asked for, reminded of, given to others, and brought up to date."""

from dataclasses import dataclass
from datetime import UTC, datetime

from factory.messages.message import Message
from factory.messages.review_reminders import ReviewWait, Step, due_step
from factory.ports import (
    Artifacts,
    Briefs,
    Costs,
    Messages,
    Messengers,
    Outlets,
    Reviews,
    ReviewWaits,
    VideoFiles,
    Waivers,
)
from factory.reviews.decision import TIMED_OUT, Review
from factory_assets.publishing.review_wording import HEADINGS, decided_sentence, review_request

AT_ONCE = 1000
"""Reviews looked at in one go; those that wait longest come first."""


@dataclass(frozen=True, slots=True)
class ReviewMessages:
    """What is said of reviews that wait, and of those that waited."""

    waits: ReviewWaits
    messages: Messages
    messengers: Messengers
    briefs: Briefs
    artifacts: Artifacts
    costs: Costs
    reviews: Reviews
    store: VideoFiles
    waivers: Waivers
    outlets: Outlets

    def keep_up(self, now: datetime) -> list[str]:
        """Do what is due about every waiting review; return what was done, in words."""
        waiting = self.waits.waiting(AT_ONCE)
        done = [line for wait in waiting for line in [self._step(wait, now)] if line]
        self._bring_up_to_date("")
        return done

    def decided(self, video_id: str) -> Message | None:
        """Bring the messages about one video up to date; return what they say now."""
        return self._bring_up_to_date(video_id)

    def _step(self, wait: ReviewWait, now: datetime) -> str:
        """Do what is due, and then record it: done twice it is the same as done once."""
        step = due_step(wait, now)
        if step is None:
            return ""
        if step == "hold":
            self._hold(wait)
        else:
            self._ask(wait, step)
        return f"{wait.video_id}: {step}" if self.waits.took(wait, step) else ""

    def _ask(self, wait: ReviewWait, step: Step) -> None:
        number = wait.reminders + 1 if step == "remind" else ""
        cause = f"review {wait.video_id} {wait.master_sha256[:12]} {step}{number}"
        message = self._asking(wait.video_id, wait.master_sha256).model_copy(
            update={
                "heading": HEADINGS[step],
                "calls": wait.reviewing.escalate_to if step == "escalate" else (),
            }
        )
        for messenger, conversation in self.messengers.conversations(wait.reviewing):
            self.messages.put(cause, messenger, conversation, message)

    def _asking(self, video_id: str, master_sha256: str) -> Message:
        return review_request(
            video_id,
            master_sha256,
            self.briefs,
            self.artifacts,
            self.costs,
            self.store,
            self.waivers,
            self.outlets,
        )

    def _hold(self, wait: ReviewWait) -> None:
        self.reviews.decide(
            Review(
                video_id=wait.video_id,
                master_sha256=wait.master_sha256,
                decision="held",
                reviewer=TIMED_OUT,
                place="factory",
                note=f"asked, reminded and given to others; {wait.reviewing.hours:g} h each",
                decided_at=datetime.now(UTC),
            )
        )

    def _bring_up_to_date(self, video_id: str) -> Message | None:
        """Change messages that are true no more; return what the newest of them says.

        Where the listing changed while the master waits, it is asked anew in the same place.
        """
        said: Message | None = None
        for cause, delivery, waits in self.messages.outdated(video_id):
            message = delivery.message
            said = (
                self._asking(message.video_id, message.master_sha256).model_copy(
                    update={"heading": message.heading, "calls": message.calls}
                )
                if waits
                else message.model_copy(update={"decided": self._became(message), "calls": ()})
            )
            self.messages.put(cause, delivery.messenger, delivery.conversation, said)
        return said

    def _became(self, message: Message) -> str:
        """Return what became of the question that a message asks."""
        channel = self.briefs.newest(message.video_id).channel
        found = [
            self.reviews.review(message.video_id, message.master_sha256, outlet)
            for outlet in channel.outlets
        ]
        told = dict.fromkeys(decided_sentence(one) for one in found if one)
        return " ".join(told) or "Not to be decided any more: another version is made."
