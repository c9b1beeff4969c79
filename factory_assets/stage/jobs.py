"""Jobs: one run per video and phase; what follows what."""

from collections.abc import Mapping
from typing import Final

import dagster as dg

from factory.workflow.launch import PHASE

STAGES: Final[Mapping[str, frozenset[dg.AssetKey]]] = {
    "plan": frozenset(
        map(dg.AssetKey, ("briefs", "scripts", "audio", "visuals", "captions", "listings"))
    ),
    "render": frozenset({dg.AssetKey("renders")}),
    "publish": frozenset({dg.AssetKey("releases")}),
    "script": frozenset(map(dg.AssetKey, ("briefs", "scripts"))),
}
"""The assets that each phase makes, `plan` before its own beginning; `publish` makes those under
`UPLOADS` too."""

UPLOADS: Final = "uploads"
"""What the key of every outlet's asset begins with."""

ANALYTICS: Final = "analytics"
"""What the key of every asset of figures begins with."""

script = dg.define_asset_job(
    "script",
    dg.AssetSelection.assets(*STAGES["script"]),
    description="The words alone: the first step of a video that is made step by step.",
    tags={PHASE: "script"},
)

plan = dg.define_asset_job(
    "plan",
    dg.AssetSelection.assets(*STAGES["plan"]),
    description="From the brief to everything a render needs: words, voice, pictures, captions.",
    tags={PHASE: "plan"},
)

render = dg.define_asset_job(
    "render",
    dg.AssetSelection.assets(*STAGES["render"]),
    description="The finished master and what it measures.",
    tags={PHASE: "render"},
)

publish = dg.define_asset_job(
    "publish",
    dg.AssetSelection.assets(*STAGES["publish"]) | dg.AssetSelection.key_prefixes(UPLOADS),
    description="The verdict, and the outlets it authorises.",
    tags={PHASE: "publish"},
)

measure = dg.define_asset_job(
    "measure",
    dg.AssetSelection.key_prefixes(ANALYTICS) | dg.AssetSelection.assets("idea_performance"),
    description="What published videos did on a day, and what can be said of it.",
    tags={PHASE: "measure"},
)

propose = dg.define_asset_job(
    "propose",
    dg.AssetSelection.assets("ideas"),
    description="What each channel might tell on a day.",
    tags={PHASE: "propose"},
)

JOBS: Final = (script, plan, render, publish)
"""Those that make a video."""

DAILY: Final = (measure, propose)
"""Those that belong to a day."""
