"""The master: segments and sound joined by stream copy, as a unit of work."""

from collections.abc import Sequence
from pathlib import Path

from factory.listing.chapter_marks import Chapter
from factory.work import Detail, Done, Tracks
from factory_assets.renders.units import VideoRender, strips


def join_master(
    video: VideoRender,
    segments: Sequence[Done],
    sound: Sequence[tuple[Done, int]],
    chapters: Sequence[Chapter],
) -> Done:
    """Join segments and sound by stream copy, with captions and chapters as tracks.

    Args:
        segments: one for every shot.
        sound: pieces in order, each with how often it is heard in a row.
        chapters: in order, the first at 0.
    """
    captions, picture = video.sources.captions, video.shown(segments)
    track = captions.vtt if captions.cues and not captions.burned else None
    marks = tuple((float(mark.start_seconds), mark.title) for mark in chapters)
    unit = video.unit(
        "master",
        "master joined",
        ".mp4",
        {
            "segments": [[done.sha256, repeats] for done, repeats in picture],
            "sound": [[done.sha256, repeats] for done, repeats in sound],
            "captions": track.sha256 if track else None,
            "chapters": marks,
            "language": captions.language,
        },
    )

    def do(target: Path) -> Detail:
        tracks = Tracks(
            language=captions.language,
            captions=video.local(track) if track else None,
            chapters=marks,
        )
        output = video.profile.picture
        return video.renderer.muxer.join(strips(picture), strips(sound), tracks, output, target)

    return video.journal.perform(unit, do)
