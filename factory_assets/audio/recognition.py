"""Recognition: a narration listened to by a recogniser, piece by piece, each piece once."""

from collections.abc import Iterator, Sequence
from functools import partial

from factory.brief.brief import AcceptedBrief
from factory.ports import Journal, Progress, Recogniser
from factory.script.script import Script
from factory.speech.narration import SpokenDetail
from factory.speech.pronunciation import pronounced
from factory.speech.recognition import HeardDetail, Recognition
from factory.speech.word_error_rate import Told, names_in, recognition_of
from factory.units_of_work import Do, Done, Unit
from factory_assets.stage.concurrency import WORKERS

PIECE_SECONDS = 27.0
"""Most speech of a piece, pauses aside: about what a recogniser listens to at once."""
MOST_PIECES = 120
"""Of a longer narration every second piece is listened to, or every third: 54 minutes say how a voice does."""
VERSION = "1"

Piece = list[tuple[str, str, Done]]
"""Sentences that follow one another: ID, what the voice was given to say, how it was spoken."""


def heard(
    accepted: AcceptedBrief,
    script: Script,
    spoken: Sequence[Done],
    recogniser: Recogniser,
    journal: Journal,
    progress: Progress,
) -> Recognition | None:
    """Return how much of a narration is heard as it should be said; None where nobody can listen.

    Args:
        accepted: the brief; the names that it tells are nobody's to spell.
        script: what should be said.
        spoken: every sentence, in order; none where the format has no voice.
        recogniser: who listens, if it is there and knows the language.
        journal: has each piece listened to once.
        progress: told of each piece.
    """
    if not spoken or not recogniser.hears(script.language):
        return None
    pieces = list(_pieces(script, spoken))
    pieces = pieces[:: -(-len(pieces) // MOST_PIECES)]
    works = [_listening(script.video_id, piece, recogniser) for piece in pieces]
    progress.begin("audio", len(works), "piece")
    done = journal.perform_all(works, workers=WORKERS, progress=progress)
    told = [
        Told([(name, text) for name, text, _ in piece], one.read(HeardDetail).text)
        for piece, one in zip(pieces, done, strict=True)
    ]
    names = names_in([sentence.text for sentence in script.sentences], pronounced(accepted))
    return recognition_of(told, names, recogniser.provider)


def _pieces(script: Script, spoken: Sequence[Done]) -> Iterator[Piece]:
    """Give the sentences in runs that are listened to at once."""
    piece, length = Piece(), 0.0
    for sentence, done in zip(script.sentences, spoken, strict=True):
        detail = done.read(SpokenDetail)
        seconds = detail.samples / detail.sample_rate
        if piece and length + seconds > PIECE_SECONDS:
            yield piece
            piece, length = [], 0.0
        piece.append((sentence.sentence_id, sentence.spoken, done))
        length += seconds
    yield piece


def _listening(video_id: str, piece: Piece, recogniser: Recogniser) -> tuple[Unit, Do]:
    """Return the listening to one piece as a unit of work: the same sound is not heard again."""
    who = recogniser.provider
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="hearing",
        label=f"heard from {piece[0][0]} to {piece[-1][0]}",
        recipe={
            "sentences": [done.sha256 for _, _, done in piece],
            "recogniser": [who.name, who.model, who.version],
            "version": VERSION,
        },
        suffix=".json",
        provider=who,
    )
    return unit, partial(recogniser.hear, [done.path for _, _, done in piece])
