"""Files that the factory knows by their content: what it made, released or had decided about."""

from sqlalchemy import Engine

from factory.release.file_verification import MASTER, KnownFile
from resources.catalogue.json_rows import rows
from resources.database.connection import transact

KNOWN = """
    SELECT video_id, name, stage, true AS newest
    FROM factory.artifacts WHERE sha256 = :sha256
    UNION
    SELECT u.video_id, :master, 'renders', false
    FROM factory.work w JOIN factory.work_uses u USING (fingerprint)
    WHERE w.kind = 'master' AND w.sha256 = :sha256
    UNION
    SELECT video_id, :master, 'renders', false
    FROM factory.reviews WHERE master_sha256 = :sha256
    ORDER BY newest DESC, video_id
"""
"""An earlier master of a video is no artifact of it any more, and stays its unit of work."""


class PostgresKnownFiles:
    """Looks files up by their hash."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def with_hash(self, sha256: str) -> KnownFile | None:
        """Return the file with this content; where several videos have it, the newest of one."""
        found = transact(self._engine, lambda c: rows(c, KNOWN, sha256=sha256, master=MASTER))
        return KnownFile.model_validate(found[0]) if found else None
