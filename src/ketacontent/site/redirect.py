"""The pages that stand at addresses of ids that were changed, and lead to where the record is now."""

from __future__ import annotations

from markupsafe import escape

from ketacontent.models import Record
from ketacontent.pages.words import Words
from ketacontent.site.addresses import INDEX, Addresses, page_folder


def make_redirect(record: Record, addresses: Addresses, words: Words) -> str:
    """Return the page at a former address of a record; no server and no script is needed."""
    here = page_folder(record.kind, record.id)
    target = escape(f"../../{here}{INDEX}" if addresses.base_url is None else f"../../{here}")
    canonical = addresses.of_record(record) if addresses.base_url else None
    link = f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
    title = escape(record.title)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(record.locale)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{link}"
        f'<meta http-equiv="refresh" content="0; url={target}">\n</head>\n<body>\n'
        f"<main>\n<h1>{title}</h1>\n<p>{escape(words('This page has moved:'))} "
        f'<a href="{target}">{title}</a></p>\n</main>\n</body>\n</html>\n'
    )
