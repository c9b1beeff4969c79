"""Campaigns in Postgres: begun, ended, which videos belong to them, and what these did."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.analytics.figures import COUNTED
from factory.errors import BadInput, NotFound
from factory.ideas.campaign import Campaign, CampaignAtOutlet, CampaignFigures, KeptCampaign
from resources.catalogue.figures.derivable import derivable
from resources.catalogue.json_rows import rows
from resources.database.connection import jsonable, refused_by_name, transact
from resources.database.idea_tables import campaign_videos, campaigns
from resources.journal.limit_sums import PAID

COUNTED_OF_CAMPAIGN: Final = ("ideas", "videos", "published", "cost_usd")
COUNTS: Final = f"""
    SELECT c.campaign, coalesce(i.ideas, 0) AS ideas, coalesce(v.videos, 0) AS videos,
           coalesce(v.published, 0) AS published, coalesce(v.cost_usd, 0) AS cost_usd
    FROM factory.campaigns c LEFT JOIN (
        SELECT proposed ->> 'campaign' AS campaign, count(*) AS ideas FROM factory.ideas
        WHERE proposed ->> 'campaign' = ANY (:campaigns) GROUP BY 1
    ) i USING (campaign) LEFT JOIN (
        SELECT campaign, count(*) AS videos, count(*) FILTER (WHERE EXISTS (
                   SELECT FROM factory.posts p WHERE p.video_id = b.video_id AND p.published_at IS NOT NULL
               )) AS published,
               sum((SELECT {PAID} FROM factory.charges WHERE charges.video_id = b.video_id)) AS cost_usd
        FROM factory.campaign_videos b WHERE campaign = ANY (:campaigns) GROUP BY campaign
    ) v USING (campaign) WHERE c.campaign = ANY (:campaigns)
"""
AT_OUTLETS: Final = f"""
    WITH newest AS (
        SELECT DISTINCT ON (o.video_id, o.day, o.outlet) c.campaign, o.*
        FROM factory.campaign_videos c JOIN factory.observations o USING (video_id)
        WHERE c.campaign = ANY (:campaigns) ORDER BY o.video_id, o.day, o.outlet, o.revision DESC
    ), paid AS (
        SELECT video_id, {PAID} AS usd FROM factory.charges
        WHERE video_id IN (SELECT video_id FROM newest) GROUP BY video_id
    ), costs AS (
        SELECT n.campaign, n.outlet, coalesce(sum(p.usd), 0) AS usd
        FROM (SELECT DISTINCT campaign, outlet, video_id FROM newest) n
        LEFT JOIN paid p USING (video_id) GROUP BY n.campaign, n.outlet
    )
    SELECT campaign, outlet, bool_and({derivable("outlet")}) AS derivable, count(DISTINCT video_id) AS videos, max(usd) AS usd,
           {", ".join(f"sum({name}) AS {name}" for name in COUNTED)}
    FROM newest JOIN costs USING (campaign, outlet) GROUP BY campaign, outlet ORDER BY campaign, outlet
"""


class PostgresCampaigns:
    """See `factory.ports.Campaigns`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, campaign: Campaign, by: str) -> KeptCampaign:
        """Keep a new one.

        Raises:
            BadInput: there is one of that name.
        """
        row = insert(campaigns).values(
            campaign=campaign.name,
            begun=jsonable(campaign.model_dump(mode="json"), campaign.name),
            channels=list(campaign.channels),
            begun_by=by,
        )
        added = row.on_conflict_do_nothing().returning(campaigns)
        found = transact(self._engine, lambda c: c.execute(added).one_or_none())
        if found is None:
            raise BadInput(f"there is a campaign {campaign.name!r} already; name another")
        return _kept(found)

    def all(self) -> Sequence[KeptCampaign]:
        """Return every campaign, the newest first."""
        question = sa.select(campaigns).order_by(campaigns.c.begun_at.desc(), campaigns.c.campaign)
        return [_kept(row) for row in transact(self._engine, lambda c: c.execute(question).all())]

    def running(self, day: date) -> Sequence[Campaign]:
        """See `factory.ports.Campaigns.running`."""
        return [one.begun for one in reversed(self.all()) if one.runs(day)]

    def find(self, name: str) -> KeptCampaign:
        """Return one; raise NotFound where there is none."""
        question = sa.select(campaigns).where(campaigns.c.campaign == name)
        found = transact(self._engine, lambda c: c.execute(question).one_or_none())
        if found is None:
            raise NotFound(f"there is no campaign {name[:60]!r}; `factory campaigns` lists them")
        return _kept(found)

    def end(self, name: str, by: str, note: str, at: datetime) -> KeptCampaign:
        """End one before its time; its videos stay with it. Ended again, nothing changes."""
        change = (
            sa.update(campaigns)
            .where(campaigns.c.campaign == name, campaigns.c.ended_at.is_(None))
            .values(ended_at=at, ended_by=by, note=note)
        )
        transact(self._engine, lambda c: c.execute(change))
        return self.find(name)

    def add(self, name: str, video_ids: Sequence[str], by: str) -> None:
        """Let videos belong to a campaign, in place of any other."""
        self.find(name)
        for video_id in video_ids:
            with refused_by_name(video_id):
                transact(self._engine, lambda c, v=video_id: belong(c, v, name, by))

    def figures(self, names: Collection[str]) -> Mapping[str, CampaignFigures]:
        """Return what became of these campaigns, by name."""

        def ask(c: Connection) -> Mapping[str, CampaignFigures]:
            asked = {"campaigns": list(names)}
            told = rows(c, AT_OUTLETS, **asked)
            return {
                row["campaign"]: CampaignFigures(
                    **{name: row[name] for name in COUNTED_OF_CAMPAIGN},
                    outlets=tuple(
                        _at_outlet(one) for one in told if one["campaign"] == row["campaign"]
                    ),
                )
                for row in rows(c, COUNTS, **asked)
            }

        return transact(self._engine, ask)


def belong(c: Connection, video_id: str, campaign: str, by: str) -> None:
    """Let a video belong to a campaign."""
    facts = {"campaign": campaign, "added_by": by}
    row = insert(campaign_videos).values(video_id=video_id, **facts)
    c.execute(row.on_conflict_do_update(index_elements=["video_id"], set_=facts))


def _kept(row: Any) -> KeptCampaign:
    return KeptCampaign(
        begun=Campaign.from_facts(row.begun),
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        note=row.note,
    )


def _at_outlet(row: dict[str, Any]) -> CampaignAtOutlet:
    known = {name: row[name] for name in COUNTED if row[name] is not None}
    views = known.get("views")
    return CampaignAtOutlet(
        outlet=row["outlet"],
        videos=row["videos"],
        figures=known,
        usd_per_thousand_views=1000 * row["usd"] / views if views and row["derivable"] else None,
    )
