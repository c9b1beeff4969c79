"""Script: a video's words, cut into scenes of one beat each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from factory.moderation import Moderated
from factory.records import Payload, Provider
from factory.text.languages import count_words

AssetNeed = Literal["image", "clip"]


class Sentence(Payload):
    """One sentence: what the viewer reads, and what the voice is given to say."""

    sentence_id: str
    """`s003-2`: second sentence of scene 3."""
    text: str
    spoken: str
    """`text` with numbers, years, units and abbreviations written out as a reader says them."""


class Scene(Payload):
    """One beat: some sentences over one picture."""

    scene_id: str
    """`s001`, `s002`, ... in order."""
    beat: Literal["hook", "body", "close"]
    duration_sec: float
    """Estimated from the words; exact times come with the narration."""
    asset_needs: tuple[AssetNeed, ...]
    sentences: tuple[Sentence, ...]
    picture_prompt: str
    asked: str | None = None
    """What the brief says that it shows: words, or a file of the channel's own pictures."""
    chapter: str | None = None
    """Title of the chapter that starts with this scene, if one does."""

    @property
    def text(self) -> str:
        """The scene's words as the viewer reads them."""
        return " ".join(s.text for s in self.sentences)

    @property
    def written(self) -> str:
        """What a person wrote for it: its words, or its picture where nobody speaks."""
        return self.text or self.picture_prompt


class Script(Payload):
    """The script of one video."""

    script_id: str
    idea_id: str | None
    video_id: str
    language: str
    title: str
    scenes: tuple[Scene, ...]
    version: int
    created_at: datetime
    provider: Provider
    also_by: tuple[Provider, ...] = ()
    """Who wrote parts of it in another's stead: a channel's second provider of words."""

    moderation: Moderated | None = None
    """What was found in its words; None where the channel does not ask."""

    @property
    def makers(self) -> tuple[Provider, ...]:
        """Everybody who wrote it."""
        return (self.provider, *self.also_by)

    @property
    def word_count(self) -> int:
        """Words over all scenes."""
        return sum(count_words(scene.text) for scene in self.scenes)

    def with_prompts(self, prompts: Sequence[str]) -> "Script":
        """Return the script with other picture prompts, one for every scene; not where one is asked for."""
        scenes = (
            scene if scene.asked else scene.model_copy(update={"picture_prompt": prompt})
            for scene, prompt in zip(self.scenes, prompts, strict=True)
        )
        return self.model_copy(update={"scenes": tuple(scenes)})

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order."""
        return tuple(s for scene in self.scenes for s in scene.sentences)


def texts_shown(script: Script) -> list[tuple[str, str]]:
    """Return everything that a viewer hears or reads of a script, each as (what it is, its words)."""
    texts = [("title", script.title)]
    for scene in script.scenes:
        if scene.chapter:
            texts.append((f"chapter at {scene.scene_id}", scene.chapter))
        texts += [(f"sentence {s.sentence_id}", s.text) for s in scene.sentences]
    return texts
