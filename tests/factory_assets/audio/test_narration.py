"""The sentences of one video joined to one track, as a unit of work."""

from collections.abc import Sequence
from pathlib import Path

from factory.pictures.intro_outro import NO_INSERTS
from factory.records import Provider
from factory.speech.narration import NarrationDetail, SpokenDetail
from factory.speech.narration_assembly import SpeechLayout
from factory.units_of_work import Done
from factory.video_formats.formats import format_named
from factory_assets.audio.narration import joining, narration_layout
from tests.fakes.manifests import a_script

VOICE = Provider(role="voice", name="google", remote=True, instead_of="openai")
SHORT = format_named("short")


class Splices:
    """A splicer that writes what it was asked for."""

    def splice(
        self, parts: Sequence[tuple[Path, int]], sample_rate: int, samples: int, target: Path
    ) -> NarrationDetail:
        target.write_text(
            f"{[(path.name, start) for path, start in parts]} {sample_rate} {samples}"
        )
        return NarrationDetail(integrated_lufs=-20.0, true_peak_dbtp=-3.0)


def sentence(number: int, samples: int = 24_000) -> Done:
    detail = SpokenDetail(
        sample_rate=24_000, samples=samples, timing="character-weight", words=()
    ).stored()
    digest = str(number) * 64
    return Done(digest, Path(f"{number}.wav"), digest, 1, reused=False, detail=detail)


def test_the_track_is_decided_by_the_sentences_and_where_each_begins(tmp_path: Path):
    layout = SpeechLayout((100, 900), 24_000, 2_000, ())
    unit, do = joining("a-video", [sentence(1), sentence(2)], layout, Splices(), VOICE)

    assert unit.recipe == {
        "parts": [["1" * 64, 100], ["2" * 64, 900]],
        "samples": 2_000,
        "sample_rate": 24_000,
    }
    assert callable(do)
    do(tmp_path / "track.wav")
    assert (tmp_path / "track.wav").read_text() == "[('1.wav', 100), ('2.wav', 900)] 24000 2000"


def test_joining_asks_no_vendor_whoever_spoke():
    layout = SpeechLayout((0,), 24_000, 2_000, ())
    unit, _ = joining("a-video", [sentence(1)], layout, Splices(), VOICE)
    assert (unit.provider.remote, unit.provider.instead_of) == (False, "")


def test_every_sentence_has_its_place_in_the_layout():
    script = a_script()
    spoken = [sentence(1) for _ in script.sentences]
    layout = narration_layout(script, spoken, SHORT, NO_INSERTS)
    assert layout.sample_rate == 24_000
    assert len(layout.starts) == len(script.sentences)
    assert list(layout.starts) == sorted(layout.starts)
