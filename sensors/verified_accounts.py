"""Every night: consents and posts that nobody has looked at for 30 days are looked at again.

YouTube's developer policies (III.E.4) let its data be kept only while the consent holds and the video
is there; what is over is deleted within 30 days.
"""

from datetime import UTC, datetime, timedelta

import dagster as dg

from factory.errors import FactoryError, NoAccess
from factory.ports import Grants, PlatformData, Verifications
from factory.workflow.launch import PHASE

VERIFIED_EVERY = timedelta(days=30)
ASKED_AFTER = VERIFIED_EVERY - timedelta(days=3)
"""Some nights before, so that one that fails is made up for."""
BY = "verified_accounts"


@dg.op(description="Asks platforms about consents and posts, and deletes what must not be kept.")
def verify(
    context: dg.OpExecutionContext,
    grants: dg.ResourceParam[Grants],
    platform_data: dg.ResourceParam[PlatformData],
    verifications: dg.ResourceParam[Verifications],
) -> None:
    """Look at all that is due; one that fails is tried again the next night."""
    for line in verify_everything(grants, platform_data, verifications, datetime.now(UTC)):
        context.log.info(line)


def verify_everything(
    grants: Grants, platform_data: PlatformData, verifications: Verifications, now: datetime
) -> list[str]:
    """Return what was found, a line for each account."""
    told: list[str] = []
    for grant in grants.all():
        platform = verifications.verification(grant.outlet)
        who = f"{grant.title} at {grant.outlet}"
        if platform is None:
            continue
        if grant.refused_at:
            if now - grant.refused_at > ASKED_AFTER:
                platform_data.forget(grant.outlet, grant.account, BY)
                told.append(f"{who}: its consent is over for long; its data are deleted")
        elif now - (grant.verified_at or grant.connected_at) > ASKED_AFTER:
            try:
                platform.account(grant.account)
                told.append(f"{who}: honoured")
            except FactoryError as error:
                told.append(f"{who}: {error}")
    for posts in platform_data.posts_to_verify(now - ASKED_AFTER):
        platform = verifications.verification(posts.outlet)
        if platform is None:
            continue
        try:
            there = platform.there(posts.account, posts.post_ids)
        except NoAccess as error:
            told.append(f"{len(posts.post_ids)} posts of {posts.account}: {error}")
            continue
        except FactoryError as error:
            told.append(f"{posts.account} is asked again tomorrow: {error}")
            continue
        gone = platform_data.verified(posts.outlet, posts.post_ids, there)
        told.append(f"{posts.account}: {len(there)} posts are there, {gone} are gone")
    return told


@dg.job(
    description="Consents and posts, looked at again within 30 days.",
    tags={PHASE: "verify"},
)
def verify_accounts() -> None:
    """One step."""
    verify()


verified_accounts = dg.ScheduleDefinition(
    name="verified_accounts",
    job=verify_accounts,
    cron_schedule="20 4 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night, consents and posts that are due are verified at their platforms.",
)
