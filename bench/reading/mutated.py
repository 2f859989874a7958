"""Five thousand broken pages: no crash, none over two seconds of processor time, no text that is not on the page.

A page may be refused (ReadingError), and is in most cases that leave nothing to read; anything else that is raised is
a crash. Text is invented if a word of a title or body does not stand in the page as decoded, be it as it stands or as a
parser shows it, after repair of wrongly decoded letters.
"""

from __future__ import annotations

import html
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup

from bench.harvest.table import Row, show
from bench.reading.mutate import Broken, break_page
from bench.reading.pages import TruePage, load_frozen
from bench.reading.systems import boilerplate, platforms
from models.address import part_of
from models.errors import ReadingError
from models.shapes import Page, Reading
from pipelines.charset import decode
from pipelines.dom import trim_markup
from pipelines.extract import extract
from pipelines.paragraphs import read_paragraphs
from pipelines.wording import repair

COUNT = 5000
SEED = 1
MOST_SECONDS = 2.0
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Letters nobody has defined, which parsers leave out."""
_WORD = re.compile(r"\w+")
_SHOWN = 10
_LONGEST = 5000
"""Letters of a paragraph that are looked at: longer ones are cut by the reader, perhaps within a word."""


class Trial(NamedTuple):
    """One broken page read. `crash`: what was raised; `invented`: words not on the page."""

    broken: Broken
    is_read: bool
    seconds: float
    crash: str = ""
    invented: tuple[str, ...] = ()


def measure(data: Path) -> None:
    """Break and read them all. `data` is not used: the pages are our own frozen ones."""
    del data
    trials = list(try_pages(load_frozen(), range(COUNT), SEED))
    crashes = [trial for trial in trials if trial.crash]
    slow = [trial for trial in trials if trial.seconds > MOST_SECONDS]
    invented = [trial for trial in trials if trial.invented]
    read = sum(trial.is_read for trial in trials)
    seconds = sorted(trial.seconds for trial in trials)
    median, most = seconds[len(seconds) // 2] * 1000, seconds[len(seconds) * 99 // 100]
    show(
        [
            Row(f"{len(trials)} broken pages: crashes", "0", str(len(crashes)), not crashes),
            Row("pages over two seconds of processor time", "0", str(len(slow)), not slow),
            Row("pages with words that are not on them", "0", str(len(invented)), not invented),
            Row("read; refused with a reason", "", f"{read}; {len(trials) - read - len(crashes)}"),
            Row("median, 99 %, slowest", "", f"{median:.0f} ms, {most:.2f} s, {seconds[-1]:.2f} s"),
        ]
    )
    for trial in [*crashes, *slow, *invented][:_SHOWN]:
        print(f"    {describe(trial)}")
    worst = Counter({trial.broken.number: trial.seconds for trial in trials}).most_common(3)
    for number, spent in worst:
        print(f"    slowest: {spent:.2f} s, {describe(trials[number])}")


def try_pages(pages: Sequence[TruePage], numbers: Sequence[int], seed: int) -> Iterator[Trial]:
    """The broken pages of these numbers, one after the other."""
    for number in numbers:
        yield try_page(break_page(pages, number, seed))


def try_page(broken: Broken) -> Trial:
    """Read one broken page by its own reader."""
    platform = platforms()[broken.page.platform or "generic"]
    page = Page(
        url=broken.page.url,
        fetched_at=broken.page.at if broken.page.fetched_at is None else broken.page.fetched_at,
        body=broken.markup,
        content_type=broken.content_type,
        part=part_of(broken.page.url, platform),
    )
    began = time.process_time()
    try:
        reading = extract(page, None, platform, boilerplate())
    except ReadingError:
        return Trial(broken, False, time.process_time() - began)
    except Exception as error:
        return Trial(broken, False, time.process_time() - began, f"{type(error).__name__}: {error}")
    seconds = time.process_time() - began
    return Trial(broken, True, seconds, invented=find_invented(reading, decode(broken.markup, broken.content_type)[0]))


def find_invented(reading: Reading, text: str) -> tuple[str, ...]:
    """Words of the title and the body that the decoded page does not have."""
    missing = {word for line in (reading.title, *reading.body.split("\n\n")) for word in _words(line[:_LONGEST])[:-1]}
    missing |= {words[-1] for line in reading.body.split("\n\n") if len(line) <= _LONGEST and (words := _words(line))}
    for shown in _shapes(text):
        missing.difference_update(_words(shown))
        if not missing:
            return ()
    return tuple(sorted(missing))


def describe(trial: Trial) -> str:
    """One line that is enough to make the page again."""
    what = trial.crash or " ".join(trial.invented[:8])
    broken = trial.broken
    how = ", ".join(broken.how)
    return f"{broken.number} {broken.page.name} ({how}; {broken.content_type!r}) {what[:160]}".rstrip()


def _shapes(text: str) -> Iterator[str]:
    """The page as it stands; then as a parser shows it, elements joined or apart; then repaired.

    Where markup is broken inside a word only a parser knows what is left of it.
    """
    yield text
    yield html.unescape(text)
    yield _PRIVATE.sub("", text)
    markup, _ = trim_markup(text)
    for shown in (markup, text):
        soup = BeautifulSoup(shown, "lxml")
        for joined in (soup.get_text(""), soup.get_text(" ")):
            yield joined
            yield repair(joined)[0]
            yield from (repair(line)[0] for line in joined.splitlines())
        for line in read_paragraphs(soup):
            yield line
            yield repair(line)[0]
            yield line.encode("windows-1252", "ignore").decode("utf-8", "ignore")  # what repair may take it for


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
