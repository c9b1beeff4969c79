"""A narration is listened to in pieces, each once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factory.script.script import Scene, Script, Sentence
from factory.speech.narration import SpokenDetail
from factory.units_of_work import Done
from factory_assets.audio import recognition
from factory_assets.audio.recognition import heard
from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_script, an_accepted_brief, sha
from tests.fakes.recogniser import FakeRecogniser

RATE = 22_050


@pytest.fixture
def journal(catalogue: Catalogue, tmp_path: Path) -> Iterator[PostgresJournal]:
    catalogue.briefs.accept(an_accepted_brief())
    with PostgresJournal(catalogue.engine, DiskStore(tmp_path / "media")) as journal:
        yield journal


def said(texts: list[str], folder: Path, *, seconds: float = 10.0) -> tuple[Script, list[Done]]:
    """Return a script of these sentences and each of them as a file that says it."""
    sentences = tuple(
        Sentence(sentence_id=f"s001-{n}", text=text, spoken=text) for n, text in enumerate(texts, 1)
    )
    whole = a_script()
    scene: Scene = whole.scenes[0].model_copy(update={"sentences": sentences})
    detail = SpokenDetail(
        sample_rate=RATE, samples=round(seconds * RATE), timing="character-weight", words=()
    )
    spoken: list[Done] = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.wav"
        file.write_text(text)
        spoken.append(
            Done(sha(text), file, sha(text), len(text), reused=False, detail=detail.stored())
        )
    return whole.model_copy(update={"scenes": (scene,)}), spoken


def ears(*texts: str) -> FakeRecogniser:
    return FakeRecogniser({text.encode(): text for text in texts})


TEXTS = ["The sea is near.", "The tower walks.", "Rails are laid.", "It comes to rest."]


def test_a_sentence_that_is_spoken_anew_has_its_piece_alone_heard_again(
    journal: PostgresJournal, tmp_path: Path
):
    script, spoken = said(TEXTS, tmp_path)
    first = ears(*TEXTS)
    whole = heard(an_accepted_brief(), script, spoken, first, journal, LogProgress())
    assert whole and (whole.words, whole.errors, whole.sentences) == (14, 0, 4)
    assert sorted(first.asked) == sorted([TEXTS[:2], TEXTS[2:]])
    other = [*TEXTS[:3], "It rests."]
    script, spoken = said(other, tmp_path)
    second = FakeRecogniser({b"Rails are laid.": "Rails are late.", b"It rests.": "It rests."})
    changed = heard(an_accepted_brief(), script, spoken, second, journal, LogProgress())
    assert second.asked == [["Rails are late.", "It rests."]]
    assert changed and changed.errors == 1
    assert [(m.sentence_id, m.said, m.heard) for m in changed.misheard] == [
        ("s001-3", "laid", "late")
    ]


def test_nobody_listens_where_no_recogniser_is_there_or_knows_the_language(
    journal: PostgresJournal, tmp_path: Path
):
    script, spoken = said(TEXTS[:1], tmp_path)
    absent = FakeRecogniser({}, there=False)
    german = script.model_copy(update={"language": "de"})
    assert heard(an_accepted_brief(), script, spoken, absent, journal, LogProgress()) is None
    assert heard(an_accepted_brief(), german, spoken, ears(), journal, LogProgress()) is None
    assert heard(an_accepted_brief(), script, [], ears(), journal, LogProgress()) is None


def test_of_a_narration_of_hours_pieces_throughout_are_heard(
    journal: PostgresJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recognition, "MOST_PIECES", 2)
    texts = [f"Word {name}." for name in ("red", "blue", "green", "black", "white")]
    script, spoken = said(texts, tmp_path, seconds=20.0)
    listener = ears(*texts)
    found = heard(an_accepted_brief(), script, spoken, listener, journal, LogProgress())
    assert sorted(listener.asked) == [["Word black."], ["Word red."]]
    assert found and found.sentences == 2
