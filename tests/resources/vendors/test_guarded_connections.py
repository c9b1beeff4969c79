"""What the one way to vendors opens, it closes."""

import gc
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

from resources.vendors.transport.guarded import Limits, guarded_client
from tests.fakes.vendors import Vendors

THREADS = 4


def test_threads_that_ask_first_at_the_same_time_leave_no_connection_behind(vendors: Vendors):
    together = threading.Barrier(THREADS)
    client = guarded_client(Limits(10.0))

    def ask(_: int) -> int:
        together.wait()
        return client.get(f"{vendors.base}/youtube/__videos").status_code

    gc.collect()  # what other tests left is none of this one's
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with client, ThreadPoolExecutor(THREADS) as pool:
            assert set(pool.map(ask, range(THREADS))) == {200}
        gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []
