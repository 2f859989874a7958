import re

import pytest


def form_of(page):
    """The fields of the correction form as a browser would send them untouched."""
    form = re.search(r'<form class="correct".+?</form>', page, re.DOTALL)[0]
    fields = [(name, value) for name, value in re.findall(r'<input type="hidden" name="(.+?)" value="(.*?)"', form)]
    fields += re.findall(r'<input type="checkbox" name="(wilayah)" value="(.+?)" checked', form)
    for name, inside in re.findall(r'<select id=".+?" name="(.+?)">(.+?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
        fields.append((name, chosen[1]))
    fields += [
        (name, value) for name, value in re.findall(r'name="(tahap_\w+_tanggal)" type="date" value="(.*?)"', form)
    ]
    return fields


def send(client, article_id, without=(), **changes):
    kept = [(name, value) for name, value in form_of(client.get(f"/artikel/{article_id}").text)]
    kept = [pair for pair in kept if pair[0] not in changes and pair not in without]
    data: dict[str, list[str]] = {}
    for name, value in [*kept, *changes.items()]:
        data.setdefault(name, []).append(value)
    return client.post(f"/artikel/{article_id}/koreksi", data=data)


def test_a_person_corrects_with_the_form_and_sees_both_words(client, corpus):
    answer = send(
        client, corpus["launch"], without=[("wilayah", "belitung-timur")], wilayah="belitung", peringkat_society="1",
        tahap_0_status="planned", nama="Rina", catatan="bukan di sana",
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, f"/artikel/{corpus['launch']}#koreksi")
    page = client.get(f"/artikel/{corpus['launch']}").text
    for shown in (
        "wilayah dihapus: Belitung Timur", "wilayah ditambah: Belitung", "pilar ditambah: Smart Society (peringkat 1)",
        "tahap ditetapkan: Peluncuran aplikasi (direncanakan, Belitung Timur, 10 November 2026)",
        "Rina", "bukan di sana", "koreksi Rina",
    ):  # fmt: skip
        assert shown in page, shown
    assert re.search(r'class="differs"><th scope="row">Wilayah</th><td>Belitung Timur</td><td><b>Belitung</b>', page)
    assert client.get(f"/api/articles/{corpus['launch']}").json()["regencies"] == ["belitung"]


def test_a_form_sent_untouched_changes_nothing_and_says_so(client, corpus):
    answer = send(client, corpus["launch"], nama="Rina")
    assert answer.status_code == 422
    assert "Belum ada yang diubah." in answer.text
    assert client.get("/api/corrections").json() == []


def test_complaints_stand_above_and_what_was_written_is_kept(client, corpus):
    answer = send(client, corpus["launch"], relevansi="none", nama="", catatan="iklan <b>")
    assert answer.status_code == 422
    assert "Tulis nama Anda" in answer.text
    assert 'value="iklan &lt;b&gt;"' in answer.text
    assert '<details class="correcting" open>' in answer.text


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"peristiwa": "merge", "peristiwa_artikel": "99"}, "Tidak ada artikel “99”"),
        ({"peringkat_society": "1", "relevansi": "none"}, "Koreksi tidak disimpan"),
        ({"pilar_semula": "governance"}, "muat ulang"),
    ],
)
def test_what_cannot_be_kept_is_said(client, corpus, changes, named):
    answer = send(client, corpus["launch"], nama="Rina", **changes)
    assert answer.status_code == 422
    assert named in answer.text
    assert client.get("/api/corrections").json() == []


def test_stories_are_merged_by_number_and_split(client, corpus):
    assert send(client, corpus["launch"], nama="Rina", peristiwa="split").status_code == 303
    page = client.get(f"/artikel/{corpus['launch']}").text
    assert "dipisahkan dari peristiwa" in page
    assert f'href="/artikel/{corpus["copy"]}"' not in page
    answer = send(client, corpus["launch"], nama="Rina", peristiwa="merge", peristiwa_artikel=str(corpus["copy"]))
    assert answer.status_code == 303
    assert f'href="/artikel/{corpus["copy"]}"' in client.get(f"/artikel/{corpus['launch']}").text


def test_a_correction_is_undone_and_stays_on_the_page(client, corpus):
    send(client, corpus["launch"], nama="Rina", relevansi="none")
    (made,) = client.get("/api/corrections").json()
    path = f"/artikel/{corpus['launch']}/koreksi/{made['id']}/batal"
    assert "Tulis nama Anda" in client.post(path, data={"nama": ""}).text
    assert client.post(path, data={"nama": "Budi", "catatan": "ternyata relevan"}).status_code == 303
    page = client.get(f"/artikel/{corpus['launch']}").text
    assert "<s>relevansi: tidak relevan</s>" in page
    assert "dibatalkan oleh Budi" in page
    assert "ternyata relevan" in page
    again = client.post(path, data={"nama": "Budi"})
    assert again.status_code == 422
    assert "tidak dapat dibatalkan" in again.text


@pytest.mark.parametrize("path", ["/artikel/99/koreksi", "/artikel/99/koreksi/1/batal"])
def test_an_article_that_is_not_there_is_404(client, path):
    assert client.post(path, data={"nama": ""}).status_code == 404


def test_hostile_names_and_notes_are_escaped(client, corpus):
    hostile = '<script>alert("x")</script>'
    assert send(client, corpus["launch"], nama=hostile, catatan=hostile, relevansi="none").status_code == 303
    assert "<script" not in client.get(f"/artikel/{corpus['launch']}").text


def test_the_ledger_page_names_every_state(client, corpus):
    page = client.get("/tahap").text
    assert "tidak dalam program nasional (tidak ada bukti)" in page
    assert "tidak ada berita relevan" in page
    assert f'<a href="/artikel/{corpus["launch"]}">' in page
