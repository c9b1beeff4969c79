"""Questions that are asked at each tick, over all videos there ever were, are answered by an index."""

import pytest
import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue

ASKED = {
    "stages_failed_idx": "SELECT error FROM factory.stages WHERE run_id = 'x' AND failed_at IS NOT NULL",
    "stages_running_idx": "SELECT stage FROM factory.stages WHERE run_id = 'x' AND finished_at IS NULL AND failed_at IS NULL",
    "reviews_unreported_idx": "SELECT id FROM factory.reviews WHERE reported_at IS NULL ORDER BY id LIMIT 100",
    "videos_tenant_created_at_video_id_idx": "SELECT video_id FROM factory.videos WHERE tenant = 'x' ORDER BY created_at DESC, video_id DESC LIMIT 50",
    "launches_open_idx": "SELECT id FROM factory.launches WHERE ended_at IS NULL ORDER BY id",
    "posts_unknown_idx": "SELECT id FROM factory.posts WHERE unknown_at IS NOT NULL ORDER BY id",
    "post_changes_open_idx": "SELECT id FROM factory.post_changes WHERE video_id = 'x' AND done_at IS NULL AND ended_at IS NULL",
}
"""By the index that is wanted."""
OTHERS = """
SELECT other.relname FROM pg_index i JOIN pg_class other ON other.oid = i.indexrelid
WHERE i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass('factory.' || :index))
    AND other.relname <> :index AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
"""


@pytest.mark.parametrize("index", ASKED)
def test_what_each_tick_asks_is_answered_by_an_index_and_no_table_is_read_whole(
    catalogue: Catalogue, index: str
):
    with catalogue.engine.connect() as connection:
        connection.execute(sa.text("SET enable_seqscan = off"))  # tables of a test have no rows
        # Without rows one is as good as another: only the one that is wanted stays, beside those of constraints.
        for other in connection.scalars(sa.text(OTHERS), {"index": index}).all():
            connection.execute(sa.text(f"DROP INDEX factory.{other}"))
        plan = "\n".join(connection.scalars(sa.text(f"EXPLAIN {ASKED[index]}")))
    assert index in plan and "Seq Scan" not in plan
