import pytest

from models.catalogue import PROVINCES_DIR
from models.clock import parse_week
from models.errors import CatalogError
from serving.monitor import PROVINCE_ROW, Cell, Matrix
from serving.web.heat import TILE_WIDTH, heat_of, load_drawing, make_rows
from serving.web.labels import Labels

WEEK = parse_week("2026-W46")


def table(catalogue):
    rows = [*catalogue.regencies, PROVINCE_ROW]
    cells = {("bangka", "living"): Cell(1, 2, 5), (PROVINCE_ROW, "society"): Cell(0, 1, 1)}
    return Matrix(rows, list(Labels(catalogue).pillars), cells, {"bangka": Cell(1, 2, 5)})


def test_every_cell_leads_to_its_articles_and_says_itself_aloud(real_catalogue):
    rows = make_rows(table(real_catalogue), WEEK, Labels(real_catalogue))
    assert [row.slug for row in rows][-1] == PROVINCE_ROW
    (bangka,) = (row for row in rows if row.slug == "bangka")
    (living,) = (cell for cell in bangka.cells if cell.cell.events)
    assert living.url == "/?wilayah=bangka&pilar=living&sejak=2026-11-09&sampai=2026-11-15"
    assert living.words == "Bangka, Smart Living: 1 peristiwa eksplisit, 2 implisit, 5 artikel"
    assert living.heat == 2
    assert bangka.cells[0].words == "Bangka, Smart Governance: tidak ada berita"
    assert bangka.total.url == "/?wilayah=bangka&sejak=2026-11-09&sampai=2026-11-15"


@pytest.mark.parametrize(("events", "heat"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (99, 4)])
def test_heat_has_fixed_steps(events, heat):
    assert heat_of(events) == heat


def test_tiles_of_the_shipped_map_do_not_overlap(real_catalogue):
    drawing = load_drawing(real_catalogue, make_rows(table(real_catalogue), WEEK, Labels(real_catalogue)))
    assert drawing is not None
    assert len(drawing.tiles) == len(real_catalogue.regencies)
    for number, tile in enumerate(drawing.tiles):
        assert 0 <= tile.x <= drawing.width - TILE_WIDTH
        for other in drawing.tiles[number + 1 :]:
            apart = abs(tile.x - other.x) >= TILE_WIDTH or abs(tile.y - other.y) >= drawing.tile_height
            assert apart, (tile.lines, other.lines)


def with_national_facts(catalogue):
    if not (catalogue.root / "national").exists():
        (catalogue.root / "national").symlink_to(PROVINCES_DIR / "national")
    return catalogue


def test_a_province_without_a_map_is_shown_without(catalogue):
    known = with_national_facts(catalogue)
    assert load_drawing(known, make_rows(table(known), WEEK, Labels(known))) is None


def test_a_map_must_name_each_regency_once(catalogue):
    known = with_national_facts(catalogue)
    (known.folder / "map.yml").write_text("tiles: {mars: {column: 0, row: 0}}", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"map\.yml.*contoh"):
        load_drawing(known, make_rows(table(known), WEEK, Labels(known)))
