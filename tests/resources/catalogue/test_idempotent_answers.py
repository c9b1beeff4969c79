"""A request with a key is done once at a time, however slow it is, and again only if its process died."""

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue
from resources.catalogue.idempotent_answers import Answer
from tests.databases import cut_locks

LONG_AGO = "UPDATE factory.api_answers SET asked_at = now() - interval '1 hour'"
CLAIM_AND_DIE = """
import os, sys
import sqlalchemy as sa
from resources.catalogue.idempotent_answers import PostgresAnswers
print(PostgresAnswers(sa.create_engine(sys.argv[1])).claim("token x", "dead", "h").is_, flush=True)
os._exit(9)
"""


def pass_time(catalogue: Catalogue) -> None:
    with catalogue.engine.begin() as owner:
        owner.execute(sa.text(LONG_AGO))


def test_a_repeat_waits_for_a_request_that_is_slow(catalogue: Catalogue):
    answers = catalogue.api_answers
    assert answers.claim("token x", "slow", "h").is_ == "new"
    pass_time(catalogue)
    assert answers.claim("token x", "slow", "h").is_ == "being answered"
    cut_locks(catalogue.engine)
    assert answers.claim("token x", "slow", "h").is_ == "being answered", "though its lock is cut"
    assert answers.claim("token x", "slow", "other").is_ == "another request"
    assert answers.claim("token y", "slow", "h").is_ == "new"
    answers.forget("token y", "slow")
    answers.keep("token x", "slow", Answer(status=201, body="done"))
    answer = answers.claim("token x", "slow", "h").answer
    assert answer == Answer(status=201, body="done")


def test_what_was_given_back_is_done_anew(catalogue: Catalogue):
    answers = catalogue.api_answers
    assert answers.claim("token x", "refused", "h").is_ == "new"
    answers.forget("token x", "refused")
    assert answers.claim("token x", "refused", "h").is_ == "new"
    answers.forget("token x", "refused")


def test_a_request_whose_process_died_is_done_anew_after_a_minute(catalogue: Catalogue):
    url = catalogue.engine.url.render_as_string(hide_password=False)
    died = subprocess.run(
        [sys.executable, "-c", CLAIM_AND_DIE, url],
        env={"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (died.returncode, died.stdout) == (9, "new\n"), died.stderr
    answers = catalogue.api_answers
    assert answers.claim("token x", "dead", "h").is_ == "being answered"
    pass_time(catalogue)
    assert answers.claim("token x", "dead", "h").is_ == "new"
    answers.forget("token x", "dead")
