"""A run's job is the cluster owner's, of the size of its queue; a run adds its ID and no more."""

from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from emulators.kubernetes.cluster import NAME
from factory.errors import BadInput
from resources.kubernetes.run_jobs import RunJobs, failure, job_name, pod_words
from resources.machine.paths import PROJECT
from resources.run_workers.celery_queues import QUEUES

SHIPPED = PROJECT / "deploy/kubernetes/overlays/jobs/runs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("job.yaml", "resources.yaml"):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize("queue", QUEUES)
def test_the_shipped_job_gets_a_name_labels_a_command_and_the_size_of_its_queue(queue: str):
    jobs, run = RunJobs.from_folder(SHIPPED), str(uuid4())
    job, again = jobs.of(run, queue, 0), jobs.of(run, queue, 2)
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["worker", "--run", run]
    assert again["spec"]["template"]["spec"]["containers"][0]["args"][-1] == "--resume"
    resources = yaml.safe_load((SHIPPED / "resources.yaml").read_text())[queue]
    assert container["resources"] == resources
    assert (
        job["metadata"]["labels"].items() <= job["spec"]["template"]["metadata"]["labels"].items()
    )
    assert job["metadata"]["name"] != again["metadata"]["name"]
    # What the owner wrote stays as it is.
    assert "args" not in jobs.job["spec"]["template"]["spec"]["containers"][0]


def test_a_render_asks_for_more_than_a_plan():
    resources = RunJobs.from_folder(SHIPPED).resources
    cores = {queue: float(resources[queue]["requests"]["cpu"]) for queue in QUEUES}
    assert cores["render"] > max(cores[queue] for queue in QUEUES if queue != "render")


def test_names_are_such_as_a_cluster_takes():
    for attempt in (0, 1, 10**6):
        assert NAME.fullmatch(job_name(str(uuid4()), attempt))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("job.yaml", "kind: Pod", "wanted a Job of `batch/v1`"),
        ("job.yaml", "[1]", "found list, wanted a mapping"),
        ("job.yaml", "a: b: c", "is no YAML"),
        ("resources.yaml", "plan: {}", "found plan; wanted requests and limits for each of"),
    ],
)
def test_what_is_no_job_is_refused_by_its_file(folder: Path, name: str, text: str, said: str):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said) as refused:
        RunJobs.from_folder(folder)
    assert str(folder / name) in str(refused.value)


def test_a_job_whose_pods_the_cluster_would_restart_is_refused(folder: Path):
    text = (folder / "job.yaml").read_text()
    (folder / "job.yaml").write_text(text.replace("Never", "OnFailure"))
    with pytest.raises(BadInput, match="wanted `restartPolicy: Never`"):
        RunJobs.from_folder(folder)
    (folder / "job.yaml").unlink()
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        RunJobs.from_folder(folder)


def test_pods_are_told_with_why_they_do_not_start_or_how_they_ended():
    no_room = "0/3 nodes are available: 3 Insufficient cpu."
    unplaced = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable"}
    killed = {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}
    pods = [
        {
            "metadata": {"name": "a"},
            "status": {"phase": "Pending", "conditions": [{**unplaced, "message": no_room}]},
        },
        {
            "metadata": {"name": "b"},
            "status": {"phase": "Failed", "containerStatuses": [{"state": killed}]},
        },
    ]
    told = f"a: Pending, Unschedulable, {no_room}; b: Failed, OOMKilled, exit code 137"
    assert pod_words(pods) == told
    assert failure({"status": {"conditions": [{"type": "Complete", "status": "True"}]}}) == ""
