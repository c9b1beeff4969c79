"""The check of a publication: the files a verdict names, as they are now, and whether they may go out now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from factory.errors import Refused
from factory.master.render import Render
from factory.ports import Artifacts, Briefs, FirstPost, Outlet, Publication, Reviews, VideoFiles
from factory.release.authorisation import authorise_publication
from factory.release.dossier import Dossier
from factory.release.verdict import Verdict
from factory.rules.evidence import LISTING_NAME
from factory.rules.release.stand_ins import emulated
from factory.workflow.made_post_changes import MadeChange
from factory_assets.stage.recorded_files import current_brief, recorded, recorded_sha256, sha256_of


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """What says whether a video may go out: each question reads what is recorded by then."""

    video_id: str
    briefs: Briefs
    artifacts: Artifacts
    reviews: Reviews
    store: VideoFiles

    def verdict(self) -> Verdict:
        """Return the newest verdict, as the release recorded it.

        Raises:
            Refused: there is none, or it was edited.
        """
        data = recorded(self.artifacts, self.store, self.video_id, "releases", "verdict.json")
        return Verdict.from_json(data)

    def publication(
        self, made: Sequence[MadeChange] = (), first: FirstPost | None = None
    ) -> Publication:
        """Return the files that the verdict names, hashed as they lie there now.

        Args:
            made: what was changed at its posts since.
            first: of a translation, the post that is told in its language too.
        """
        verdict = self.verdict()
        paths = {file.name: self.store.local(self.video_id, file.name) for file in verdict.files}
        return Publication(
            video_id=self.video_id,
            master_sha256=verdict.master_sha256,
            files_sha256=verdict.files_sha256,
            paths=paths,
            sha256={name: sha256_of(path) for name, path in paths.items()},
            channel=self.briefs.newest(self.video_id).channel,
            seconds=self._render().duration_sec,
            made=made,
            first=first,
        )

    def _render(self) -> Render:
        """Return the master's manifest, as its stage recorded it; raise Refused where it was edited."""
        data = recorded(self.artifacts, self.store, self.video_id, "renders", "render.json")
        return Render.from_json(data)

    def left_out(self, outlet: str) -> str:
        """Say why an outlet is passed over; empty where it takes the video or refuses it.

        It is where other outlets are decided about on their own, and this one is not yet, or was
        decided against: that is no failure of the video.
        """
        channel = self.briefs.newest(self.video_id).channel
        sha256 = recorded_sha256(self.artifacts, self.video_id, "renders", "master.mp4")
        found = {one: self.reviews.review(self.video_id, sha256, one) for one in channel.outlets}
        listed = recorded_sha256(self.artifacts, self.video_id, "listings", LISTING_NAME)
        here, others = found.pop(outlet, None), [one for one in found.values() if one]
        if here and here.approves(channel.review):
            elsewhere = any(one.approves(channel.review) and one.covers(listed) for one in others)
            if here.covers(listed) or not elsewhere:
                return ""
            return f"the listing changed since {here.reviewer} approved it for {outlet}"
        if here is None:
            return f"nothing is decided about {outlet} yet" if others else ""
        if here.outlet != outlet:
            return ""
        alone = here.decision == "approved"
        return f"for {outlet} it is {here.decision} by {here.reviewer}" + " alone" * alone

    def authorise(self, publication: Publication, outlet: Outlet) -> None:
        """Return only if this may go out there now; see `authorise_publication`.

        Raises:
            Refused: it may not; or an emulated vendor made a part of it, and it would leave this machine
                though it did not when its release was judged.
        """
        verdict = self.verdict()
        authorise_publication(
            verdict,
            publication.sha256,
            self.reviews.review(self.video_id, verdict.master_sha256, outlet.name),
            current_brief(self.briefs, self.artifacts, self.store, self.video_id),
            datetime.now(UTC),
            newest_master=recorded_sha256(self.artifacts, self.video_id, "renders", "master.mp4"),
        )
        if not outlet.distributes:
            return
        dossier = Dossier.from_json(publication.paths["dossier.json"].read_bytes())
        if played := emulated(dossier.providers):
            raise Refused(
                f"{self.video_id} is not sent to {outlet.name}: {', '.join(played)}, and that stays on "
                "this machine"
            )
