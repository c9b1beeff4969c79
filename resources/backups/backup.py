"""One backup: the database at one moment, and every file that it names then."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import PermanentError, TransientError
from factory.ports import BackupReport
from resources.backups.backup_check import check_backup
from resources.backups.backup_folder import DUMP, FILES, MANIFEST, BackupFolder
from resources.backups.dump import dump
from resources.backups.home_files import BACKED_UP_FOLDERS, HomeFiles
from resources.backups.manifest import BackupManifest, StoredFile
from resources.database.connection import server_version
from resources.database.tables import HEAD
from resources.machine.atomic_files import flush_hashed
from resources.machine.environment_variables import Settings, secret_variables
from resources.machine.paths import DOOR, INTERNALS

ATTEMPTS = 3
"""How often the database is asked anew when a video changed while files were copied: the second
time copies only what changed, so it takes seconds."""
NAMED = 6
"""Files in a message."""

VIDEO_FILES = sa.text(
    "SELECT '.factory/media/' || coalesce('tenants/' || v.media_tenant || '/', '')"
    " || 'videos/' || a.video_id || '/' || a.name, a.sha256"
    " FROM factory.artifacts a JOIN factory.videos v USING (video_id) WHERE v.deleted_at IS NULL"
)
RESULTS = sa.text(
    "SELECT DISTINCT '.factory/media/blobs/' || left(sha256, 2) || '/' || sha256 || suffix, sha256"
    " FROM factory.work WHERE done_at IS NOT NULL AND retired_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the database says at one moment, dumped at the same."""

    wanted: frozenset[tuple[str, str]]
    """Path in the home and hash of every file that it names."""
    videos: int


class FolderBackups:
    """Backups of one factory in a folder. See `factory.ports.Backups`.

    Args:
        engine: of the factory's database.
        settings: of its home.
        root: where backups go.
        keep: how many of them stay; older ones are removed.
    """

    def __init__(self, engine: Engine, settings: Settings, root: Path | None, keep: int) -> None:
        self._engine = engine
        self._settings = settings
        self._root = root
        self._keep = keep

    def make(self) -> BackupReport:
        """See `factory.ports.Backups.make`."""
        place = self._place()
        with place.hold():
            report = self._made(place)
            place.forget_but(self._keep)
        return report

    def check(self) -> BackupReport:
        """See `factory.ports.Backups.check`."""
        place = self._place()
        name = place.newest()
        check_backup(place, name)
        return _report(place, place.manifest(name))

    def _place(self) -> BackupFolder:
        """Return the place; raise PermanentError where none is set, or it lies in what is put away."""
        if self._root is None:
            raise PermanentError(
                "no place for backups is set; name a folder on another disk, in FACTORY_BACKUP_TO "
                "or with `factory backup --to DIR`"
            )
        root = self._root.expanduser().resolve()
        home = self._settings.home
        for top in (home / one for one in BACKED_UP_FOLDERS):
            if root == home or root.is_relative_to(top):
                raise PermanentError(
                    f"{root} is itself put away with every backup; wanted a folder on another disk"
                )
        return BackupFolder(root)

    def _made(self, place: BackupFolder) -> BackupReport:
        now = datetime.now(UTC)
        name, names = place.new_name(now), place.names()
        before = {file.path: file for file in place.files(names[-1])} if names else {}
        home = HomeFiles(self._settings.home, place)
        missing = frozenset[tuple[str, str]]()
        with place.begun(name) as folder:
            for _ in range(ATTEMPTS):
                moment = self._moment(folder / DUMP)
                before = {file.path: file for file in home.put_away(before)}
                found = {(path, file.sha256) for path, file in before.items()}
                suspected, missing = missing, frozenset(moment.wanted - found)
                # What the store lacks at two moments is lost; otherwise a stage was just writing.
                if missing <= suspected:
                    break
            else:
                raise TransientError(_busy(missing))
            manifest = self._write(folder, name, now, before, moment, missing)
        return _report(place, manifest, home)

    def _moment(self, target: Path) -> _Moment:
        """Dump the database; return what the same snapshot of it names."""
        target.unlink(missing_ok=True)
        with self._engine.connect() as opened:
            connection = opened.execution_options(isolation_level="REPEATABLE READ")
            snapshot = str(connection.scalar(sa.text("SELECT pg_export_snapshot()")))
            moment = _Moment(
                wanted=frozenset(
                    (str(path), str(sha256))
                    for question in (VIDEO_FILES, RESULTS)
                    for path, sha256 in connection.execute(question)
                ),
                videos=int(connection.scalar(sa.text("SELECT count(*) FROM factory.videos")) or 0),
            )
            dump(self._engine, snapshot, target)
        return moment

    def _write(
        self,
        folder: Path,
        name: str,
        now: datetime,
        files: Mapping[str, StoredFile],
        moment: _Moment,
        missing: frozenset[tuple[str, str]],
    ) -> BackupManifest:
        dump_sha256, dump_bytes = flush_hashed(folder / DUMP)
        lines = "".join(f"{file.model_dump_json()}\n" for file in files.values())
        (folder / FILES).write_text(lines, encoding="utf-8")
        list_sha256, _ = flush_hashed(folder / FILES)
        manifest = BackupManifest(
            name=name,
            made_at=now,
            tables=HEAD,
            server=server_version(self._engine),
            dump_sha256=dump_sha256,
            dump_bytes=dump_bytes,
            list_sha256=list_sha256,
            files=len(files),
            bytes=sum(file.bytes for file in files.values()),
            videos=moment.videos,
            missing=tuple(sorted(path for path, _ in missing)),
            keys=self._keys(),
        )
        (folder / MANIFEST).write_bytes(manifest.to_json())
        flush_hashed(folder / MANIFEST)
        return manifest

    def _keys(self) -> tuple[str, ...]:
        """Return the names of keys that a restored factory will miss; their values stay here."""
        own = self._settings.door / "grants.key"
        named = sorted(name for name in secret_variables() if os.environ.get(name))
        return (*named, *([f"{INTERNALS}/{DOOR}/{own.name}"] if own.exists() else []))


def _report(
    place: BackupFolder, manifest: BackupManifest, home: HomeFiles | None = None
) -> BackupReport:
    return BackupReport(
        name=manifest.name,
        place=str(place.root),
        files=manifest.files,
        bytes=manifest.bytes + manifest.dump_bytes,
        new_files=home.new_files if home else 0,
        new_bytes=home.new_bytes if home else 0,
        missing=manifest.missing,
    )


def _busy(missing: frozenset[tuple[str, str]]) -> str:
    names = sorted(path for path, _ in missing)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return (
        f"could not put the factory away as it was at one moment: {', '.join(names[:NAMED])}{more} "
        f"changed while files were copied, {ATTEMPTS} times; what was copied stays, try again soon"
    )
