"""A cluster whose pods wait until they are ended, and what asks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.kubernetes.cluster_api import ClusterApi
from resources.kubernetes.service_account import ServiceAccount
from tests.fakes.kubernetes_cluster import RunningCluster, waiting_cluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[RunningCluster]:
    with waiting_cluster(tmp_path) as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    """How long was waited between attempts, in seconds, without waiting."""
    return []


@pytest.fixture
def api(cluster: RunningCluster, pauses: list[float]) -> Iterator[ClusterApi]:
    opened = ClusterApi(cluster.address, ServiceAccount(cluster.account), pauses.append)
    yield opened
    opened.close()
