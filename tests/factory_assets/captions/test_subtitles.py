"""What Dagster's page of captions shows: their words, where they stand."""

from pathlib import Path

from factory_assets.captions.subtitles import described
from factory_assets.stage.dagster_metadata import SHOWN_CHARS, Markdown
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_narration, some_captions


def test_the_words_of_the_captions_stand_on_their_page_without_a_click(tmp_path: Path):
    store, captions = DiskStore(tmp_path), some_captions()
    words = described(captions, store)["words"]
    assert words == Markdown(" ".join(sentence.text for sentence in a_narration().sentences))
    long = captions.model_copy(update={"cues": captions.cues * 100})
    words = described(long, store)["words"]
    assert isinstance(words, Markdown)
    assert SHOWN_CHARS - 40 < len(words.text) <= SHOWN_CHARS
    assert words.text.endswith(" ...")
