"""Memory of pictures: what is freed serves the next one, without the system clearing it anew."""

import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from resources.machine.allocation import keep_large_blocks

PICTURE = (2496, 1404, 3)


def faults_of_twenty_sums() -> int:
    """Return how many pages the system had to give for twenty sums in a thread."""
    ones = np.ones(PICTURE, np.float32)

    def sums() -> int:
        np.add(ones, ones)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(20):
            np.add(ones, ones)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(sums).result()


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU library's settings")
def test_pages_of_freed_pictures_are_used_again_and_not_asked_for_anew():
    # A process of its own: what is set stays set.
    here = f"from {__name__} import *; print({{}}faults_of_twenty_sums())"
    faults = [
        int(subprocess.check_output([sys.executable, "-c", here.format(first)]))
        for first in ("", f"{keep_large_blocks.__name__}() or ")
    ]
    assert faults[1] < faults[0] / 10
