"""A small issue with everything that can be personal, and the bundled ones."""

from __future__ import annotations

from typing import Any

import pytest

from ketacontent import Catalog
from ketacontent.models import Newsletter
from ketacontent.models.block import Paragraph
from ketacontent.models.newsletter import MergeField, NewsletterItem
from ketacontent.models.text import RichText
from ketacontent.newsletter import CompiledIssue, Variant, compile_issue
from kit.catalogs import changed

SENDING: dict[str, Any] = {
    "sender": "Sample Clinic <news@clinic.example.org>",
    "unsubscribe": "https://clinic.example.org/u?list=1&who={token}",
    "base_url": "https://clinic.example.org/ketamine",
}
VARIANTS = (
    Variant(),
    Variant(country="US"),
    Variant(country="GB"),
    Variant(country="US", segment="new"),
    Variant(country="US", audience="caregiver"),
)


def mail_item(words: str, *segments: str) -> NewsletterItem:
    """Return an item that only mail shows."""
    body = (Paragraph(text=RichText(words)),)
    return NewsletterItem(heading="Your visit", body=body, channels=("email",), segments=segments)


@pytest.fixture(scope="session")
def personal(minimal: Catalog) -> Catalog:
    """The minimal pack, whose issue greets by name and names a place."""
    issue = minimal.newsletters["first"]
    return changed(
        minimal,
        "newsletter/first",
        subject="{{name}}, news on warm feet",
        greeting="Hello {{name}},",
        merge=(MergeField(name="name", default="reader"), MergeField(name="place")),
        items=(
            *issue.items[:3],
            mail_item("We expect you at **{{place}}**, {{name}}."),
            mail_item("Welcome among us.", "new"),
        ),
    )


@pytest.fixture(scope="session")
def issue(personal: Catalog) -> Newsletter:
    return personal.newsletters["first"]


@pytest.fixture(scope="session")
def compiled(personal: Catalog, issue: Newsletter) -> CompiledIssue:
    """The small issue for all variants that the tests use."""
    return compile_issue(issue, personal, brand="sample", variants=VARIANTS, **SENDING)
