"""Moderating: words and pictures shown to a vendor's classifier, each batch as a unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.moderation import Classification, Flag, Moderated, batches
from factory.pictures.visuals import VisualAsset
from factory.ports import Journal, Moderator, Moderators, VideoFiles
from factory.units_of_work import Unit, UnitDetail
from factory_assets.stage.concurrency import WORKERS
from factory_assets.stage.fallback_providers import Work


@dataclass(frozen=True, slots=True)
class StageModeration:
    """Shows a video's words and pictures to the channel's classifier, what is the same only once."""

    accepted: AcceptedBrief
    moderators: Moderators
    journal: Journal

    def words(self, stage: str, texts: Sequence[tuple[str, str]]) -> Moderated | None:
        """Return what is flagged in texts; None where the channel does not ask.

        Args:
            stage: whose texts they are.
            texts: each as (what it is, its words).

        Raises:
            TransientError, CircuitOpen: the vendor did not answer: then nobody knows.
        """
        asked = self.accepted.channel.moderation
        if asked is None or not asked.words:
            return None
        moderator = self.moderators.moderator(asked.provider, asked.model)
        works: list[Work] = []
        subjects: list[str] = []
        for part in batches(texts):
            shown = [text for _, text in part]
            label = f"{part[0][0]} to {part[-1][0]}"
            do = _looking(moderator.words, shown)
            works.append((self._unit(stage, label, {"texts": shown}, moderator), do))
            subjects += [subject for subject, _ in part]
        return self._moderated(works, subjects, moderator)

    def pictures(self, assets: Sequence[VisualAsset], store: VideoFiles) -> Moderated | None:
        """Return what is flagged in pictures that a vendor made or found; of clips, in a frame.

        Raises: as `words`.
        """
        asked = self.accepted.channel.moderation
        if asked is None or not asked.pictures:
            return None
        moderator = self.moderators.moderator(asked.provider, asked.model)
        works: list[Work] = []
        subjects: list[str] = []
        for asset in assets:
            if asset.provider.remote:
                subject = f"picture of {asset.scene_id}"
                path = store.local(self.accepted.video_id, asset.poster.name)
                recipe = {"picture": asset.poster.sha256}
                unit = self._unit("visuals", subject, recipe, moderator)
                works.append((unit, _looking(moderator.picture, path)))
                subjects.append(subject)
        return self._moderated(works, subjects, moderator)

    def _unit(self, stage: str, label: str, shown: dict[str, Any], moderator: Moderator) -> Unit:
        provider = moderator.provider
        return Unit(
            video_id=self.accepted.video_id,
            stage=stage,
            kind="moderation",
            label=f"moderation of {label}",
            recipe={
                **shown,
                "provider": provider.name,
                "model": provider.model,
                "version": provider.version,
            },
            suffix=".json",
            provider=provider,
            estimate_usd=moderator.price_usd(),
        )

    def _moderated(
        self, works: Sequence[Work], subjects: Sequence[str], moderator: Moderator
    ) -> Moderated:
        done = self.journal.perform_all(works, workers=WORKERS, progress=None)
        marks = [
            each for one in done for each in Classification.from_json(one.path.read_bytes()).each
        ]
        return Moderated(
            looked_at=len(subjects),
            flags=tuple(
                Flag(subject=subject, category=mark.category, score=mark.score)
                for subject, found in zip(subjects, marks, strict=True)
                for mark in found
            ),
            provider=moderator.provider,
        )


def _looking(look: Callable[[Any], Classification], shown: object) -> Callable[[Path], UnitDetail]:
    def do(target: Path) -> UnitDetail:
        target.write_bytes(look(shown).to_json())
        return UnitDetail()

    return do
