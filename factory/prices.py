"""Prices: what a brief would cost, counted before anything is spent."""

from datetime import datetime

from factory.brief import Brief, accept
from factory.channel import Channel
from factory.formats import format_named
from factory.payload import Payload
from factory.scenes import write_script
from factory.spoken import spoken

LOCAL_USD = 0.0
"""Every provider there is so far runs on this machine."""


class PriceRow(Payload):
    """One role: how many units it needs and what they cost."""

    role: str
    provider: str
    units: int
    unit: str
    each_usd: float
    total_usd: float


class Estimate(Payload):
    """The price of one video, by role."""

    title: str
    format: str
    seconds: float
    """Estimated length of the video."""
    rows: tuple[PriceRow, ...]
    total_usd: float
    budget_usd: float


def estimate(brief: Brief, channel: Channel, now: datetime) -> Estimate:
    """Count the units of work a brief needs and price them.

    Raises:
        BadInput: the brief's words make no script.
    """
    profile = format_named(brief.format)
    script = write_script(accept(brief, channel, "price-only", "prices", now), profile, now, spoken)
    pictures = (brief.pictures or channel.pictures).provider
    music = (brief.music or channel.music).kind
    counted = (
        ("words", script.provider.name, 1, "script"),
        ("voice", channel.voice.provider, len(script.sentences), "sentences"),
        ("pictures", pictures, len(script.scenes), "pictures"),
        ("bed", music, 0 if music == "none" else 1, "bed"),
        ("render", "ffmpeg", len(script.scenes), "segments"),
    )
    rows = tuple(
        PriceRow(
            role=role,
            provider=provider,
            units=units,
            unit=unit,
            each_usd=LOCAL_USD,
            total_usd=units * LOCAL_USD,
        )
        for role, provider, units, unit in counted
    )
    return Estimate(
        title=brief.title,
        format=brief.format,
        seconds=round(sum(scene.duration_sec for scene in script.scenes), 1),
        rows=rows,
        total_usd=sum(row.total_usd for row in rows),
        budget_usd=channel.budget_usd_per_video,
    )
