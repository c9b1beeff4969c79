"""Sources: everything that one master is made from, as the stages before it left it."""

from dataclasses import dataclass
from functools import cached_property

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.pictures.visuals import Visuals
from factory.records import FileRef
from factory.speech.narration import Narration


@dataclass(frozen=True)
class RenderSources:
    """The manifests of one video that its render follows."""

    accepted: AcceptedBrief
    narration: Narration
    visuals: Visuals
    captions: Captions

    @cached_property
    def pictures(self) -> dict[str, FileRef]:
        """The file of every picture and clip that is shown, by its asset; of an insert, by its role."""
        inserts = {insert.role: insert.file for insert in self.narration.inserts.shown}
        return {**inserts, **{asset.asset_id: asset.file for asset in self.visuals.assets}}
