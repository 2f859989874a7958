from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from models.archive import ArchiveWriter, index_archive
from models.errors import StorageError
from models.settings import Settings
from spiders.discovery import Scope
from spiders.job import Assignment, Desk, Job

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _job(scope: Scope, replay: tuple[object, ...] = ()) -> Job:
    return Job.model_validate(
        {
            "home": "rumah",
            "database_url": "postgresql://contoh/uji",
            "delay_seconds": 1.5,
            "max_requests_per_source": 7,
            "contact": "redaksi@contoh.id",
            "allow_private_hosts": True,
            "archive_file_megabytes": 50,
            "kind": "replay" if replay else "live",
            "night_id": 3,
            "now": NOON,
            "parent_pid": 1,
            "assignments": [Assignment(source=scope.source, platform=scope.platform, since=NOON)],
            "replay": replay,
        }
    )


def test_a_job_survives_the_way_to_the_child(make_scope: Callable[..., Scope]) -> None:
    job = _job(make_scope(channel={"include": r"lokal/\d+"}))
    assert Job.model_validate_json(job.model_dump_json()) == job


def test_settings_are_the_parents(make_scope: Callable[..., Scope]) -> None:
    settings = _job(make_scope()).make_settings()
    assert settings.home == Path("rumah")
    assert settings.database_url == "postgresql://contoh/uji"
    assert (settings.delay_seconds, settings.max_requests_per_source) == (1.5, 7)
    assert settings.contact == "redaksi@contoh.id"
    assert settings.allow_private_hosts
    assert settings.archive_file_megabytes == 50


def test_an_archive_survives_the_way_to_the_child(tmp_path: Path, make_scope: Callable[..., Scope]) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        archive.write_response("https://contoh.id/satu", 200, [], b"isi", NOON)
        archive.write_failure("https://contoh.id/dua", "DownloadTimeoutError", "lama", NOON)
    index = index_archive(tmp_path)
    job = Job.model_validate_json(_job(make_scope(), index.entries).model_dump_json())
    received = job.make_index()
    assert received == index
    assert received is not None
    assert received.load(received.versions("https://contoh.id/satu")[0]).payload == b"isi"


def _desk(tmp_path: Path, stopped: list[str]) -> Desk:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        for body in (b"lama", b"baru"):
            archive.write_response("https://contoh.id/feed/", 200, [], body, NOON)
    desk = Desk(None, Settings.model_validate({}), 1, NOON, None, lambda: stopped.append("x"))  # type: ignore[arg-type]
    desk.index = index_archive(tmp_path)
    return desk


def test_a_live_request_is_made_once_a_replayed_one_for_every_answer(tmp_path: Path) -> None:
    desk = _desk(tmp_path, [])
    assert len(desk.versions_of("https://contoh.id/feed/")) == 2
    assert desk.versions_of("https://contoh.id/tidak-ada") == [None]
    desk.index = None
    assert desk.versions_of("https://contoh.id/feed/") == [None]


def test_a_crawl_is_abandoned_once(tmp_path: Path) -> None:
    stopped: list[str] = []
    desk = _desk(tmp_path, stopped)
    first = StorageError("penuh")
    desk.abandon(first)
    desk.abandon(StorageError("lagi"))
    assert desk.storage_error is first
    assert stopped == ["x"]
