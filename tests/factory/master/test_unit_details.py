"""What the journal keeps of a render's units, whichever version wrote it."""

import json
from pathlib import Path

import pytest

from factory.master.unit_details import (
    ClipStillDetail,
    GaugeDetail,
    MasterDetail,
    PlacardDetail,
    ProgrammeDetail,
    SegmentDetail,
    SoundDetail,
    StillDetail,
    ThumbnailDetail,
    ViewingDetail,
)
from factory.units_of_work import Done, UnitDetail

STORED: list[tuple[type[UnitDetail], str]] = [
    (SegmentDetail, '{"frames": 213}'),
    (ProgrammeDetail, '{"samples": 720000, "integrated_lufs": -22.9}'),
    (GaugeDetail, '{"gain_db": 9.41, "ceiling_db": -1.8, "integrated_lufs": -14.03}'),
    (GaugeDetail, '{"gain_db": 0.0, "ceiling_db": null, "integrated_lufs": -70.0}'),
    (
        SoundDetail,
        """{"frames": 1406, "integrated_lufs": -14.05, "true_peak_dbtp": -1.2,
        "ceiling_db": -1.8, "rounds": 1}""",
    ),
    (
        SoundDetail,
        """{"frames": 1406, "integrated_lufs": -20.0, "true_peak_dbtp": -7.9,
        "ceiling_db": null, "rounds": 1}""",
    ),
    (MasterDetail, '{"segments": 12, "frames": 900, "packets": 1406}'),
    (ViewingDetail, '{"frames": 213, "errors": 0}'),
    (UnitDetail, "{}"),
    (StillDetail, '{"width": 540, "height": 960, "bytes": 81234}'),
    (
        ThumbnailDetail,
        """{"width": 1280, "height": 720, "bytes": 412345, "lines": ["Roman", "roads"],
        "size_px": 141.5}""",
    ),
    (PlacardDetail, '{"width": 1404, "height": 2496}'),
    (ClipStillDetail, '{"width": 1080, "height": 1920, "blank": false}'),
]


@pytest.mark.parametrize(("kind", "stored"), STORED)
def test_what_earlier_versions_stored_is_read_and_would_be_stored_the_same(
    kind: type[UnitDetail], stored: str
):
    done = Done("f" * 64, Path(), "a" * 64, 1, True, detail=json.loads(stored))
    assert done.read(kind).stored() == json.loads(stored)


def test_the_file_of_a_gauge_has_the_bytes_that_it_had():
    gauged = GaugeDetail(gain_db=9.41, ceiling_db=None, integrated_lufs=-14.03)
    wanted = '{"gain_db": 9.41, "ceiling_db": null, "integrated_lufs": -14.03}'
    assert json.dumps(gauged.stored()) == wanted
