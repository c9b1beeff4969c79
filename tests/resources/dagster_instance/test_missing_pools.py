"""Dagster's pools are there before the first run, of a size that a person may change."""

from concurrent.futures import ThreadPoolExecutor

import dagster as dg
import sqlalchemy as sa

from resources.dagster_instance.missing_pools import ensure_pools
from wiring.definitions import defs
from wiring.factory import POOLS_OF_ALL as POOLS


def test_every_pool_of_an_asset_is_made_before_the_first_run():
    graph = defs().resolve_asset_graph()
    named = {pool for key in graph.get_all_asset_keys() for pool in graph.get(key).pools or ()}
    assert named
    assert named <= set(POOLS)


def test_pools_are_made_once_whoever_asks_and_a_changed_size_stays(database_url: str, tmp_path):
    overrides = {
        "storage": {
            "custom": {
                "module": "resources.dagster_instance.storage",
                "class": "ResilientPostgresStorage",
                "config": {"postgres_url": database_url},
            }
        },
        "concurrency": {"pools": {"default_limit": 2}},
    }
    engine = sa.create_engine(database_url)
    with dg.instance_for_test(overrides=overrides, temp_dir=str(tmp_path)) as instance:
        storage = instance.event_log_storage
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: ensure_pools(instance, engine, POOLS), range(4)))
        assert storage.get_concurrency_keys() == set(POOLS)
        assert storage.get_concurrency_info("voice").slot_count == 2
        storage.set_concurrency_slots("voice", 5)
        ensure_pools(instance, engine, (*POOLS, "another"))
        assert storage.get_concurrency_info("voice").slot_count == 5
    engine.dispose()
