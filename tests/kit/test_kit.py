"""The checkers find what they are for, and are silent about what is right."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from kit import corpus
from kit.dom import dom_shape, surplus, visible_text
from kit.jsonld import jsonld_blocks, jsonld_faults, vocabulary
from kit.mail import check_email, smtp_faults
from kit.markdown import markdown_html, markdown_text

HTML_PART = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title></head>
<body><p>Hello. <a href="https://clinic.example/page">Read the page</a></p><img
src="https://clinic.example/i.png" alt=""> <p><a
href="https://clinic.example/u/abc">Unsubscribe</a></p></body></html>"""


def mail(html: str = HTML_PART, text: str | None = None, **headers: str | None) -> bytes:
    message = EmailMessage(policy=SMTP)
    for name, value in {
        "From": "Example Clinic <news@clinic.example>",
        "To": "reader@patient.example",
        "Subject": "News – week 2",
        "Date": "Mon, 05 Jan 2026 09:00:00 +0000",
        "Message-ID": "<abc@clinic.example>",
        "List-Unsubscribe": "<https://clinic.example/u/abc>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }.items():
        if value is not None:
            message[name] = value
    plain = "Hello. Read the page: https://clinic.example/page\nUnsubscribe: https://clinic.example/u/abc\n"
    message.set_content(plain if text is None else text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_good_mail_has_no_faults() -> None:
    assert check_email(mail()) == []


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (mail(From=None), "From is missing"),
        (mail(From="a@b.example, c@d.example"), "not exactly one address"),
        (mail(Subject="x" * 151), "Subject is empty or over"),
        (mail(List_Unsubscribe="<http://clinic.example/u>"), "no single https address"),
        (mail(List_Unsubscribe_Post="yes"), "One-Click"),
        (mail(Bcc="hidden@patient.example"), "Bcc stands"),
        (mail(text="<p>Hello</p> Unsubscribe, and some more text to be long enough"), "holds HTML"),
        (mail(text="unsubscribe"), "nearly empty"),
        (mail(HTML_PART.replace("Unsubscribe", "Bye")), "no visible unsubscribe"),
        (mail(HTML_PART.replace("</p>", "</p><script>1</script>", 1)), "<script>"),
        (mail(HTML_PART.replace("<p>", "<p onclick=x>", 1)), "event attribute"),
        (mail(HTML_PART.replace("https://clinic.example/page", "/page")), "not absolute https"),
        (mail(HTML_PART.replace(' alt=""', "")), "img without alt"),
        (mail(HTML_PART.replace(' lang="en"', "")), "without lang"),
        (mail(HTML_PART.replace("Hello", "{{ name }}")), "template leftovers"),
        (mail(HTML_PART + "x" * 103_000), "Gmail clips"),
        (mail().replace(b"Subject:", b"Subject: a\r\nSubject:", 1), "Subject occurs 2 times"),
        (mail().replace(b"Hello.", b"Hello.\0", 1), "NUL byte"),
        (mail().replace(b"\r\n", b"\n", 1), "mixed line ends"),
        (mail().replace(b"Hello.", b"x" * 999, 1), "over 998"),
        (mail().replace(b"Message-ID:", b"no header here\r\nMessage-ID:", 1), "not a header line"),
        (mail().replace(b"Subject: ", b"Subject: \xc3\xa9", 1), "8-bit"),
        (mail().replace(b"text/plain", b"text/other", 1), "parts come as"),
    ],
)
def test_a_planted_mail_fault_is_found(raw: bytes, fault: str) -> None:
    assert any(fault in found for found in check_email(raw)), check_email(raw)


def test_a_mail_arrives_through_a_server_as_it_left() -> None:
    assert smtp_faults(mail()) == []


def test_visible_text_leaves_out_what_no_reader_sees() -> None:
    html = (
        "<head><title>t</title></head><body><style>s</style><script>s</script><!-- c --><p hidden>h</p>"
        '<p style="DISPLAY : none">d</p><p>One\n <b>two</b><br>three</p>'
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert visible_text(html) == "One two\nthree\na\nb"


def test_visible_text_keeps_the_lines_of_preformatted_text() -> None:
    assert visible_text("<pre>a\nb</pre>") == "a\nb"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p><script>x</script></p>", "extra script"),
        ("<p onclick=x>x</p>", "extra p@onclick"),
        ("<p><a href=' java\tscript:x'>x</a></p>", "bad link"),
        ("<p><a href='//evil.example'>x</a></p>", "bad link"),
        ("<p><a href='data:text/html,x'>x</a></p>", "bad link"),
        ("x", "lost p"),
        ("<p>x<!-- y --></p>", "extra #comment"),
    ],
)
def test_surplus_names_what_hostile_text_changed(html: str, fault: str) -> None:
    assert any(fault in found for found in surplus(html, "<p>harmless</p>")), surplus(html, "<p>harmless</p>")


