from __future__ import annotations

import pytest

from pipelines.dom import Dom, trim_markup
from pipelines.drafts import Draft
from pipelines.pictures import read_picture
from pipelines.structured import Structured

TEXT = "".join(f"<p>Warga dusun itu membangun jalan sepanjang dua kilometer, kata tokoh ke-{n}.</p>" for n in range(9))


def read(before: str = "", inside: str = "", after: str = "", structured: Structured | None = None) -> Draft:
    markup = (
        f"<body>{before}<article><h1>Jalan Dusun Selesai Dibangun</h1><div class='isi'>{inside}{TEXT}</div></article>"
        f"{after}</body>"
    )
    dom = Dom(trim_markup(markup)[0], "u")
    draft = Draft(url="https://uji.example/berita/jalan")
    title, body = dom.tags("h1")[0], dom.select(".isi")[0]
    read_picture(draft, dom, (".bawah-foto",), structured or Structured(), title, body, markup)
    return draft


@pytest.mark.parametrize(
    ("structured", "inside", "image", "origin"),
    [
        (Structured(image="/a.jpg", meta={"og:image": "/b.jpg"}), "", "https://uji.example/a.jpg", "json-ld"),
        (Structured(meta={"og:image": "https://g.example/b.jpg?w=9"}), "", "https://g.example/b.jpg?w=9", "meta"),
        (
            Structured(image="/logo.png", meta={"og:image": "/img/default.jpg"}),
            "<img src='/c.jpg'>",
            "https://uji.example/c.jpg",
            "in the story",
        ),
        (Structured(), "<img src='/loading.gif' data-src='/d.webp'>", "https://uji.example/d.webp", "in the story"),
        (Structured(), "<amp-img src='/e.jpg'></amp-img>", "https://uji.example/e.jpg", "in the story"),
        (Structured(image="http:/rusak.jpg"), "<img src=/f.jpg>", "https://uji.example/f.jpg", "in the story"),
        (Structured(), "<img src='/banner-iklan.png'><img src='data:image/png;base64,AA'>", None, None),
    ],
)  # fmt: skip
def test_finds_the_picture(structured: Structured, inside: str, image: str | None, origin: str | None) -> None:
    draft = read(inside=inside, structured=structured)
    assert (draft.image, draft.origins.get("image")) == (image, origin)


def test_pictures_around_the_story_are_not_its_own() -> None:
    draft = read(before="<img src='/atas.jpg'>", after="<h3>Berita lain</h3><img src='/bawah.jpg'>")
    assert draft.image is None


@pytest.mark.parametrize(
    ("inside", "caption"),
    [
        ("<figure><figcaption>Warga mengecor jalan</figcaption></figure>", "Warga mengecor jalan"),
        ("<p class='caption'>Warga mengecor</p><p class='bawah-foto'>Warga di jalan</p>", "Warga di jalan"),
        ("<figcaption>Ist</figcaption>", None),
        ("<aside><figcaption>Foto berita lain di samping</figcaption></aside>", None),
    ],
)
def test_finds_what_is_written_below_it(inside: str, caption: str | None) -> None:
    assert read(inside=inside).caption == caption


def test_a_caption_told_to_machines_is_taken_where_none_is_shown() -> None:
    draft = read(structured=Structured(image="/a.jpg", caption="Warga bergotong royong"))
    assert (draft.caption, draft.origins["caption"]) == ("Warga bergotong royong", "json-ld")


def test_a_page_without_a_story_has_no_picture_of_its_own() -> None:
    markup = "<h1>Jalan Dusun Selesai Dibangun</h1><img src='/a.jpg'>"
    draft = Draft(url="https://uji.example/a")
    read_picture(draft, Dom(markup, "u"), (), Structured(), None, None, markup)
    assert (draft.image, draft.caption) == (None, None)
