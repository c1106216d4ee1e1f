"""Every mail uses what large mail programs show, but for a short list that the docs explain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.renderer import PAGE_KINDS
from kit import caniemail

from .conftest import SENDING

needs_node = pytest.mark.skipif(caniemail.missing() is not None, reason=str(caniemail.missing()))
DOCS = caniemail.ROOT / "docs" / "newsletters.md"
PLANTED = """<!DOCTYPE html><html lang="en"><head><title>A mail</title></head>
<body><div style="display:grid;position:fixed">Words</div><form action="#"></form></body></html>
"""


@pytest.mark.npm
@needs_node
def test_no_mail_uses_what_is_left_out_and_not_explained(bundled: Catalog, tmp_path: Path) -> None:
    """Every issue, and one record of each kind; a planted fault shows that the check sees any."""
    renderer = Renderer(bundled, brand="sample-clinic", country="US", base_url=SENDING["base_url"])
    last_of_kind = {record.kind: record for record in bundled if record.kind in PAGE_KINDS}
    records = {record.ref: record for record in (*last_of_kind.values(), *bundled.newsletters.values())}
    assert len(records) > 10
    for ref, record in records.items():
        (tmp_path / f"{ref.replace('/', '-')}.html").write_text(renderer.email(record).html, "utf-8")
    (tmp_path / "planted.html").write_text(PLANTED, "utf-8")
    found = caniemail.left_out(sorted(tmp_path.iterdir()))

    planted = caniemail.faults({"planted.html": found.pop("planted.html")})
    assert any("position" in line for line in planted) and any("grid" in line for line in planted), planted
    assert len(found) == len(records)
    assert caniemail.faults(found) == []
    used = {feature for features in found.values() for feature in features}
    assert used == set(caniemail.ACCEPTED), "what no mail uses any more needs no excuse"


def test_the_docs_explain_every_feature_that_is_accepted() -> None:
    table = DOCS.read_text("utf-8").partition("| feature | left out by | then |\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]
    explained = {name for feature, _, _ in rows for name in re.findall(r"`([^`]+)`", feature)}
    assert explained == set(caniemail.ACCEPTED)
    assert all(len(left_out) > 4 and len(then) > 15 for _, left_out, then in rows)
