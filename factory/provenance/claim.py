"""A claim: what a signed master says of itself, as the manifest that C2PA calls for.

Nothing is in it that a viewer may not know: no notes, no words of a prompt, no name of a file or
folder of this machine.
"""

from collections.abc import Iterator
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.master.sources import RenderSources
from factory.provenance.source_types import SCHEME, SourceType, type_of_part, type_of_whole
from factory.records import FileRef, Payload, Provider
from factory.script.script import Script

GENERATOR = "video-factory"
VIDEO_LABEL = "video-factory.video"
"""Our own assertion: which video of the factory this is."""
TRAINING_USES = (
    "cawg.ai_inference",
    "cawg.ai_generative_training",
    "cawg.ai_training",
    "cawg.data_mining",
)
"""CAWG training and data mining assertion 1.1; the four uses it knows."""


class Part(Payload):
    """One thing that is heard, seen or told in a master."""

    title: str
    """`voice`, `picture of s001`."""
    file: FileRef | None
    """None for words: they are spoken, and not a file of the master."""
    maker: Provider

    @property
    def source_type(self) -> SourceType | None:
        """How it came to be; None where it was handed in."""
        return type_of_part(self.maker)


class Claim(Payload):
    """Everything that a signed master says of where it comes from."""

    video_id: str
    parts: tuple[Part, ...]
    training: bool | None
    """Whether others may train models on it; None: nothing is said."""

    @classmethod
    def of(cls, sources: RenderSources, script: Script) -> "Claim":
        """Return what the master of these sources has to say."""
        return cls(
            video_id=sources.accepted.video_id,
            parts=(*_words(script), *_sounds(sources), *_pictures(sources)),
            training=_training(sources.accepted),
        )

    @property
    def source_type(self) -> SourceType:
        """What the whole is."""
        return type_of_whole(part.source_type for part in self.parts)

    @property
    def models(self) -> tuple[Provider, ...]:
        """Every trained model behind it, each once."""
        makers = (part.maker for part in self.parts)
        return tuple(dict.fromkeys(maker for maker in makers if maker.synthetic and maker.trained))

    def manifest(self) -> dict[str, Any]:
        """Return the manifest definition (C2PA 2.4): JSON values, the same for the same claim."""
        return {
            "claim_generator_info": [{"name": GENERATOR}],
            "title": self.video_id,
            "format": "video/mp4",
            "ingredients": [
                _ingredient(number, part) for number, part in enumerate(self.parts) if part.file
            ],
            "assertions": [
                {"label": "c2pa.actions", "data": {"actions": list(self._actions())}},
                *({"label": "c2pa.ai-disclosure", "data": _disclosed(m)} for m in self.models),
                *self._training_assertions(),
                {"label": VIDEO_LABEL, "data": {"video_id": self.video_id}},
            ],
        }

    def _actions(self) -> Iterator[dict[str, Any]]:
        """Yield that it was created, and how each part came into it."""
        yield {
            "action": "c2pa.created",
            "digitalSourceType": SCHEME + self.source_type,
            "softwareAgent": {"name": GENERATOR},
        }
        for number, part in enumerate(self.parts):
            told: dict[str, Any] = {
                "action": "c2pa.placed" if part.file else "c2pa.edited",
                "description": f"{part.title}, by {part.maker.described}",
                "softwareAgent": {"name": part.maker.name},
            }
            if part.maker.model or part.maker.version:
                told["softwareAgent"]["version"] = (
                    f"{part.maker.model} {part.maker.version}".strip()
                )
            if part.source_type:
                told["digitalSourceType"] = SCHEME + part.source_type
            if part.file:
                told["parameters"] = {"ingredientIds": [_name(number)]}
            yield told

    def _training_assertions(self) -> Iterator[dict[str, Any]]:
        if self.training is not None:
            use = "allowed" if self.training else "notAllowed"
            entries = {name: {"use": use} for name in TRAINING_USES}
            yield {"label": "cawg.training-mining", "data": {"entries": entries}}


def _words(script: Script) -> Iterator[Part]:
    for maker in script.makers:
        yield Part(title="words", file=None, maker=maker)


def _sounds(sources: RenderSources) -> Iterator[Part]:
    narration = sources.narration
    if narration.spoken:
        yield Part(title="voice", file=narration.file, maker=narration.provider)
    if narration.bed:
        yield Part(title="music bed", file=narration.bed.file, maker=narration.bed.provider)


def _pictures(sources: RenderSources) -> Iterator[Part]:
    for asset in sources.visuals.assets:
        title = f"{'clip' if asset.clip else 'picture'} of {asset.scene_id}"
        yield Part(title=title, file=asset.file, maker=asset.provider)
    for insert in sources.narration.inserts.shown:
        yield Part(title=insert.role, file=insert.file, maker=insert.provider)


def _name(number: int) -> str:
    return f"part-{number}"


def _ingredient(number: int, part: Part) -> dict[str, Any]:
    assert part.file
    return {
        "label": _name(number),
        "title": part.title,
        "format": part.file.media_type,
        "instance_id": f"sha256:{part.file.sha256}",
        "relationship": "componentOf",
        "description": f"licence: {part.maker.licence}" if part.maker.licence else part.title,
    }


def _disclosed(model: Provider) -> dict[str, Any]:
    """Return what C2PA 2.4 wants told of a model.

    `prompt_guided`: at the time of signing a person has said what is wanted, and nobody has
    approved the result yet; the dossier says who did.
    """
    return {
        "modelType": "c2pa.types.model",
        "modelName": f"{model.name} {model.model}".rstrip(),
        "contentProfile": {"humanOversightLevel": "prompt_guided"},
    }


def _training(accepted: AcceptedBrief) -> bool | None:
    return accepted.channel.compliance.ai_training
