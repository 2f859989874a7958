import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
import yaml

from serving.cli import services
from serving.cli.services import prepare_dagster_home


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def interrupt():
    """Ctrl-C as it was before the test."""
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)


def ask(url, seconds=30.0):
    """What the service answers, once it is up."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_serve_answers_until_it_is_told_to_stop(installation, port, tmp_path):
    program = "from serving.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--port", str(port)],
        env=installation.environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert ask(f"http://127.0.0.1:{port}/health")[0] == 200
            status, found = ask(f"http://127.0.0.1:{port}/api/search?q=banjir")
            assert (status, json.loads(found)["total"]) == (200, 0)
        finally:
            process.terminate()
        assert "Traceback" not in process.communicate(timeout=30)[1]


def test_schedule_becomes_dagster_with_a_home_of_its_own(installation, monkeypatch, interrupt):
    started = []
    monkeypatch.setenv("DAGSTER_HOME", "/lain")
    monkeypatch.setattr(services.os, "execv", lambda program, command: started.append((command, dict(os.environ))))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = installation.call("schedule", "--port", "3999")
    assert (done.code, done.stderr) == (0, "Dagster: http://127.0.0.1:3999\n")
    ((command, environment),) = started
    assert command[:3] == [sys.executable, "-m", "dagster"]
    assert command[3:] == ["dev", "-m", "dagster_project.definitions", "-h", "127.0.0.1", "-p", "3999"]
    assert environment["DAGSTER_HOME"] == str(installation.home / "dagster")
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL


def test_dagsters_settings_are_written_once_and_left_to_the_operator(tmp_path):
    folder = prepare_dagster_home(tmp_path / "home")
    assert folder == (tmp_path / "home" / "dagster").resolve()
    settings = folder / "dagster.yaml"
    assert isinstance(yaml.safe_load(settings.read_text(encoding="utf-8")), dict)
    settings.write_text("telemetry: {enabled: false}", encoding="utf-8")
    prepare_dagster_home(tmp_path / "home")
    assert settings.read_text(encoding="utf-8") == "telemetry: {enabled: false}"


@pytest.mark.parametrize("command", ["serve", "schedule"])
def test_a_port_that_cannot_be_is_named(call_pantau, command):
    done = call_pantau(command, "--port", "70000")
    assert done.code == 2
    assert "70000 is not in the range" in done.stderr
