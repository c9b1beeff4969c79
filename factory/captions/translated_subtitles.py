"""Subtitles in another language: the words of a translation in the time of the original's voice."""

from collections.abc import Iterator, Sequence

from factory.captions.cues import reading_cues
from factory.captions.reading_limits_by_language import in_language
from factory.captions.subtitle_files import write_srt
from factory.errors import BadInput
from factory.script.script import Scene, Script
from factory.speech.narration import Narration, SpokenSentence, SpokenWord
from factory.speech.shared_time import by_weight
from factory.video_formats.formats import FormatCaptions


def retold_srt(narration: Narration, translated: Script, of_format: FormatCaptions) -> str:
    """Return the words of a translation as SRT for the video whose scenes it tells.

    Each scene's words share the time in which its own are spoken, by their letters: nobody says
    these ones, so no word has a time of its own.

    Args:
        narration: of the original.
        translated: the same scenes in another language.
        of_format: of the original's format.

    Raises:
        BadInput: the scenes are not those of the original.
    """
    told = {scene.scene_id: scene for scene in translated.scenes}
    spoken: dict[str, list[SpokenSentence]] = {}
    for sentence in narration.sentences:
        spoken.setdefault(sentence.scene_id, []).append(sentence)
    if missing := sorted(set(spoken) - set(told)):
        raise BadInput(
            f"{translated.video_id} does not tell the scenes of {narration.video_id}: wanted "
            f"{', '.join(missing[:5])}, too; it was translated from another version"
        )
    sentences = tuple(
        sentence
        for scene_id, own in spoken.items()
        for sentence in _in_their_time(own, told[scene_id])
    )
    retold = narration.model_copy(update={"sentences": sentences})
    cues = reading_cues(retold, of_format, translated.language)
    return write_srt(cues, in_language(of_format, translated.language).max_chars_per_line)


def _in_their_time(own: Sequence[SpokenSentence], scene: Scene) -> Iterator[SpokenSentence]:
    """Yield a translated scene's sentences, in the time that the original's take."""
    texts = [sentence.text for sentence in scene.sentences]
    for text, (start, end) in zip(texts, by_weight(texts, own[0].start, own[-1].end), strict=True):
        words = text.split()
        spans = by_weight(words, start, end)
        yield own[0].model_copy(
            update={
                "text": text,
                "start": start,
                "end": end,
                "words": tuple(
                    SpokenWord(text=word, start=first, end=last)
                    for word, (first, last) in zip(words, spans, strict=True)
                ),
                "timing": "character-weight",
            }
        )
