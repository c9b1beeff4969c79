"""Backups of a small factory, and starting from one: interrupted, damaged, hostile, too new."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.errors import BadInput, PermanentError
from factory.people.tenant import media_prefix
from factory.records import Provider
from resources.backups.backup import FolderBackups
from resources.backups.backup_check import check_backup
from resources.backups.backup_folder import BackupFolder
from resources.backups.restoring import Restoring, checked
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.machine.environment_variables import Settings, secret_variables
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief


def prefix_of(video_id: str) -> str:
    return media_prefix("default")


class House:
    """A home with one video of one file, and a place for its backups."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.settings = Settings(home=folder / "home")
        self.catalogue = catalogue
        self.root = folder / "backups"
        self.store = DiskStore(self.settings.media, prefix_of=prefix_of)
        catalogue.briefs.accept(an_accepted_brief())
        (self.settings.home / "channels").mkdir(parents=True)
        (self.settings.home / "channels" / "mine.yaml").write_text("name: mine\n")
        self.write(b"a master")

    def write(self, master: bytes) -> None:
        file = self.store.write(VIDEO_ID, "master.mp4", master)
        made_by = Provider(role="render", name="ffmpeg")
        self.catalogue.artifacts.record(VIDEO_ID, "renders", [file], provider=made_by, run_id=None)

    def backups(self, keep: int = 14) -> FolderBackups:
        return FolderBackups(self.catalogue.engine, self.settings, self.root, keep)

    @property
    def place(self) -> BackupFolder:
        return BackupFolder(self.root)


@pytest.fixture
def house(tmp_path: Path, catalogue: Catalogue) -> House:
    return House(tmp_path, catalogue)


def test_only_what_is_new_is_copied_and_every_backup_is_whole(house: House):
    first = house.backups().make()
    assert (first.files, first.new_files, first.missing) == (2, 2, ())
    house.write(b"another master")
    second = house.backups().make()
    assert (second.files, second.new_files, second.new_bytes) == (2, 1, len(b"another master"))
    assert house.backups().check().name == second.name
    for name in house.place.names():
        check_backup(house.place, name)


def test_a_thumbnail_that_is_kept_for_later_is_put_away_too(house: House):
    house.store.write(VIDEO_ID, "later/0123456789abcdef.jpg", b"another picture")
    assert house.backups().make().files == 3
    kept = [file.path for file in house.place.files(house.place.names()[-1])]
    assert f".factory/media/tenants/default/videos/{VIDEO_ID}/later/0123456789abcdef.jpg" in kept


def test_what_an_interrupted_backup_left_is_swept_and_what_it_copied_is_used(house: House):
    house.root.mkdir()
    left = house.root / "backups" / "20261128T020000Z.partial"
    left.mkdir(parents=True)
    (left / "database.dump").write_bytes(b"half of a du")
    half = house.root / "files" / "00" / "77.partial"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half of a ma")
    house.place.take(house.store.local(VIDEO_ID, "master.mp4"))
    assert house.place.names() == []
    report = house.backups().make()
    assert (report.files, report.new_files) == (2, 1)
    assert not left.exists()
    assert not half.exists()
    assert house.place.names() == [report.name]


def test_two_backups_are_not_made_in_one_place_at_the_same_time(house: House):
    with house.place.hold(), pytest.raises(PermanentError, match="another backup is being made"):
        house.backups().make()


def test_older_backups_than_are_kept_go_with_what_only_they_held(house: House):
    house.backups().make()
    house.write(b"another master")
    report = house.backups(keep=1).make()
    assert house.place.names() == [report.name]
    assert len(list(house.place.root.glob("files/*/*"))) == 2
    house.backups().check()


def test_a_file_that_the_store_lost_is_named_and_the_rest_is_put_away(house: House):
    house.store.local(VIDEO_ID, "master.mp4").unlink()
    report = house.backups().make()
    assert report.missing == (f".factory/media/tenants/default/videos/{VIDEO_ID}/master.mp4",)
    assert report.files == 1


