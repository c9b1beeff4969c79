"""What is shipped to deploy with: it parses, names what there is, and gives no pod rights."""

import configparser
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bench.monthly_cost import table
from desk.terminal.cli import cli
from resources.machine.environment_variables import variables
from resources.run_workers.celery_queues import QUEUES
from tests.conftest import PROJECT

DEPLOY = PROJECT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
JOBS = KUBERNETES / "overlays/jobs"
NAMESPACE = "video-factory"


def manifests(folder: Path = KUBERNETES / "base") -> Iterator[dict[str, Any]]:
    """Yield every object that a kustomization names."""
    named = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
    for name in named:
        if not name.startswith(".."):
            yield from yaml.safe_load_all((folder / name).read_text())


def pods() -> Iterator[dict[str, Any]]:
    for one in manifests():
        if one["kind"] == "Deployment":
            yield one["spec"]["template"]


def commands() -> Iterator[list[str]]:
    """Yield every command of `factory` that some deployment starts."""
    for pod in pods():
        for container in pod["spec"]["containers"]:
            yield container["args"]
    compose = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
    yield from (one["command"] for one in compose["services"].values() if "command" in one)
    for path in (DEPLOY / "systemd").iterdir():
        yield shlex.split(unit(path)["Service"]["ExecStart"])[1:]


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    parsed.optionxform = str  # pyright: ignore
    parsed.read(path)
    return parsed


def test_every_file_of_a_kustomization_is_there_and_no_other():
    for folder in (KUBERNETES / "base", *(KUBERNETES / "overlays").iterdir()):
        named = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
        assert all((folder / name).exists() for name in named)
        there = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
        assert there == {name for name in named if name.endswith(".yaml")}


def test_every_object_has_what_kubernetes_asks_for_and_its_selectors_find_pods():
    objects = list(manifests())
    for one in objects:
        assert {"apiVersion", "kind", "metadata"} <= set(one)
        assert one["metadata"]["name"]
    labels = [pod["metadata"]["labels"] for pod in pods()]
    for one in objects:
        selector = one.get("spec", {}).get("selector") or one.get("spec", {}).get("podSelector")
        if selector:
            wanted = selector.get("matchLabels", selector).items()
            assert any(wanted <= found.items() for found in labels), one["metadata"]["name"]


def test_no_pod_has_rights_and_each_says_what_it_needs():
    for pod in pods():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        volumes = {volume["name"] for volume in spec["volumes"]}
        for container in spec["containers"]:
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"]["drop"] == ["ALL"]
            assert {"requests", "limits"} <= set(container["resources"])
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
    assert not [one for one in manifests() if one["kind"] in ("Role", "ClusterRole", "Secret")]


def test_every_kustomization_puts_what_it_names_into_the_same_namespace():
    for folder in (KUBERNETES / "base", *(KUBERNETES / "overlays").iterdir()):
        told = yaml.safe_load((folder / "kustomization.yaml").read_text())
        assert told.get("namespace") == NAMESPACE, folder.name
        for one in manifests(folder):
            # A subject's namespace is set by `kubectl -k` for accounts called `default` alone.
            for subject in one.get("subjects", []):
                assert subject["namespace"] == NAMESPACE
    (namespace,) = [one for one in manifests() if one["kind"] == "Namespace"]
    assert namespace["metadata"]["name"] == NAMESPACE


def test_overlays_change_what_is_in_the_base():
    there = {(one["kind"], one["metadata"]["name"]) for one in manifests()}
    for folder in (KUBERNETES / "overlays").iterdir():
        overlay = yaml.safe_load((folder / "kustomization.yaml").read_text())
        for patch in overlay["patches"]:
            assert (patch["target"]["kind"], patch["target"]["name"]) in there
            change = yaml.safe_load(patch["patch"])
            if isinstance(change, dict):
                assert change["$patch"] == "delete"
                assert change["metadata"]["name"] == patch["target"]["name"]
            else:
                assert all(step["op"] in ("replace", "add") for step in change)
        for one in manifests(folder):
            if one["kind"] == "ScaledObject":
                assert ("Deployment", one["spec"]["scaleTargetRef"]["name"]) in there
                (trigger,) = one["spec"]["triggers"]
                assert trigger["metadata"]["queueName"] in QUEUES


