"""An issue for a mailing service: its tags, and none of our places."""

from __future__ import annotations

import pytest

from ketacontent import Catalog
from ketacontent.errors import MailError, UnknownId
from ketacontent.models import Newsletter
from ketacontent.newsletter import CompiledIssue, Variant, compile_issue
from ketacontent.newsletter.tags import SYNTAXES, export_tags
from kit.catalogs import changed

from .conftest import SENDING

WANTED = {
    "mailchimp": ("*|FNAME|*", "*|PLACE|*", "*|UNSUB|*"),
    "listmonk": ("{{ .Subscriber.Name }}", "{{ .Subscriber.Attribs.place }}", "{{ UnsubscribeURL }}"),
    "buttondown": (
        "{{ subscriber.metadata.name }}", "{{ subscriber.metadata.place }}", "{{ unsubscribe_url }}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("service", SYNTAXES)
def test_each_place_holds_the_services_tag(service: str, compiled: CompiledIssue) -> None:
    parts = export_tags(compiled, Variant(country="US"), service)
    name, place, unsubscribe = WANTED[service]
    assert parts.subject == f"{name}, news on warm feet"
    for part in (parts.html, parts.text):
        assert f"Hello {name}," in part
        assert place in part
        assert unsubscribe in part
        assert "clinic.example.org/u" not in part
        assert "\ue000" not in part and "{{name}}" not in part
    assert f'href="{unsubscribe}"' in parts.html


def test_every_service_is_tested() -> None:
    assert set(WANTED) == set(SYNTAXES)


def test_an_unknown_service_is_told_with_near_names(compiled: CompiledIssue) -> None:
    with pytest.raises(UnknownId, match="mailchimp"):
        export_tags(compiled, Variant(), "mailchamp")


@pytest.mark.parametrize(
    ("service", "words"), [("mailchimp", "2 *| 3"), ("listmonk", "{{ 7*7 }}"), ("buttondown", "{% x %}")]
)
def test_words_that_a_service_would_fill_are_refused(
    service: str, words: str, personal: Catalog, issue: Newsletter
) -> None:
    catalog = changed(personal, issue.ref, greeting=f"Hello {{{{name}}}}, {words}")
    made = compile_issue(catalog.newsletters[issue.id], catalog, brand="sample", **SENDING)
    with pytest.raises(MailError, match="KC808"):
        export_tags(made, Variant(), service)
