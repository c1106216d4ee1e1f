"""The guarantee of the call form: what must show and a host's markup does not show is appended.

It knows no template language; each integration hands over what the host's markup came out as.
"""

from __future__ import annotations

from markupsafe import Markup

from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.renderer import Renderer
from ketacontent.rendering.must_show import check_visible


def complete(body: str, record: Record, renderer: Renderer) -> Markup:
    """Return a host's markup around a record, with the notices that it lacks behind it.

    Args:
        body: what the host's markup came out as.
        record: what it is about.
        renderer: for whom and where.

    Raises:
        MissingNotice: the markup hides even what is appended to it.
    """
    missing = renderer.missing_notices(body, record)
    if not missing:
        return Markup(body)  # noqa: S704 - the host's own markup
    whole = Markup(body) + Markup("\n") + Markup(missing)  # noqa: S704 - as above, and escaping templates
    # A comment or a hidden element that the body leaves open would swallow what stands behind it.
    check_visible(whole, renderer.compose(record).must_show, f"the markup around {record.ref}")
    return whole


def refuse_unescaped(is_escaping: bool, what: str, fix: str) -> None:
    """Refuse a template, or an environment, that does not escape HTML.

    Raises:
        UsageError: (KC604) it does not.
    """
    if not is_escaping:
        raise UsageError(what, fix, "KC604")
