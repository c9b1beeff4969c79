"""Retries of a step: how often, and after how long."""

import dagster as dg

STEP_RETRIES = dg.RetryPolicy(
    max_retries=3, delay=1, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)
"""1, 2 and 4 seconds: the only retries of a step; vendors' own are off."""
