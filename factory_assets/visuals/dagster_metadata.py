"""What a person should know of a video's pictures at a glance."""

from collections.abc import Sequence

from factory.documents.error_words import listed
from factory.pictures.visuals import Visuals
from factory.ports import VideoFiles
from factory_assets.stage.dagster_metadata import Metadata, picture
from factory_assets.visuals.manifest import SHEET
from factory_assets.visuals.pictures import DrawnScene


def described(manifest: Visuals, drawn: Sequence[DrawnScene], store: VideoFiles) -> Metadata:
    """Return the facts of one video's pictures.

    Args:
        manifest: all of them.
        drawn: the same, as the journal gave them.
        store: knows where their files are found.
    """
    makers = tuple(dict.fromkeys(one.unit.provider for one in drawn))
    return {
        "preview": picture("pictures", store.url(manifest.video_id, SHEET)),
        "pictures": len(drawn),
        "shown": listed(f"{a.scene_id}: {a.shown}" for a in manifest.assets if a.shown),
        "pictures_reused": sum(one.done.reused for one in drawn),
        "bytes": sum(one.done.bytes for one in drawn),
        "provider": listed(maker.described for maker in makers),
        "instead_of": listed(maker.instead_of for maker in makers if maker.instead_of),
        "licences": ", ".join(sorted({asset.provider.licence for asset in manifest.assets})),
        "cost_usd": round(sum(one.done.cost_usd for one in drawn), 4),
    }