def test_where_runs_are_jobs_the_desk_may_do_what_it_does_and_nothing_else():
    objects = {one["kind"]: one for one in manifests(JOBS)}
    rights = {
        (group, resource): set(rule["verbs"])
        for rule in objects["Role"]["rules"]
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }
    assert rights == {
        ("batch", "jobs"): {"create", "get", "list", "delete"},
        ("", "pods"): {"list"},
    }
    account = objects["ServiceAccount"]["metadata"]["name"]
    (subject,) = objects["RoleBinding"]["subjects"]
    assert subject == {"kind": "ServiceAccount", "name": account, "namespace": NAMESPACE}
    assert objects["RoleBinding"]["roleRef"]["name"] == objects["Role"]["metadata"]["name"]
    overlay = yaml.safe_load((JOBS / "kustomization.yaml").read_text())
    steps = [
        step
        for patch in overlay["patches"]
        for step in yaml.safe_load(patch["patch"])
        if isinstance(step, dict)
    ]
    told = {step["path"].rpartition("/")[2]: step["value"] for step in steps}
    assert told["serviceAccountName"] == account
    assert "FACTORY_KUBERNETES_JOBS" in variables()
    (generated,) = overlay["configMapGenerator"]
    assert all((JOBS / name).exists() for name in generated["files"])
    mounts = [step["value"]["mountPath"] for step in steps if "volumeMounts" in step["path"]]
    assert mounts == [told["FACTORY_KUBERNETES_JOBS"]]


def test_the_pod_of_a_run_has_no_rights_and_what_a_workers_pod_has():
    run = yaml.safe_load((JOBS / "runs/job.yaml").read_text())["spec"]["template"]["spec"]
    (worker,) = [
        pod["spec"]
        for pod in pods()
        if pod["metadata"]["labels"]["app.kubernetes.io/component"] == "worker-render"
    ]
    for key in ("serviceAccountName", "automountServiceAccountToken", "securityContext", "volumes"):
        assert run[key] == worker[key]
    for key in ("envFrom", "securityContext", "volumeMounts"):
        assert run["containers"][0][key] == worker["containers"][0][key]


@pytest.mark.parametrize("words", sorted({tuple(words) for words in commands()}), ids=" ".join)
def test_every_command_is_one_that_there_is(words: tuple[str, ...]):
    done = CliRunner().invoke(cli, [*words, "--help"])
    assert done.exit_code == 0, done.output
    queues = [words[n + 1] for n, word in enumerate(words) if word == "--queue"]
    assert set(queues) <= {*QUEUES, "%i"}


def test_every_queue_has_a_worker_everywhere():
    of_pods = [pod["spec"]["containers"][0]["args"] for pod in pods()]
    assert {word for words in of_pods for word in words} >= set(QUEUES)
    compose = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
    told = [one.get("command", []) for one in compose["services"].values()]
    assert {word for words in told for word in words} >= set(QUEUES)


def test_every_variable_is_one_that_is_read():
    compose = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
    named = set(compose["x-factory"]["environment"])
    (config,) = [one for one in manifests() if one["kind"] == "ConfigMap"]
    named |= set(config["data"])
    for path in (DEPLOY / "systemd").iterdir():
        named.add(unit(path)["Service"]["Environment"].partition("=")[0])
    dockerfile = (DEPLOY / "docker/Dockerfile").read_text()
    named |= {
        word.partition("=")[0].rstrip(",")
        for word in dockerfile.split()
        if word.startswith("FACTORY_")
    }
    assert named >= {"DATABASE_URL", "FACTORY_BROKER_URL", "FACTORY_HOME", "FACTORY_LISTEN"}
    assert named <= set(variables())


def test_the_image_copies_and_installs_what_there_is():
    dockerfile = (DEPLOY / "docker/Dockerfile").read_text()
    files = [word for word in dockerfile.split() if word.startswith("requirements/")]
    assert {"requirements/runtime.txt", "requirements/bootstrap.txt"} <= set(files)
    assert all((PROJECT / name).exists() for name in files)


def test_what_it_costs_is_what_the_price_book_says():
    page = (PROJECT / "docs/deploy/costs.md").read_text(encoding="utf-8")
    assert table() in page, "python -m bench.monthly_cost"
