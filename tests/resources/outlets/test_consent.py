"""The wait for a consent: only the answer to the question that was asked ends it."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from factory.errors import TransientError
from resources.outlets.consent import LoopbackAnswer

PAGE = "https://platform.example/consent?client_id=1&state=known-to-one&scope=upload"


@pytest.mark.parametrize("led_to", ["?state=&code=1", "?state=guessed&error=no", "?code=1", "x"])
def test_a_page_that_does_not_know_the_question_ends_no_wait(led_to: str):
    waiting = LoopbackAnswer()
    with ThreadPoolExecutor() as pool, httpx2.Client(trust_env=False) as http:
        waited = pool.submit(waiting.wait, PAGE, time.monotonic)
        assert http.get(f"{waiting.address}{led_to}").status_code == 404
        answer = f"{waiting.address}?state=known-to-one&code=2"
        assert http.get(answer).status_code == 200
        assert waited.result() == answer


def test_nobody_is_waited_for_longer_than_five_minutes():
    waiting = LoopbackAnswer()
    waiting._server.timeout = 0
    with pytest.raises(TransientError, match="five minutes"):
        waiting.wait(PAGE, itertools.count(0, 60).__next__)
