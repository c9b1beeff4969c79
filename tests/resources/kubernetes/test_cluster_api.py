"""Jobs are asked for once, whatever the cluster answers, and errors say whose turn it is."""

from pathlib import Path
from typing import Any

import certifi
import psutil
import pytest

from emulators.kubernetes.cluster import Fault
from factory.errors import NoAccess, PermanentError, TransientError
from resources.kubernetes.cluster_api import ATTEMPTS, ClusterApi
from resources.kubernetes.service_account import ServiceAccount
from tests.fakes.kubernetes_cluster import RunningCluster


def a_job(name: str = "run-1", run: str = "1", **pod: Any) -> dict[str, Any]:
    pod = {"restartPolicy": "Never", "containers": [{"name": "run", "image": "factory"}], **pod}
    labels = {"video-factory/run": run}
    spec = {"backoffLimit": 1, "template": {"metadata": {"labels": labels}, "spec": pod}}
    return {"kind": "Job", "metadata": {"name": name, "labels": labels}, "spec": spec}


def test_a_job_is_created_looked_at_and_deleted_with_its_pod(
    api: ClusterApi, cluster: RunningCluster
):
    api.create_job(a_job())
    found = api.job("run-1")
    assert found
    assert found["status"] == {"active": 1}
    (pod,) = cluster.cluster.jobs["run-1"].pods
    assert [one["metadata"]["name"] for one in api.pods("run-1")] == [pod.name]
    assert api.delete_jobs("video-factory/run=2") == 0
    assert api.delete_jobs("video-factory/run=1") == 1
    assert pod.process
    assert pod.process.wait() == -9
    assert api.job("run-1") is None


def test_a_job_whose_answer_was_lost_is_not_created_twice(api: ClusterApi, cluster: RunningCluster):
    cluster.cluster.faults.append(Fault("POST", 500, after_it_was_done=True))
    api.create_job(a_job())
    assert [method for method, _ in cluster.cluster.asked] == ["POST", "POST", "GET"]
    assert len(cluster.cluster.pods()) == 1


def test_another_job_of_the_same_name_is_not_taken_for_ours(api: ClusterApi):
    api.create_job(a_job(run="1"))
    with pytest.raises(PermanentError, match=r'run-1: 409 jobs.batch "run-1" already exists'):
        api.create_job(a_job(run="2"))


def test_a_busy_cluster_is_asked_again_when_it_says_so(
    api: ClusterApi, cluster: RunningCluster, pauses: list[float]
):
    cluster.cluster.faults += [Fault("POST", 429, retry_after_seconds=7), Fault("POST", 503)]
    api.create_job(a_job())
    assert pauses[0] == 7
    assert len(pauses) == 2
    assert len(cluster.cluster.pods()) == 1
    pauses.clear()
    cluster.cluster.faults += [Fault("GET", 503, retry_after_seconds=9)] * ATTEMPTS
    with pytest.raises(TransientError, match=f"look at the job run-1, {ATTEMPTS} times: 503"):
        api.job("run-1")
    assert pauses == [9] * (ATTEMPTS - 1)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_what_is_not_found_is_an_error_where_it_can_be_no_answer(
    api: ClusterApi, cluster: RunningCluster, method: str
):
    asks = {"POST": lambda: api.create_job(a_job()), "GET": lambda: api.pods("run-1")}
    cluster.cluster.faults.append(Fault(method, 404))
    with pytest.raises(PermanentError, match="could not .*run-1: 404"):
        asks[method]()


def test_labels_that_the_cluster_adds_make_it_no_other_job(
    api: ClusterApi, cluster: RunningCluster
):
    api.create_job(a_job())
    cluster.cluster.jobs["run-1"].wanted["metadata"]["labels"]["mesh.example/revision"] = "1"
    api.create_job(a_job())
    assert len(cluster.cluster.pods()) == 1


def test_a_token_that_was_replaced_is_read_anew_and_one_that_is_refused_is_said(
    api: ClusterApi, cluster: RunningCluster
):
    api.create_job(a_job())
    cluster.rotate_token("token-2")
    assert api.job("run-1")
    cluster.rotate_token("token-3", mounted=False)
    with pytest.raises(NoAccess, match=r"401 Unauthorized; the service account wants the role"):
        api.job("run-1")


def test_what_its_role_does_not_allow_and_what_is_no_job_is_not_asked_twice(
    api: ClusterApi, cluster: RunningCluster
):
    with pytest.raises(PermanentError, match="422 .*restartPolicy: Required value"):
        api.create_job(a_job(restartPolicy="Always"))
    (cluster.account / "namespace").write_text("kube-system", encoding="ascii")
    with pytest.raises(NoAccess, match="403 .*is forbidden"):
        api.create_job(a_job())
    assert len(cluster.cluster.asked) == 2


def test_nobody_is_asked_whom_the_clusters_authority_does_not_vouch_for(
    cluster: RunningCluster, tmp_path: Path, pauses: list[float]
):
    account = tmp_path / "other"
    account.mkdir()
    for name in ("token", "namespace"):
        (account / name).write_bytes((cluster.account / name).read_bytes())
    with pytest.raises(NoAccess, match=r"ca\.crt cannot be read: No such file"):
        ClusterApi(cluster.address, ServiceAccount(account))
    (account / "ca.crt").write_bytes(Path(certifi.where()).read_bytes())
    api = ClusterApi(cluster.address, ServiceAccount(account), pauses.append)
    with pytest.raises(TransientError, match="CERTIFICATE_VERIFY_FAILED"):
        api.job("run-1")
    assert cluster.cluster.asked == []
    api.close()


def test_a_pod_that_is_evicted_is_replaced_as_often_as_the_job_says(
    api: ClusterApi, cluster: RunningCluster
):
    api.create_job(a_job())
    (first,) = cluster.cluster.pods()
    cluster.cluster.evict(first)
    _, second = cluster.cluster.pods()
    found = api.job("run-1")
    assert found
    assert found["status"] == {"active": 1, "failed": 1}
    assert second.process
    psutil.Process(second.process.pid).kill()
    second.process.wait()
    found = api.job("run-1")
    assert found
    assert found["status"]["conditions"][0]["reason"] == "BackoffLimitExceeded"
