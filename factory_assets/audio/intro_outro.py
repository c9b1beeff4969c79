"""Intro and outro of one video, looked into and fitted to its format."""

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from factory.brief.brief import AcceptedBrief
from factory.channel.branding import STILLS, Insert
from factory.errors import BadInput
from factory.pictures.intro_outro import INTRO, NO_INSERTS, OUTRO, Inserts, Role, ShownInsert
from factory.pictures.visuals import picture_size
from factory.ports import ClipReader, Journal, Stills, VideoFiles
from factory.records import FileRef, Provider
from factory.units_of_work import Unit
from factory_assets.stage.branding_files import kept


@dataclass(frozen=True, slots=True)
class IntroOutro:
    """Prepares what a channel puts before and after its scenes, for one video."""

    accepted: AcceptedBrief
    store: VideoFiles
    journal: Journal
    reader: ClipReader
    stills: Stills

    def inserts(self) -> Inserts:
        """Return the intro and the outro in whole frames; none where the format loops.

        Raises:
            BadInput: a file is not what was accepted, or cannot be used; it is named.
        """
        if self.accepted.profile.loop:
            return NO_INSERTS
        channel = self.accepted.channel
        return Inserts(
            intro=channel.intro and self._shown(INTRO, channel.intro),
            outro=channel.outro and self._shown(OUTRO, channel.outro),
        )

    def _shown(self, role: Role, insert: Insert) -> ShownInsert:
        file = kept(self.accepted.video_id, insert, self.store)
        try:
            return (
                self._still(role, insert, file)
                if _is_still(file)
                else self._video(role, insert, file)
            )
        except BadInput as error:
            raise BadInput(
                f"{role}: {insert.file} cannot be used: {error}; put another file there and hand "
                "the brief in again"
            ) from error

    def _video(self, role: Role, insert: Insert, file: FileRef) -> ShownInsert:
        facts = self.reader.probe(self.store.local(self.accepted.video_id, file.name))
        return ShownInsert(
            role=role,
            file=file,
            frames=self._frames(facts.seconds),
            clip=facts,
            provider=_provider(role, insert),
            attribution=insert.attribution,
        )

    def _still(self, role: Role, insert: Insert, file: FileRef) -> ShownInsert:
        video_id = self.accepted.video_id
        width, height = picture_size(self.accepted.profile.picture)
        unit = Unit(
            video_id=video_id,
            stage="audio",
            kind="placard",
            label=role,
            recipe={"picture": file.sha256, "width": width, "height": height},
            suffix=".png",
            provider=self.reader.provider,
        )
        source = self.store.local(video_id, file.name)
        done = self.journal.perform(unit, partial(self.stills.placard, source, width, height))
        return ShownInsert(
            role=role,
            file=self.store.keep(video_id, f"inserts/{role}.png", done.path),
            frames=self._frames(insert.seconds),
            provider=_provider(role, insert),
            attribution=insert.attribution,
        )

    def _frames(self, seconds: float) -> int:
        return max(1, round(seconds * self.accepted.profile.picture.rate))


def _is_still(file: FileRef) -> bool:
    return PurePath(file.name).suffix in STILLS


def _provider(role: Role, insert: Insert) -> Provider:
    """Return who answers for it: the channel, by the hash of the file that it gave."""
    return Provider(
        role=role,
        name="template",
        version=insert.sha256[:12],
        licence=insert.licence,
        synthetic=False,
    )