def test_keys_are_named_and_their_values_stay(house: House, monkeypatch: pytest.MonkeyPatch):
    for secret in secret_variables():
        monkeypatch.delenv(secret, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody-else")
    name = house.backups().make().name
    assert house.place.manifest(name).keys == ("OPENAI_API_KEY",)
    for path in house.root.rglob("*"):
        assert path.is_dir() or b"sk-of-nobody-else" not in path.read_bytes(), path


def test_a_backup_is_not_put_into_what_it_puts_away(house: House):
    house.root = house.settings.home / "outbox" / "backups"
    with pytest.raises(PermanentError, match="wanted a folder on another disk"):
        house.backups().make()
    nowhere = FolderBackups(house.catalogue.engine, house.settings, None, 1)
    with pytest.raises(PermanentError, match="FACTORY_BACKUP_TO"):
        nowhere.make()


def test_a_restore_that_was_interrupted_goes_on_and_ends_with_the_same_facts(
    house: House, empty_database_url: str, tmp_path: Path
):
    house.catalogue.settings.change("distribution", True)
    (house.settings.home / "hooks.yaml").write_text("hooks: []\n")
    home = tmp_path / "new"
    in_the_way = sa.create_engine(empty_database_url)
    with in_the_way.begin() as connection:
        connection.execute(sa.text("CREATE TYPE public.alembic_version AS ENUM ()"))
    with house.catalogue.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE public.alembic_version (id int)"))
    name = house.backups().make().name
    with pytest.raises(PermanentError, match="already exists"):
        Restoring(house.place, home, empty_database_url).put_back(name)
    with in_the_way.begin() as connection:
        assert not connection.scalar(sa.text("SELECT to_regclass('factory.videos')"))
        connection.execute(sa.text("DROP TYPE public.alembic_version"))
    in_the_way.dispose()
    report = Restoring(house.place, home, empty_database_url).put_back(name)
    assert (report.files, report.new_files) == (3, 0)
    restored = open_catalogue(empty_database_url)
    file = restored.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert file == house.catalogue.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert (
        DiskStore(Settings(home=home).media, prefix_of=prefix_of)
        .local(VIDEO_ID, "master.mp4")
        .read_bytes()
        == b"a master"
    )
    assert (home / "channels" / "mine.yaml").read_text() == "name: mine\n"
    assert (home / "hooks.yaml").read_text() == "hooks: []\n"
    assert restored.settings.all()["distribution"] is False
    restored.engine.dispose()


def test_only_an_empty_machine_is_filled(house: House, empty_database_url: str, tmp_path: Path):
    name = house.backups().make().name
    mine = house.catalogue.engine.url.render_as_string(hide_password=False)
    with pytest.raises(PermanentError, match=r"1 rows in factory\.videos.*wanted an empty one"):
        Restoring(house.place, tmp_path / "new", mine).put_back(name)
    other = tmp_path / "other" / "channels" / "mine.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("name: another\n")
    with pytest.raises(PermanentError, match="is there and is another file"):
        Restoring(house.place, tmp_path / "other", empty_database_url).put_back(name)
    assert other.read_text() == "name: another\n"


def test_what_others_keep_in_a_database_is_named_and_stays(
    house: House, empty_database_url: str, tmp_path: Path
):
    name = house.backups().make().name
    shared = open_catalogue(empty_database_url)
    with shared.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE public.customers (id int)"))
        connection.execute(sa.text("CREATE TABLE public.runs AS SELECT 1 AS metric"))
        connection.execute(sa.text("INSERT INTO factory.tenants VALUES ('north', 'ada')"))
    said = (
        r"1 rows in factory\.tenants, public\.customers, which is not ours.*1 rows in public\.runs"
    )
    with pytest.raises(PermanentError, match=said):
        Restoring(house.place, tmp_path / "new", empty_database_url).put_back(name)
    assert not (tmp_path / "new").exists()
    with shared.engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT metric FROM public.runs")) == 1
        connection.execute(sa.text("DROP TABLE public.customers, public.runs"))
        connection.execute(sa.text("DELETE FROM factory.tenants WHERE tenant = 'north'"))
    shared.engine.dispose()
    assert Restoring(house.place, tmp_path / "new", empty_database_url).put_back(name).files == 2


def test_a_damaged_backup_is_refused_by_name_of_what_is_damaged(
    house: House, empty_database_url: str, tmp_path: Path
):
    name = house.backups().make().name
    content = next(p for p in house.root.glob("files/*/*") if p.read_bytes() == b"a master")
    content.write_bytes(b"a masteR")
    for read in (
        house.backups().check,
        lambda: Restoring(house.place, tmp_path / "new", empty_database_url).put_back(name),
    ):
        with pytest.raises(PermanentError, match=f"damaged: .*{content.name}, the content of"):
            read()
    files = house.place.folder(name) / "files.jsonl"
    files.write_text(files.read_text().replace("mine.yaml", "thine.yaml"))
    with pytest.raises(PermanentError, match=r"damaged: .*files\.jsonl"):
        house.backups().check()


def test_a_backup_of_a_newer_factory_is_refused_before_anything_is_written(
    house: House, empty_database_url: str, tmp_path: Path
):
    name = house.backups().make().name
    path = house.place.folder(name) / "backup.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "tables": "9000"}))
    with pytest.raises(PermanentError, match="tables are of version 9000, .* update the code"):
        Restoring(house.place, tmp_path / "new", empty_database_url).put_back(name)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "inbox/../../.ssh/authorized_keys",
        ".factory/door/operator.token",
        "inbox//x",
        "inbox/\0",
        "inbox",
        "",
    ],
)
def test_a_list_that_leads_out_of_the_home_is_refused(path: str):
    with pytest.raises(BadInput, match="not written by `factory backup`"):
        checked(path)
