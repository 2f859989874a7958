from __future__ import annotations

import pytest

from pipelines.scripts import read_script_text


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (r'var keywordBrandSafety = "Satu \"dua\".\nTiga &quot;empat&quot;";', ['Satu "dua".', 'Tiga "empat".'[:-1]]),
        (r"keywordBrandSafety='Satu\u00e9 \/ dua'; x = 'lain'", ["Satué / dua"]),
        ('keywordBrandSafety = "";', []),
        ('keywordBrandSafety = "tak ditutup', []),
        ("var lain = 'teks'", []),
    ],
)
def test_reads_the_story_out_of_the_script(script: str, expected: list[str]) -> None:
    assert read_script_text(f"<script>{script}</script>") == expected