def test_surplus_is_empty_for_escaped_text_and_for_allowed_elements() -> None:
    assert surplus("<p>&lt;script&gt;</p>", "<p>harmless</p>") == []
    assert surplus("<p><em>x</em></p>", "<p>harmless</p>", allowed=frozenset({"em"})) == []
    assert dom_shape("<a href='https://a.example'></a><a href='tel:1'></a><a href='#x'></a>").bad_links == ()


def test_markdown_is_read_as_a_reader_sees_it() -> None:
    source = "---\ntitle: x\n---\n# A\n\nb *c* \\<d\\>\n\n| h |\n|---|\n| e \\| f |\n"
    assert markdown_text(source) == "A\nb c <d>\nh\ne | f"
    assert "<b>" in markdown_html("a <b>leak</b>")


GOOD = {
    "@context": "https://schema.org",
    "@type": "MedicalWebPage",
    "name": "A page",
    "about": {"@type": "MedicalTherapy", "name": "x", "relevantSpecialty": "https://schema.org/Psychiatric"},
    "lastReviewed": "2026-01-05",
    "citation": [{"@type": "MedicalScholarlyArticle", "name": "y"}, "A plain citation"],
}


def test_good_jsonld_has_no_faults() -> None:
    assert jsonld_faults(GOOD) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"@context": "http://schema.org"}, "@context"),
        ({"@type": "MedicalWebPag"}, "not a schema.org type"),
        ({"@type": None}, "not a schema.org type"),
        ({"nam": "x"}, "$.nam: not a schema.org property"),
        ({"dosageForm": "spray"}, "not a property of MedicalWebPage"),
        ({"lastReviewed": "05/01/2026"}, "not an ISO 8601 date"),
        ({"about": {"name": "x"}}, "$.about: no @type"),
        ({"lastReviewed": {"@type": "Person", "name": "x"}}, "Person is not in its range"),
        ({"specialty": "https://schema.org/Psychiatri"}, "not one of its values"),
        ({"specialty": "Psychiatric"}, "not the address of one of its values"),
        ({"aspect": "x"}, "superseded"),
        ({"name": ""}, "empty text"),
        ({"name": None}, "null"),
        ({"lastReviewed": True}, "boolean"),
        ({"lastReviewed": 2026}, "a number is not in its range"),
        ({"citation": [{"@type": "Person", "name": "x"}]}, "$.citation: Person is not in its range"),
        ({"about": [{"@type": "Drug", "adverseOutcome": "x"}]}, "$.about[0].adverseOutcome: not a property"),
    ],
)
def test_a_planted_jsonld_fault_is_found(change: dict[str, object], fault: str) -> None:
    faults = jsonld_faults({**GOOD, **change})
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"@context": "https://schema.org", "@type": "Thing", "name": "a", "name": "b"}', "'name' twice"),
        ('{"@context": "https://schema.org", "@type": "Thing", "name": NaN}', "does not parse"),
        ("{,}", "does not parse"),
        ("<p>no data</p>", "has no JSON-LD"),
        ('<script type="application/ld+json">{"@type": "Thing"}</script>', "@context"),
    ],
)
def test_jsonld_in_text_and_pages_is_checked(text: str, fault: str) -> None:
    assert any(fault in found for found in jsonld_faults(text)), jsonld_faults(text)


def test_jsonld_blocks_are_those_of_the_parsed_page() -> None:
    page = '<script type="application/ld+json">{"a":"<\\/script>"}</script><script>no</script>'
    assert jsonld_blocks(page) == ['{"a":"<\\/script>"}']


def test_the_vocabulary_knows_the_terms_that_health_pages_need() -> None:
    words = vocabulary()
    assert "MedicalEntity" in words.ancestors("MedicalTherapy")
    assert "Psychiatric" in words.enumerations["MedicalSpecialty"]
    assert "PatientAudience" not in words.classes


@pytest.mark.parametrize(
    ("name", "count"), [("own", 202), ("blns", 515), ("dompurify", 132), ("h5sc", 95), ("bleach", 18)]
)
def test_each_corpus_is_whole(name: str, count: int) -> None:
    payloads = corpus.load(name)
    assert len(payloads) == count
    assert len({payload.id for payload in payloads}) == count


def test_generated_payloads_are_written_out() -> None:
    nested = next(p for p in corpus.load("own") if p.technique == "deep-nesting" and p.context == "yaml_file")
    assert nested.text == "[" * 3000 + "]" * 3000
    assert all(p.context == "subject" for p in corpus.load_all("subject"))
    assert len(corpus.load_all()) == 962
