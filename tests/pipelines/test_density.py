from __future__ import annotations

import time

import pytest

from pipelines.density import find_story
from pipelines.dom import Dom

LINE = "Warga dusun membangun jembatan gantung selama lima bulan dengan gotong royong, kata tokoh nomor {}."
LINES = [LINE.format(number) for number in range(5)]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
SIDE = (
    "<div class='sidebar'>"
    + "".join(f"<p>Teks samping yang lebih panjang dari cerita. {line * 2}</p>" for line in LINES)
    + "</div>"
)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div id='isi'>{PARAGRAPHS}</div>",
        f"<div><div id='isi'>{PARAGRAPHS}</div>{SIDE}</div>",
        f"<div><nav>{PARAGRAPHS}</nav><div id='isi'>{PARAGRAPHS}</div></div>",
        "<div id='isi'>" + "".join(f"<div>{line}</div>" for line in LINES) + "</div>",
        "<table><tr><td id='isi'>" + "<br><br>".join(LINES) + "</td></tr></table>",
        f"<div id='isi'>{PARAGRAPHS}</div><ul>"
        + "<li><a>Judul berita lain yang panjang sekali, lebih dari enam puluh huruf</a></li>" * 20
        + "</ul>",
    ],
)
def test_finds_the_block_with_the_story(markup: str) -> None:
    found = find_story(Dom(f"<body>{markup}</body>", "u"))
    assert found is not None
    assert found.get("id") == "isi"


@pytest.mark.parametrize("markup", ["", "<p>pendek</p>", SIDE, "<ul>" + "<li>butir</li>" * 50 + "</ul>"])
def test_finds_nothing_where_there_is_no_story(markup: str) -> None:
    assert find_story(Dom(f"<body>{markup}</body>", "u")) is None


@pytest.mark.parametrize("opening", ["<ul><li>", "<div class='isi'>", "<table><tr><td>"])
def test_blocks_that_nest_without_end_take_little_time(opening: str) -> None:
    dom = Dom("<body>" + f"{opening}{LINES[0]}" * 3000, "u")
    started = time.process_time()
    find_story(dom)
    assert time.process_time() - started < 10, "it took minutes once"


def test_a_story_inside_list_items_is_found_by_its_paragraphs() -> None:
    found = find_story(Dom(f"<body><ul><li id='isi'>{PARAGRAPHS}</li></ul></body>", "u"))
    assert found is not None
    assert found.get("id") == "isi"
