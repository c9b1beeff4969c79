"""Jobs: one run per video and phase; what follows what."""

from typing import Final

import dagster as dg

plan = dg.define_asset_job(
    "plan",
    dg.AssetSelection.assets("briefs", "scripts", "audio", "visuals", "captions", "listings"),
    description="From the brief to everything a render needs: words, voice, pictures, captions.",
    tags={"factory/phase": "plan"},
)

render = dg.define_asset_job(
    "render",
    dg.AssetSelection.assets("renders"),
    description="The finished master and what it measures.",
    tags={"factory/phase": "render"},
)

publish = dg.define_asset_job(
    "publish",
    dg.AssetSelection.assets("releases", ["uploads", "outbox"]),
    description="The verdict, and the outlets it authorises.",
    tags={"factory/phase": "publish"},
)

JOBS: Final = (plan, render, publish)
