"""One walk through the pages in a real browser, on a real server on loopback."""

import shutil
import threading
import time

import pytest
import uvicorn

from serving.web.app import make_app

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def address(settings):
    config = uvicorn.Config(make_app(settings), host="127.0.0.1", port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it started"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def browser():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_person_searches_filters_and_opens_an_article(browser, address, corpus, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(address)
    page.get_by_label("Kata pencarian").fill("aplikasi sampah")
    page.get_by_role("button", name="Cari").click()
    page.get_by_label("Sumber").select_option("kabar_lain")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Cari").click()
    assert "sumber=kabar_lain" in page.url
    hits = page.get_by_role("heading", level=3)
    assert hits.all_text_contents() == ["Bayar sampah pakai ponsel"]
    hits.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).text_content() == "Bayar sampah pakai ponsel"
    page.get_by_role("link", name="Beltim luncurkan aplikasi Beresek").click()
    marked = page.locator("mark.m-regency").first
    assert marked.text_content() == "Belitung Timur"
    assert page.locator(".top").evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(11, 79, 85)"
    for path in ("/", "/pencarian", "/wilayah", "/tahap", "/sumber", "/api", page.url.removeprefix(address)):
        page.goto(address + path)
        wide = page.locator("html").evaluate("html => html.scrollWidth")
        assert wide <= width, f"{path} must be scrolled sideways"
    assert complaints == []


def test_an_analyst_corrects_an_article_without_a_script(browser, address, corpus):
    page = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/artikel/{corpus['launch']}")
    page.get_by_text("Koreksi artikel ini").click()
    form = page.locator("form.correct")
    form.get_by_label("Belitung Timur").uncheck()
    form.get_by_label("Pangkalpinang").check()
    form.get_by_label("Smart Living").select_option("1")
    form.get_by_label("Nama Anda").fill("Rina")
    form.get_by_role("button", name="Simpan koreksi").click()
    assert page.url == f"{address}/artikel/{corpus['launch']}#koreksi"
    assert page.locator(".differs").all_inner_texts() == [
        "Wilayah\tBelitung Timur\tPangkalpinang",
        "Pilar\tSmart Environment, Smart Economy\tSmart Living, Smart Environment, Smart Economy",
    ]
    page.get_by_text("Batalkan", exact=True).first.click()
    page.locator("details[open]").get_by_label("Nama Anda").fill("Budi")
    page.get_by_role("button", name="Batalkan koreksi ini").first.click()
    assert "dibatalkan oleh Budi" in page.locator(".corrections").inner_text()
    assert complaints == []


def test_the_keyboard_reaches_the_content_first(browser, address, corpus):
    page = browser.new_page()
    page.goto(f"{address}/wilayah")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_an_analyst_saves_a_search_and_removes_it_without_a_script(browser, address, corpus):
    page = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    page.get_by_label("Kata pencarian").fill("sampah")
    page.get_by_label("Wilayah").select_option("belitung-timur")
    page.get_by_role("button", name="Cari").click()
    page.get_by_text("Simpan pencarian ini").click()
    page.get_by_label("Nama").fill("Sampah Beltim")
    page.get_by_role("button", name="Simpan").click()
    assert page.url == f"{address}/pencarian"
    row = page.locator("tbody tr")
    assert row.get_by_role("code").all_inner_texts() == ["sampah wilayah:belitung-timur"]
    assert page.locator("html").evaluate("html => html.scrollWidth") <= 390
    row.get_by_role("link", name="Sampah Beltim").click()
    assert len(page.get_by_role("heading", level=3).all()) == 2
    page.get_by_role("link", name="kelola").click()
    page.locator("summary").click()
    page.get_by_role("button", name="Ya, hapus").click()
    assert "Belum ada pencarian yang tersimpan" in page.content()
    assert complaints == []
