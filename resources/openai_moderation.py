"""Moderation of words and pictures by OpenAI's endpoint; it costs nothing."""

import base64
import io
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from factory.finding import Finding
from factory.moderation import PICTURES, WORDS, Flag, judged
from factory.payload import Provider
from resources.keys import licence_of
from resources.openai_client import (
    asking_openai,
    endpoint,
    endpoint_version,
    missing_access,
    openai_client,
    vendor_at,
)

if TYPE_CHECKING:
    from openai import OpenAI

MODEL = "omni-moderation-latest"
TEXTS_AT_ONCE = 32
SHOWN_PX = 768
"""Longest side of what is shown; the classifier sees no more."""


class OpenAiModerator:
    """Shows words and pictures to the classifier.

    Pictures are judged for self-harm, sexual content and violence alone.
    """

    def __init__(self) -> None:
        self.provider = Provider(
            role="moderation",
            name=vendor_at(endpoint()),
            model=MODEL,
            version=endpoint_version(),
            licence=licence_of(endpoint(), ""),
            remote=True,
        )

    @cached_property
    def _client(self) -> "OpenAI":
        return openai_client()

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        return missing_access()

    def healthcheck(self) -> str:
        """Show it one harmless word; costs nothing."""
        self.words([("word", "lighthouse")])
        return f"{MODEL} answers"

    def words(self, texts: Sequence[tuple[str, str]]) -> Finding:
        """Judge texts, each given as (what it is, its words).

        Raises:
            TransientError, AnswerLost: no answer; ask again.
            NoAccess: the key is missing or refused.
        """
        flags: list[Flag] = []
        for first in range(0, len(texts), TEXTS_AT_ONCE):
            part = texts[first : first + TEXTS_AT_ONCE]
            with asking_openai("moderate words"):
                answer = self._client.moderations.create(
                    model=MODEL, input=[text for _, text in part]
                )
            for (subject, _), result in zip(part, answer.results, strict=True):
                flags += _flags(subject, result)
        return judged(WORDS, flags, len(texts))

    def pictures(self, pictures: Sequence[tuple[str, Path]]) -> Finding:
        """Judge pictures, each given as (what it is, its file); errors as of `words`."""
        flags: list[Flag] = []
        for subject, path in pictures:
            shown: Any = [{"type": "image_url", "image_url": {"url": _data_url(path)}}]
            with asking_openai(f"moderate {subject}"):
                answer = self._client.moderations.create(model=MODEL, input=shown)
            for result in answer.results:
                flags += _flags(subject, result)
        return judged(PICTURES, flags, len(pictures))


def _flags(subject: str, result: Any) -> list[Flag]:
    if not result.flagged:
        return []
    scores = result.category_scores.model_dump(by_alias=True)
    return [
        Flag(subject=subject, category=name, score=float(scores.get(name) or 0))
        for name, flagged in result.categories.model_dump(by_alias=True).items()
        if flagged
    ]


def _data_url(path: Path) -> str:
    """Return a picture as a small JPEG within an address."""
    with Image.open(path) as picture:
        small = picture.convert("RGB")
    small.thumbnail((SHOWN_PX, SHOWN_PX))
    target = io.BytesIO()
    small.save(target, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(target.getvalue()).decode()
