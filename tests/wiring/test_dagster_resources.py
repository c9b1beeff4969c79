"""Whoever starts a run says nothing of who, where or at whose cost."""

from typing import Any

import dagster as dg
import pytest

from factory_assets.stage.jobs import JOBS
from wiring.definitions import defs

SECRET = "sk-a-key-that-nobody-sees"
HOSTILE = {"url": {"env": "OPENAI_API_KEY"}, "base_dir": {"env": "OPENAI_API_KEY"}}
NAMES = [job.name for job in JOBS]


def job(name: str) -> dg.JobDefinition:
    return defs().resolve_job_def(name)


def fields_of(schema: Any) -> dict[str, Any]:
    """Return the fields of a config schema; whatever takes anything at all has one."""
    config_type = schema.config_type
    return dict(getattr(config_type, "fields", {"anything": config_type}))


@pytest.mark.parametrize("name", NAMES)
def test_no_resource_and_no_asset_takes_configuration(name: str):
    taking = {
        key: fields_of(resource.config_schema)
        for key, resource in job(name).resource_defs.items()
        if fields_of(resource.config_schema)
    }
    taking |= {
        node.name: fields_of(node.definition.config_schema)
        for node in job(name).nodes
        if fields_of(node.definition.config_schema)
    }
    assert taking == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_run_that_names_another_place_is_refused_and_told_no_value(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    for part in ("resources", "ops"):
        keys = job(name).resource_defs if part == "resources" else [n.name for n in job(name).nodes]
        with pytest.raises(dg.DagsterInvalidConfigError) as refused:
            dg.validate_run_config(job(name), {part: {key: {"config": HOSTILE} for key in keys}})
        assert SECRET not in str(refused.value)
        assert [key for key in keys if f"root:{part}:{key}" not in str(refused.value)] == []


def test_a_run_that_names_another_database_is_refused_before_it_starts():
    elsewhere = {"resources": {"posts": {"config": {"url": "postgresql://elsewhere/x"}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        with pytest.raises(dg.DagsterInvalidConfigError):
            job("publish").execute_in_process(instance=instance, run_config=elsewhere)
        assert instance.get_runs() == []
