"""Pieces of a master: all that many machines can make at the same time, before one of them joins it."""

from functools import partial

from factory.ports import Progress
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.inspection import view_segments
from factory_assets.renders.master import recalled
from factory_assets.renders.preparation import PreparedRender
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.tiktok_cut import without_marks
from factory_assets.renders.units import VideoRender


def make_pieces(prepared: PreparedRender, progress: Progress) -> None:
    """Have every piece of a video's master made, and of its cut for TikTok: encoded, mixed and viewed.

    They are the very units that the stage itself asks for.
    """
    for graphics in (prepared.graphics, without_marks(prepared.graphics)):
        if graphics:
            recalled(prepared.video, partial(_made, graphics, progress))


def _made(graphics: SegmentGraphics, progress: Progress, video: VideoRender) -> None:
    segments = encode_segments(video, graphics, progress)
    mix_soundtrack(video)
    view_segments(video, segments)
