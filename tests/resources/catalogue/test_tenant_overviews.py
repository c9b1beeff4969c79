"""Overviews of tenants: every fact counted from rows, each tenant's apart."""

from collections import Counter

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from factory.interchange.tenant_overview import TenantOverview
from resources.catalogue.catalogue import Catalogue
from resources.database.confinement import confined_to
from tests.fakes.catalogued import MASTER, VOICE, accepted, file_ref
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.fakes.reviewable import STAGES
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, channel_of, fill

LIVED = """
    UPDATE factory.launches SET claimed_at = now(), ended_at = now() WHERE tenant = 'north';
    INSERT INTO factory.launches
        (video_id, phase, requested_at, requested_by, reason, claimed_at, ended_at, outcome)
        SELECT video_id, 'plan', now(), 'test', 'test', now(), now(), 'failed' FROM factory.videos
        WHERE tenant = 'north';
    INSERT INTO factory.launches (video_id, phase, requested_at, requested_by, reason)
        SELECT video_id, 'render', now() - interval '1 hour', 'test', 'test' FROM factory.videos
        WHERE tenant = 'north';
    INSERT INTO factory.limits (scope, name, usd, set_by) VALUES ('tenant', 'north', 900, 'test');
"""


@pytest.fixture
def both(catalogue: Catalogue) -> dict[str, TenantOverview]:
    for tenant in (NORTH, SOUTH):
        accept(catalogue, tenant)
        fill(catalogue.engine, tenant)
    with catalogue.engine.begin() as owner:
        owner.execute(sa.text(LIVED))
    return {one.tenant: one for one in catalogue.tenant_overviews.all()}


def test_an_overview_counts_what_its_tenant_has_and_nothing_of_others(
    both: dict[str, TenantOverview],
):
    north, south = both[NORTH], both[SOUTH]
    assert (north.channels, south.channels) == ((channel_of(NORTH),), (channel_of(SOUTH),))
    assert sum(north.videos.values()) == sum(south.videos.values()) == 1
    assert (north.runs, north.failed_runs) == (2, 1)
    assert north.waiting == 1 and 3600 <= north.oldest_seconds < 3700
    assert (north.limit_usd, south.limit_usd) == (900, 200)
    assert (north.decisions, north.approved, north.published) == (1, 1, 1)
    assert (north.people, north.tokens) == (1, 0)  # its token is over
    assert north.left_usd == 900 - north.spent_usd - north.reserved_usd < 900


def test_a_tenant_in_which_nothing_happened_has_an_overview_all_the_same(
    both: dict[str, TenantOverview],
):
    nobody = both["default"]
    assert (nobody.videos, nobody.approved, nobody.runs, nobody.waiting) == ({}, None, 0, 0)


def test_videos_stand_at_the_words_that_the_list_of_videos_tells(catalogue: Catalogue):
    asked, out, failed = (f"{word}-video" for word in ("asked", "out", "failed"))
    for video_id in (asked, out, failed):
        catalogue.briefs.accept(accepted(video_id))
    with catalogue.stages.stage(asked, "briefs", "run-1"):
        with pytest.raises(PermanentError), catalogue.stages.stage(failed, "briefs", "run-2"):
            raise PermanentError("it has no words")
        for stage in STAGES:
            with catalogue.stages.stage(out, stage, "run-3"):
                pass
        master = [file_ref("master.mp4")]
        catalogue.artifacts.record(out, "renders", master, provider=VOICE, run_id=None)
        catalogue.settings.change("distribution", True)
        catalogue.posts.post(a_publication(out, MASTER), FakeOutlet(name="outbox"), nothing)
        (default,) = catalogue.tenant_overviews.all()
        told = Counter(video.status for video in catalogue.reports.list_videos(10))
    assert default.videos == told == {"planning": 1, "published": 1, "failed": 1}
    groups = ("at-work", "published", "needs-somebody")
    assert [default.standing(group) for group in groups] == [1, 1, 1]


def test_who_comes_in_for_the_whole_factory_is_counted_with_the_default_tenant(
    catalogue: Catalogue, both: dict[str, TenantOverview]
):
    with catalogue.engine.begin() as owner:
        owner.execute(sa.text("UPDATE factory.people SET tenant = NULL WHERE tenant = 'north'"))
    people = {one.tenant: one.people for one in catalogue.tenant_overviews.all()}
    assert people == {"default": 1, NORTH: 0, SOUTH: 1}


def test_whoever_is_kept_to_a_tenant_is_told_of_that_one_and_the_same(
    catalogue: Catalogue, both: dict[str, TenantOverview]
):
    with confined_to(SOUTH):
        (told,) = catalogue.tenant_overviews.all()
    same = {"oldest_seconds": 0.0}
    assert told.model_copy(update=same) == both[SOUTH].model_copy(update=same)
