"""A person's recording in place of a voice: found in it sentence by sentence, and cut."""

from collections.abc import Sequence
from pathlib import Path

from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput, PermanentError
from factory.ports import Disk, Journal, Recordings, VideoFiles
from factory.records import Provider
from factory.script.script import Script
from factory.speech.narration import SpokenDetail
from factory.speech.recording import RECORDED_RATE, Alignment, Cut, cuts_of, misread
from factory.units_of_work import Do, Done, Unit
from factory_assets.audio.sentences import SpokenScript

KEPT = "recording.wav"
VERSION = "1"


def in_place_of_a_voice(
    speech: SpokenScript,
    accepted: AcceptedBrief,
    script: Script,
    recordings: Recordings,
    journal: Journal,
    store: VideoFiles,
    disk: Disk,
) -> SpokenScript:
    """Return the script as a person reads it, where the brief has a recording; else as it is spoken.

    Args:
        speech: as a voice says it, by which each sentence is found in the recording.
        accepted: the brief.
        script: what is read.
        recordings: reads, aligns and cuts.
        journal: has each done once.
        store: keeps the recording with the video, which can then be made again without the file.
        disk: room for a copy while it is read.

    Raises:
        BadInput: the file is gone or no recording of the script.
    """
    recording = accepted.brief.recording
    if recording is None:
        return speech
    reader = Provider(
        role="voice",
        name="recording",
        model=recording.speaker,
        version=VERSION,
        licence="the reader's own recording",
        synthetic=False,
    )
    video_id = accepted.video_id
    track = _track(video_id, Path(recording.file), reader, recordings, journal, store, disk)
    alignment = _aligned(video_id, track, speech.spoken, reader, recordings, journal)
    cuts = cuts_of(alignment, keep_pauses=recording.pauses == "keep")
    works = [
        _cutting(video_id, sentence.sentence_id, track, cut, found.words, reader, recordings)
        for sentence, cut, found in zip(script.sentences, cuts, alignment.sentences, strict=True)
    ]
    spoken = journal.perform_all(works, workers=2, progress=None)
    names = [sentence.sentence_id for sentence in script.sentences]
    return SpokenScript(reader, spoken, misread(alignment, names))


def _track(
    video_id: str,
    file: Path,
    reader: Provider,
    recordings: Recordings,
    journal: Journal,
    store: VideoFiles,
    disk: Disk,
) -> Done:
    """Return the recording as a unit's result; once read, the video's own copy will do."""
    if not file.is_file():
        try:
            file = store.local(video_id, KEPT)
        except PermanentError as error:
            raise BadInput(
                f"recording {file.name!r} is not in {file.parent} any more; put it back"
            ) from error
    elif file.parent.resolve() != file.parent:
        raise BadInput(f"{file.parent} is reached through a link by now; put the folder back")
    with disk.scratch() as scratch:
        digest = recordings.take(file, scratch / "taken")
        unit = Unit(
            video_id=video_id,
            stage="audio",
            kind="recording",
            label="recording read",
            recipe={"sha256": digest, "version": VERSION},
            suffix=".wav",
            provider=reader,
        )
        done = journal.perform(
            unit, lambda target: recordings.read(scratch / "taken", target, file.name)
        )
    store.keep(video_id, KEPT, done.path)
    return done


def _aligned(
    video_id: str,
    track: Done,
    voiced: Sequence[Done],
    reader: Provider,
    recordings: Recordings,
    journal: Journal,
) -> Alignment:
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="alignment",
        label="recording aligned",
        recipe={
            "recording": track.sha256,
            "sentences": [done.sha256 for done in voiced],
            "version": VERSION,
        },
        suffix=".json",
        provider=reader,
    )
    spoken = [(done.path, done.read(SpokenDetail)) for done in voiced]
    done = journal.perform(unit, lambda target: recordings.align(track.path, spoken, target))
    return Alignment.from_json(done.path.read_bytes())


def _cutting(
    video_id: str,
    sentence_id: str,
    track: Done,
    part: Cut,
    words: Sequence[tuple[str, int, int]],
    reader: Provider,
    recordings: Recordings,
) -> tuple[Unit, Do]:
    """Return the cutting of one sentence out of the recording as a unit of work."""
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="speech",
        label=f"sentence {sentence_id}",
        recipe={
            "recording": track.sha256,
            "part": [part.start, part.end],
            "words": [list(word) for word in words],
            "version": VERSION,
        },
        suffix=".wav",
        provider=reader,
    )

    def cut(target: Path) -> SpokenDetail:
        recordings.cut(track.path, part, target)
        length = part.end - part.start
        return SpokenDetail(
            sample_rate=RECORDED_RATE,
            samples=length,
            timing="recording-alignment",
            words=tuple(
                (
                    text,
                    min(max(0, start - part.start), length),
                    min(max(1, end - part.start), length),
                )
                for text, start, end in words
            ),
        )

    return unit, cut
