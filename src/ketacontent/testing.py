"""Helps hosts test their own pages."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.errors import MissingNotice
from ketacontent.models import Record
from ketacontent.renderer import Renderer, default_renderer
from ketacontent.rendering.must_show import check_visible


def assert_must_show(html: str, records: Iterable[Record], renderer: Renderer | None = None) -> None:
    """Assert that a reader of a host's page sees every notice of the records on it.

    The whole page is read: comments, `hidden` and inline styles that hide do not count as seen.

    Args:
        html: the host's finished page.
        records: those whose content is on it.
        renderer: as the host uses it; the bundled catalog with no country where left out.

    Raises:
        AssertionError: names the notice and the words that are not seen.
    """
    reader = renderer or default_renderer()
    for record in records:
        try:
            check_visible(html, reader.compose(record).must_show, record.ref)
        except MissingNotice as missing:
            raise AssertionError(str(missing)) from None
