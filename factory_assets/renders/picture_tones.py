"""Tones: how dark and bright a video's pictures are where text may stand, measured once."""

from pathlib import Path

from factory.graphics.contrast import Tones
from factory.master.sources import RenderSources
from factory.ports import Journal, PictureTones, VideoFiles
from factory.units_of_work import UnitDetail
from factory_assets.stage.stills import drawn_once


def picture_tones_of(
    sources: RenderSources, store: VideoFiles, meter: PictureTones, journal: Journal
) -> Tones:
    """Return how dark and bright its pictures are in the area where text may stand."""
    safe, video_id = sources.accepted.profile.captions, sources.accepted.video_id
    posters = [asset.poster for asset in sources.visuals.assets]

    def measure(target: Path) -> UnitDetail:
        pictures = [store.local(video_id, poster.name) for poster in posters]
        tones = meter.tones(pictures, safe.safe_top, safe.safe_bottom)
        target.write_bytes(tones.to_json())
        return UnitDetail()

    measured = drawn_once(
        journal,
        video_id,
        "renders",
        "tones.json",
        meter.provider,
        {"pictures": [p.sha256 for p in posters], "area": [safe.safe_top, safe.safe_bottom]},
        measure,
    )
    return Tones.from_json(measured.path.read_bytes())
