import json
import subprocess
import sys
from errno import ENOSPC

import click
import pytest
from sqlalchemy.exc import OperationalError, PendingRollbackError

from serving.cli.main import COMMANDS, _explain, pantau

HEAVY = ("sqlalchemy", "pydantic", "numpy", "scrapy", "rich", "yaml", "dagster", "torch")


def test_the_overview_names_every_command_and_loads_nothing_heavy(installation):
    shown = "import sys, json; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    program = f"import atexit; atexit.register(lambda: exec({shown!r})); from serving.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert [name for name in COMMANDS if f"\n  {name}" not in done.stdout] == []
    assert "serving.cli.main" in (loaded := set(json.loads(done.stderr)))
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(call_pantau, command):
    done = call_pantau(command, "--help")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: pantau {command}")


def walk_commands(command, name, parent=None):
    """The context of a command and of all below it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=80)
    yield context
    for below in command.list_commands(context) if isinstance(command, click.Group) else ():
        yield from walk_commands(command.get_command(context, below), below, context)


def examples_of(command):
    """The lines below `Examples:` in the docstring of a command."""
    lines = [line.strip() for line in (command.help or "").splitlines()]
    heads = [number for number, line in enumerate(lines) if line in ("Example:", "Examples:")]
    return lines[heads[0] + 1 :] if heads else []


def test_the_help_of_every_command_keeps_its_examples_line_by_line():
    contexts = {context.command_path: context for context in walk_commands(pantau, "pantau")}
    shown = {path: context.get_help() for path, context in contexts.items()}
    assert [path for path, text in shown.items() if "\\b" in text or "\b" in text] == []
    examples = {path: [line for line in examples_of(context.command) if line] for path, context in contexts.items()}
    lost = {
        path: [line for line in lines if line not in map(str.strip, shown[path].splitlines())]
        for path, lines in examples.items()
    }
    assert {path: lines for path, lines in lost.items() if lines} == {}
    assert sum(map(bool, examples.values())) >= len(COMMANDS) - 4, "all but groups have some"


def test_the_version_is_that_of_the_package(call_pantau):
    assert call_pantau("--version").stdout.startswith("pantau, version ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: pantau"),
        (["jemput"], "No such command 'jemput'"),
        (["status", "--warna"], "--warna"),
        (["import"], "Missing argument"),
        (["search", "x", "--mode", "fuzzy"], "'fuzzy' is not one of 'hybrid', 'keyword', 'semantic'"),
        (["search", "x", "--limit", "0"], "0 is not in the range"),
        (["import", "tidak-ada.jsonl"], "'tidak-ada.jsonl' does not exist"),
        (["matrix", "--week", "2026-46"], "week '2026-46' is not of the form 2026-W46"),
        (["export", "--since", "kemarin"], "day 'kemarin' is not of the form 2026-11-15"),
    ],
)
def test_wrong_usage_names_the_value_and_ends_with_2(call_pantau, arguments, said):
    done = call_pantau(*arguments)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://pantau:rahasia@127.0.0.1:1/pantau", "127.0.0.1:1/pantau cannot be reached"),
        ("mysql://127.0.0.1/pantau", "DATABASE_URL names 'mysql'; Pantau stores in PostgreSQL only"),
        ("bukan url", "DATABASE_URL is no URL"),
    ],
)
def test_a_database_that_is_not_there_is_one_clear_sentence(run_pantau, url, said):
    done = run_pantau("status", DATABASE_URL=url)
    assert (done.code, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.startswith("pantau: ")
    assert done.stderr.count("\n") == 1
    assert "rahasia" not in done.stderr


def test_a_question_nobody_answers_counts_as_stopped_by_the_user(call_pantau, write_lines):
    done = call_pantau("db", "restore", write_lines("bukan cadangan"))
    assert done.code == 130
    assert "stopped by the user" in done.stderr


def test_a_reader_that_goes_away_early_is_no_reason_for_a_traceback(sample_night):
    program = "import sys; from serving.cli import main; main()"
    command = [sys.executable, "-c", program, "export"]
    with subprocess.Popen(
        command, env=sample_night.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline().startswith('{"id"')
        process.stdout.close()
        assert process.stderr.read() == ""
        process.wait(30)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("SELECT 1", {}, Exception("server closed the connection")), "server closed the connection"),
        (OSError(ENOSPC, "No space left on device", "/x"), "the disk is full"),
    ],
)
def test_what_a_machine_does_to_us_is_one_sentence(error, said):
    assert said in (_explain(error) or "")


def test_the_first_of_several_database_errors_is_the_reason():
    error = PendingRollbackError("cannot reconnect")
    error.__context__ = OperationalError("SELECT 1", {}, Exception("terminating connection"))
    assert "terminating connection" in (_explain(error) or "")


def test_a_mistake_of_ours_keeps_its_traceback():
    assert _explain(ZeroDivisionError()) is None
