"""The captions of one video as the files that players read, and their manifest."""

from factory.captions.cues import Captions, burned_cues, reading_cues
from factory.captions.reading_limits_by_language import in_language
from factory.captions.subtitle_files import write_srt, write_vtt
from factory.ports import VideoFiles
from factory.speech.narration import Narration
from factory.video_formats.formats import FormatCaptions
from factory_assets.stage.dagster_metadata import SHOWN_CHARS, Link, Markdown, Metadata

SRT, VTT = "captions.srt", "captions.vtt"


def keep_captions(
    narration: Narration, language: str, of_format: FormatCaptions, store: VideoFiles
) -> Captions:
    """Keep the words on time as SRT and VTT; return them, with short cues where they are burned in.

    Args:
        narration: who says which word when.
        language: BCP 47 code of the words.
        of_format: how the format shows captions.
        store: where the files are kept.
    """
    video_id, cues = narration.video_id, reading_cues(narration, of_format, language)
    line = in_language(of_format, language).max_chars_per_line
    srt = write_srt(cues, line).encode()
    vtt = write_vtt(cues, line).encode()
    return Captions(
        video_id=video_id,
        language=language,
        timing=narration.timing,
        cues=cues,
        burned=burned_cues(narration, of_format, language) if of_format.burned else (),
        srt=store.write(video_id, SRT, srt),
        vtt=store.write(video_id, VTT, vtt),
        font=of_format.font if of_format.burned else "",
    )


def described(captions: Captions, store: VideoFiles) -> Metadata:
    """Return what a person should know of a video's captions at a glance."""
    return {
        "words": Markdown(_words(captions)),
        "cues": len(captions.cues),
        "burned_cues": len(captions.burned),
        "word_timing": captions.timing,
        "srt": Link(store.url(captions.video_id, SRT)),
        "vtt": Link(store.url(captions.video_id, VTT)),
    }


def _words(captions: Captions) -> str:
    """Return the words of the cues as one text, as much as a page shows without a click."""
    every = " ".join(cue.text for cue in captions.cues).replace("<", "&lt;")
    return (
        every if len(every) <= SHOWN_CHARS else every[: SHOWN_CHARS - 4].rsplit(" ", 1)[0] + " ..."
    )
