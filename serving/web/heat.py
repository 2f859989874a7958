"""The matrix as pages show it: a heat table whose cells lead to the articles, and a schematic map of the same."""

from __future__ import annotations

from dataclasses import dataclass

from models.catalogue import Catalogue
from models.clock import Week
from models.errors import CatalogError
from models.facts import load_facts
from models.places import TileMap
from serving.monitor import PROVINCE_ROW, Cell, Matrix
from serving.web.form import search_url
from serving.web.labels import Labels

STEPS = (1, 2, 4, 7)
"""From how many events on a cell is of heat 1, 2, 3, 4: fixed, so that two weeks can be compared."""
TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 186, 92, 8


@dataclass(frozen=True)
class HeatCell:
    """One number of the table; `url` leads to its articles."""

    cell: Cell
    heat: int
    url: str
    words: str
    """The same for a screen reader."""


@dataclass(frozen=True)
class HeatRow:
    """One regency, or the province as its own scope."""

    slug: str
    name: str
    total: HeatCell
    cells: list[HeatCell]
    is_province: bool


@dataclass(frozen=True)
class Tile:
    """One regency on the map, in the units of the drawing."""

    x: float
    y: float
    lines: list[str]
    total: HeatCell


@dataclass(frozen=True)
class TileDrawing:
    """The whole map."""

    width: float
    height: float
    tile_width: int
    tile_height: int
    tiles: list[Tile]


def make_rows(table: Matrix, week: Week, words: Labels) -> list[HeatRow]:
    """The rows of the heat table in the official order of the regencies, the province last."""
    return [
        HeatRow(
            slug=row,
            name=words.places[row],
            total=_make_cell(table.totals.get(row, Cell()), week, words, wilayah=row),
            cells=[
                _make_cell(table.cell(row, pillar), week, words, wilayah=row, pilar=pillar) for pillar in table.pillars
            ],
            is_province=row == PROVINCE_ROW,
        )
        for row in words.places
    ]


def heat_of(events: int) -> int:
    """0 for none, up to 4."""
    return sum(events >= step for step in STEPS)


def load_drawing(catalogue: Catalogue, rows: list[HeatRow]) -> TileDrawing | None:
    """The map of this province with these numbers; None where the province has no map.yml."""
    path = catalogue.folder / "map.yml"
    if not path.is_file():
        return None
    tile_map = load_facts(path, TileMap)
    if set(tile_map.tiles) != set(catalogue.regencies):
        raise CatalogError(f"{path}: field tiles: must name each regency once: {', '.join(catalogue.regencies)}")
    totals = {row.slug: row for row in rows}
    tiles = [
        Tile(
            x=place.column * (TILE_WIDTH + TILE_GAP),
            y=place.row * (TILE_HEIGHT + TILE_GAP),
            lines=totals[slug].name.split(),
            total=totals[slug].total,
        )
        for slug, place in tile_map.tiles.items()
    ]
    width = max(tile.x for tile in tiles) + TILE_WIDTH
    height = max(tile.y for tile in tiles) + TILE_HEIGHT
    return TileDrawing(width, height, TILE_WIDTH, TILE_HEIGHT, tiles)


def _make_cell(cell: Cell, week: Week, words: Labels, **chosen: str) -> HeatCell:
    named = ", ".join(
        [words.places[chosen["wilayah"]], *([words.pillars[chosen["pilar"]]] if "pilar" in chosen else [])]
    )
    counts = f"{cell.explicit_events} peristiwa eksplisit, {cell.implicit_events} implisit, {cell.articles} artikel"
    return HeatCell(
        cell=cell,
        heat=heat_of(cell.events),
        url=search_url(**chosen, sejak=str(week.monday), sampai=str(week.sunday)),
        words=f"{named}: {counts if cell.events else 'tidak ada berita'}",
    )
