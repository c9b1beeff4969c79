"""Made-up charges of videos that nobody made: what vendors would have asked for words, voice and pictures."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

PARTS: Final = (
    ("scripts", "writer", "openai", "gpt-6-luna", 0.011),
    ("audio", "narrator", "google", "Chirp3-HD", 0.064),
    ("visuals", "illustrator", "fal", "fal-ai/flux-2", 0.036),
)
"""Stage, role, vendor, model, and dollars of a short; a longform is six times as long."""
LONGFORM_TIMES: Final = 6
CHARGE: Final = sa.text("""
    INSERT INTO factory.charges (token, video_id, stage, fingerprint, provider, model, role, label, channel,
        tenant, estimated_usd, settled_usd, state, reserved_at, settled_at, day)
    SELECT gen_random_uuid(), v.video_id, :stage, md5(v.video_id || :stage), :provider, :model, :role, :role,
           v.channel, v.tenant, :usd, :usd, 'settled', :at, :at, cast(:at AS date)
    FROM factory.videos v WHERE v.video_id = :video
""")


def charge(connection: Connection, video_id: str, video_format: str, at: datetime) -> None:
    """Note what a video would have cost, on the day it was made."""
    times = LONGFORM_TIMES if video_format == "longform" else 1
    for stage, role, provider, model, usd in PARTS:
        asked = {"stage": stage, "role": role, "provider": provider, "model": model}
        cost = {"video": video_id, "usd": round(usd * times, 4), "at": at}
        connection.execute(CHARGE, {**asked, **cost})
