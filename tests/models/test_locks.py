import threading
import time

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from models.locks import hold, one_at_a_time


@pytest.fixture
def impatient(engine):
    """The same database, for whoever waits for no lock."""
    other = create_engine(engine.url, connect_args={"options": "-c lock_timeout=50ms"})
    yield other
    other.dispose()


def test_the_same_work_is_done_by_one_at_a_time(engine):
    order = []

    def work(name):
        with hold(engine, "tag"):
            order.append(f"{name} in")
            time.sleep(0.1)
            order.append(f"{name} out")

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.split()[1] for entry in order] == ["in", "out", "in", "out"]


def test_different_work_goes_on_side_by_side(engine, impatient):
    with hold(engine, "tag"):
        with hold(impatient, "embed"):
            pass
        with pytest.raises(OperationalError, match="lock timeout"), hold(impatient, "tag"):
            pass


def test_a_failure_frees_the_lock(engine, impatient):
    try:
        with hold(engine, "tag"):
            raise RuntimeError("cut off")
    except RuntimeError:
        pass
    with hold(impatient, "tag"):
        pass


def test_a_stage_waits_for_the_same_stage_elsewhere(engine):
    order = []

    @one_at_a_time("extract")
    def stage(engine, name):
        order.append(f"{name} in")
        time.sleep(0.1)
        order.append(f"{name} out")
        return name

    threads = [threading.Thread(target=stage, args=(engine, name)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.split()[1] for entry in order] == ["in", "out", "in", "out"]
    assert stage(engine, "c") == "c"
