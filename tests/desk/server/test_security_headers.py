"""Policies: what a browser lets each page, script and file do."""

from desk.server.security_headers import DAGSTER_WORKERS, PAGES, policy
from desk.web.video_files import FILES

NONCE = "script-src 'nonce-abc1' 'unsafe-inline' https: http: 'strict-dynamic'"


def test_a_worker_of_dagsters_loads_more_scripts_by_the_policy_of_its_own():
    chunk = "/dagster/_next/static/chunks/framework-1.js"
    assert policy(chunk, "") == DAGSTER_WORKERS
    assert "script-src 'self'" in policy(chunk, "")


def test_what_else_dagster_hands_out_runs_nothing():
    for path in ("/dagster/_next/static/media/a.svg", "/dagster/logs/x.js", "/dagster/notebook"):
        assert policy(path, "") == FILES


def test_a_page_of_dagsters_runs_what_holds_its_nonce():
    assert "script-src 'nonce-abc1' 'strict-dynamic';" in policy("/dagster/runs", NONCE)


def test_our_own_pages_run_our_own_files():
    assert policy("/videos", "") == PAGES.format(media="")
