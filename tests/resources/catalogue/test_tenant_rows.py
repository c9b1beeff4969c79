"""What no longer belongs to anybody: rows that do not say whose they are, once a tenant is removed."""

from typing import Final

import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue
from resources.catalogue.title_vectors import KeptTitleVectors
from resources.database.connection import transact
from tests.fakes.meaning_model import FakeMeaningModel
from tests.resources.database.two_tenants import NORTH, SOUTH, accept

OF_VIDEO: Final = "FROM factory.videos v WHERE v.tenant = :tenant"
BROKE_OFF: Final = f"""
    INSERT INTO factory.work (fingerprint, kind, recipe, suffix, provider, model, made_by,
        first_video_id, token, failed_at, error, notes)
    SELECT 'failed ' || v.video_id, 'speech', jsonb_build_object('words', v.tenant || ' words'),
        '.wav', 'p', 'm', '{{}}', v.video_id, gen_random_uuid(), now(), v.tenant || ' words',
        jsonb_build_object('job', v.tenant || ' words')
    {OF_VIDEO}
"""
UNUSED: Final = f"""
    INSERT INTO factory.work (fingerprint, kind, recipe, suffix, provider, model, made_by,
        first_video_id, token, done_at, sha256, detail)
    SELECT 'unused ' || v.video_id, 'script', jsonb_build_object('words', v.tenant || ' words'),
        '', 'p', 'm', '{{}}', v.video_id, gen_random_uuid(), now(), '',
        jsonb_build_object('said', v.tenant || ' words')
    {OF_VIDEO}
"""
TOLD: Final = f"""
    INSERT INTO factory.alerts (cause, alert) SELECT 'failed ' || v.video_id,
        jsonb_build_object('title', v.tenant || ' words', 'videos', jsonb_build_array(v.video_id))
    {OF_VIDEO}
"""


def telling(catalogue: Catalogue, table: str, tenant: str) -> int:
    """Count the rows in which a tenant's words stand."""
    question = sa.text(f"SELECT to_jsonb(t)::text FROM factory.{table} t")
    rows = transact(catalogue.engine, lambda c: c.scalars(question).all())
    return sum(f"{tenant} words" in row for row in rows)


def test_nothing_that_does_not_say_whose_it_is_tells_of_a_tenant_that_was_removed(
    catalogue: Catalogue,
):
    for tenant in (NORTH, SOUTH):
        accept(catalogue, tenant)
        with catalogue.engine.begin() as owner:
            for statement in (BROKE_OFF, UNUSED, TOLD):
                owner.execute(sa.text(statement), {"tenant": tenant})
    titles = KeptTitleVectors(catalogue.engine, FakeMeaningModel({"A merger": 0.0}))
    titles.vectors(["A merger"])
    catalogue.tenant_rows.remove(NORTH, keep_published=False)
    assert [telling(catalogue, "work", one) for one in (NORTH, SOUTH)] == [0, 2]
    assert [telling(catalogue, "alerts", one) for one in (NORTH, SOUTH)] == [0, 1]
    vectors = sa.text("SELECT count(*) FROM factory.title_vectors")
    assert transact(catalogue.engine, lambda c: c.scalar(vectors)) == 0
