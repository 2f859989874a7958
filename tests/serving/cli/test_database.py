import shutil
import tempfile
from pathlib import Path

import pytest

from models.server import EmbeddedServer


@pytest.fixture
def embedded(make_installation):
    """An installation with an embedded server of its own that does not run yet."""
    folder = Path(tempfile.mkdtemp(prefix="pantau-cli-", dir="/tmp"))  # short, and not pytest's own: 0700
    folder.chmod(0o755)
    yield make_installation(folder / "home", None)
    EmbeddedServer(folder / "home").stop()
    shutil.rmtree(folder)


def test_a_backup_brings_back_what_was_there(embedded, write_lines):
    body = "Pemerintah Kabupaten Belitung membuka pelatihan operator desa digital bagi warga di Tanjungpandan. " * 2
    first, second = (
        {"url": f"https://kabar.test/{name}", "title": f"Pelatihan {name}", "text": body.replace("operator", name)}
        for name in ("pertama", "kedua")
    )
    file = embedded.home.parent / "cadangan" / "minggu.dump"
    status = embedded.call("db", "status", "--json")
    assert (status.code, status.json["is_running"]) == (0, False)
    assert not embedded.home.exists(), "asking for the status makes nothing"
    assert embedded.run("db", "start").stdout == "running\n"
    status = embedded.call("db", "status", "--json").json
    assert (status["is_running"], Path(status["data_dir"]).parts[1]) == (True, "tmp")
    assert status["pid"] is not None
    assert Path("/proc", str(status["pid"])).exists()

    assert embedded.call("import", write_lines(first)).code == 0
    saved = embedded.call("db", "backup", file)
    assert (saved.code, saved.stderr) == (0, "")
    assert saved.stdout == f"{file.stat().st_size / 1e6:.1f} MB written to {file}\n"
    assert embedded.call("import", write_lines(second)).code == 0
    assert len(embedded.call("export").rows) == 2
    restored = embedded.call("db", "restore", file, "--yes")
    assert (restored.code, restored.stdout) == (0, f"restored from {file}\n")
    assert [row["url"] for row in embedded.call("export").rows] == [first["url"]]

    assert embedded.run("db", "stop").stdout == "stopped\n"
    assert embedded.call("db", "status", "--json").json["is_running"] is False
    assert embedded.call("db", "stop").stdout == "was not running\n"


@pytest.mark.parametrize("command", ["start", "stop", "status"])
def test_a_server_named_by_its_url_is_not_ours_to_manage(call_pantau, command):
    done = call_pantau("db", command)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "pantau: DATABASE_URL is set: that server is not Pantau's to start, stop or describe\n"


def test_what_is_no_backup_is_refused_and_nothing_is_lost(call_pantau, write_lines, add_article):
    add_article("Masih ada")
    path = write_lines("bukan cadangan")
    done = call_pantau("db", "restore", path, "--yes")
    assert done.code == 1
    assert f"{path}: not a backup made by `pantau db backup`" in done.stderr
    assert [row["title"] for row in call_pantau("export").rows] == ["Masih ada"]


def test_a_backup_that_cannot_be_written_names_its_file(call_pantau, write_lines):
    file = write_lines("berkas") / "minggu.dump"
    done = call_pantau("db", "backup", file)
    assert (done.code, done.stdout) == (1, "")
    assert f"{file}: cannot be written" in done.stderr
