"""Notice what a person should know of now, and tell it once for each cause."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from factory.analytics.weekly_report.week import name_of, week_of
from factory.messages.alert import (
    FAILED_WITHIN,
    Alert,
    failure_alerts,
    held_alerts,
    hook_alerts,
    week_report,
)
from factory.messages.spending_limit_alerts import spending_limit_alerts
from factory.ports import AlertFacts, Alerts, LimitUses, Messages, Messengers
from factory.workflow.platform_days import beginning_of, platform_day

HELD_WITHIN = timedelta(days=7)
WEEK = timedelta(days=7)


@dg.sensor(
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells of failures, hooks that failed, used limits, reviews given up, and every week's decisions.",
)
def standing_alerts(
    context: dg.SensorEvaluationContext,
    alert_facts: dg.ResourceParam[AlertFacts],
    alerts: dg.ResourceParam[Alerts],
    limit_uses: dg.ResourceParam[LimitUses],
    messages: dg.ResourceParam[Messages],
    messengers: dg.ResourceParam[Messengers],
) -> dg.SkipReason:
    """Put what is due among the messages; `waiting_reviews` carries them."""
    now = datetime.now(UTC)
    told = 0
    for alert in standing(alert_facts, limit_uses, now):
        number = alerts.see(alert, now)
        if not number:
            continue
        told += 1
        for messenger, conversation in messengers.alerted():
            cause = f"alert {alert.cause} {number}"
            messages.put(cause, messenger, conversation, alert.message)
    return dg.SkipReason(f"{told} new alerts")


def standing(facts: AlertFacts, limits: LimitUses, now: datetime) -> list[Alert]:
    """Return what stands at a moment, the report of the week before included."""
    monday, _ = week_of(platform_day(now))
    before = monday - WEEK
    return [
        *failure_alerts(facts.failures(now - FAILED_WITHIN)),
        *hook_alerts(facts.failed_hooks(now - FAILED_WITHIN)),
        *spending_limit_alerts(limits.uses(now), now),
        *held_alerts(facts.given_up(now - HELD_WITHIN)),
        *week_report(name_of(before), facts.week(beginning_of(before), beginning_of(monday))),
    ]
