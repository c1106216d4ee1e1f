"""A spliced mail is what a full render for its reader would give, and nobody else's data is in it."""

from __future__ import annotations

import email
import email.policy
import pickle
import re
from email.message import EmailMessage
from typing import Any

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.errors import MailError, MissingNotice, RenderError
from ketacontent.models import Newsletter
from ketacontent.newsletter import CompiledIssue, Reader, Reject, Variant, compile_issue
from ketacontent.newsletter.splice import check_head
from ketacontent.rendering.header import words_lines
from ketacontent.rendering.message import UNSUBSCRIBE
from kit.catalogs import changed
from kit.corpus import load_all
from kit.dom import dom_shape
from kit.mail import check_email

from .conftest import SENDING, VARIANTS

NAMES = (
    "Ann Example",
    "Zoë Ärmel",
    "山田 太郎",
    "O'Brien & <Sons>",
    '"Quoted" Name',
    "-- ",
    ".",
    "From here",
    "=41=",
    "",
)
SAME = ("From", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post", "Date", "MIME-Version")


def row(number: int, **cells: object) -> dict[str, object]:
    """Return a good row of a list, with some cells changed."""
    good = {
        "address": f"reader{number}@example.org",
        "token": f"t{number:05}",
        "place": "Room 5",
        "consent": "yes",
    }
    return {**good, **cells}


def read(compiled: CompiledIssue, **cells: object) -> Reader | Reject:
    (found,) = compiled.readers([row(1, **cells)])
    return found


def parsed(message: bytes) -> EmailMessage:
    found = email.message_from_bytes(message, policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def raw_header(message: bytes, name: str) -> str:
    head = re.sub(r"\r\n(?=[ \t])", "", message.partition(b"\r\n\r\n")[0].decode("ascii"))
    (value,) = [line.partition(": ")[2] for line in head.split("\r\n") if line.startswith(f"{name}: ")]
    return value


@pytest.fixture(scope="module")
def readers(compiled: CompiledIssue) -> list[Reader]:
    """Return hundreds of readers of all variants, most of them with hostile names."""
    names = [*NAMES, *dict.fromkeys(payload.text for payload in load_all())]
    rows = []
    for number, name in enumerate(names):
        variant = VARIANTS[number % len(VARIANTS)]._asdict()
        place = names[-number] if number % 7 == 0 else "Room 5"
        rows.append(row(number, name=name, place=place, **variant))
    found = [each for each in compiled.readers(rows) if isinstance(each, Reader)]
    assert len(found) > 500
    return found


def test_a_spliced_mail_reads_like_a_full_render(
    personal: Catalog, issue: Newsletter, compiled: CompiledIssue, readers: list[Reader]
) -> None:
    """Every part and header is compared with a mail that is rendered for this reader alone."""
    made = {
        variant: Renderer(personal, brand="sample", base_url=SENDING["base_url"], **variant.context())
        for variant in VARIANTS
    }
    found = []
    for number, reader in enumerate(readers[::4]):
        values = dict(zip(("name", "place"), reader.values, strict=True))
        link = compiled.form.unsubscribe.address(reader.link)
        full = made[reader.variant].email(issue, values)
        spliced = compiled.message(reader)
        mail = parsed(spliced)
        if part(mail, "html").strip() != full.html.replace(UNSUBSCRIBE, link.replace("&", "&amp;")).strip():
            found.append((reader, "html"))
        # Lines are broken before a value is known, so they may be broken elsewhere.
        if part(mail, "plain").split() != full.text.replace(UNSUBSCRIBE, link).split():
            found.append((reader, "text"))
        if raw_header(spliced, "Subject") != " ".join(words_lines(full.subject, 9)):
            found.append((reader, "subject"))
        if number % 12 == 0:  # the standard library takes its time
            day = email.utils.parsedate_to_datetime(compiled.date)
            whole = bytes(full.to_message(reader.address, SENDING["sender"], link, day))
            found += [(reader, name) for name in SAME if raw_header(spliced, name) != raw_header(whole, name)]
            if set(mail.keys()) != set(parsed(whole).keys()):
                found.append((reader, "names of headers"))
    assert found == []


def test_every_mail_is_whole_and_has_only_its_headers(compiled: CompiledIssue, readers: list[Reader]) -> None:
    names = [
        *("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"),
        *("MIME-Version", "Content-Type"),
    ]
    faults = []
    for reader in readers[::8]:
        message = compiled.message(reader)
        mail = parsed(message)
        assert mail.keys() == names, reader
        assert mail["To"].addresses[0].addr_spec == reader.address
        if max(map(len, message.split(b"\r\n"))) > 998 or message.count(b"\n") != message.count(b"\r\n"):
            faults.append((reader, "lines"))
        body = message.partition(b"\r\n\r\n")[2]
        faults += [(reader, line) for line in body.split(b"\r\n") if len(line) > 76]
    # The checker reads words such as `src="x"` in a value as markup; that they are none is tested below.
    for reader in [each for each in readers[: len(NAMES)] if each.values[1] == "Room 5"]:
        faults += [(reader, fault) for fault in check_email(compiled.message(reader))]
    assert faults == []


def test_a_hostile_name_adds_no_markup(compiled: CompiledIssue, readers: list[Reader]) -> None:
    plain = {variant: dom_shape(compiled.html(read_with(compiled, variant))) for variant in VARIANTS}
    assert [r for r in readers[::16] if dom_shape(compiled.html(r)) != plain[r.variant]] == []


def read_with(compiled: CompiledIssue, variant: Variant) -> Reader:
    found = read(compiled, name="Ann", **variant._asdict())
    assert isinstance(found, Reader)
    return found


def test_html_alone_is_the_html_of_the_message(compiled: CompiledIssue, readers: list[Reader]) -> None:
    for reader in readers[::25]:
        mail, parts = parsed(compiled.message(reader)), compiled.parts(reader)
        assert compiled.html(reader) == parts.html
        assert parts.html.rstrip("\n") == part(mail, "html").rstrip("\n")
        assert parts.text.rstrip("\n") == part(mail, "plain").rstrip("\n")
        assert f"<{parts.unsubscribe}>" == raw_header(compiled.message(reader), "List-Unsubscribe")


def test_no_row_is_in_another_rows_mail(compiled: CompiledIssue) -> None:
    rows = [
        row(number, name=f"Name{number:04}x", place=f"Place{number:04}x", token=f"Token{number:04}x")
        for number in range(1000)
    ]
    found = [each for each in compiled.readers(rows) if isinstance(each, Reader)]
    assert len(found) == 1000
    for number, reader in enumerate(found):
        message = compiled.message(reader)
        unique = set(re.findall(rb"(?:Name|Place|Token|reader)(\d{1,4})[x@]", message))
        assert unique == {b"%04d" % number, b"%d" % number}, number


def test_variants_differ_in_law_crisis_lines_and_items(compiled: CompiledIssue) -> None:
    def html(**variant: str) -> str:
        return compiled.html(read_with(compiled, Variant(**variant)))

    assert "Welcome among us." in html(country="US", segment="new")
    assert "Welcome among us." not in html(country="US")
    assert html(country="US") != html(country="GB") != html()


def test_a_segment_is_not_shown_on_a_page(personal: Catalog, issue: Newsletter) -> None:
    page = Renderer(personal).markdown(issue)
    assert "Welcome among us" not in page
    assert "{{name}}" not in page and "Hello" not in page


def test_a_compiled_issue_travels_between_processes(compiled: CompiledIssue) -> None:
    reader = read_with(compiled, VARIANTS[1])
    wanted = compiled.message(reader)
    again = pickle.loads(pickle.dumps(compiled))
    assert again == compiled
    assert again.message(reader) == wanted
    assert len(pickle.dumps(compiled)) < 1_000_000


def test_missing_merge_data_is_named_with_its_row(compiled: CompiledIssue) -> None:
    rows = [row(1), row(2, place=""), row(3, place=None), row(4, place=" ", name="")]
    found = list(compiled.readers(rows))
    assert [(each.row, each.field) for each in found if isinstance(each, Reject)] == [
        (2, "place"), (3, "place"), (4, "place"),
    ]  # fmt: skip


def test_a_default_is_used_where_the_issue_gives_one(compiled: CompiledIssue) -> None:
    reader = read(compiled, name="")
    assert isinstance(reader, Reader)
    mail = parsed(compiled.message(reader))
    assert mail["Subject"] == "reader, news on warm feet"
    assert "Hello reader," in part(mail, "plain")
    assert mail["To"] == reader.address


def test_one_mail_without_a_value_names_the_field(personal: Catalog, issue: Newsletter) -> None:
    with pytest.raises(MailError, match=r"place[\s\S]*KC801"):
        Renderer(personal, brand="sample").email(issue)
    with pytest.raises(MailError, match="KC501"):
        Renderer(personal, brand="sample").email(issue, {"place": "a\r\nBcc: b@example.org"})


def test_a_message_id_is_the_persons_and_the_issues(
    compiled: CompiledIssue, personal: Catalog, issue: Newsletter
) -> None:
    later = changed(personal, issue.ref, number=issue.number + 1)
    other = compile_issue(later.newsletters[issue.id], later, brand="sample", **SENDING)
    ann, same, bob = (read(compiled, address=f"{name}@example.org") for name in ("ann", "ANN", "bob"))
    assert isinstance(ann, Reader) and isinstance(same, Reader) and isinstance(bob, Reader)
    ids = [raw_header(compiled.message(each), "Message-ID") for each in (ann, same, bob)]
    assert ids[0] == ids[1] != ids[2]
    assert re.fullmatch(r"<[0-9a-f]{32}@clinic\.example\.org>", ids[0])
    assert raw_header(other.message(ann), "Message-ID") not in ids


def test_a_mail_without_a_sender_is_not_compiled(personal: Catalog, issue: Newsletter) -> None:
    with pytest.raises(MailError, match="KC802"):
        compile_issue(issue, personal, **SENDING)


HIDING = {
    "drops the unsubscribe link": ('<a href="{{ unsubscribe }}"', '<a href="#"', "KC803"),
    "hides the unsubscribe link": (
        '<a href="{{ unsubscribe }}"',
        '<a hidden href="{{ unsubscribe }}"',
        "KC803",
    ),
    "drops the sender": ("{% for line in footer %}", "{% for line in footer[:1] %}", "KC802"),
    "hides the sender": (
        "{% for line in footer %}\n<p ",
        "{% for line in footer %}\n<p hidden ",
        "KC802",
    ),
    "hides the page": ("{{ fragment }}", '<div style="display:none">{{ fragment }}</div>', "KC40[14]"),
}


@pytest.mark.parametrize("fault", HIDING)
def test_a_template_that_hides_what_must_show_is_not_compiled(
    fault: str, personal: Catalog, issue: Newsletter, tmp_path: Any
) -> None:
    from ketacontent._resources import template_root

    old, new, code = HIDING[fault]
    document = (template_root() / "email" / "document.html.jinja").read_text("utf-8")
    assert old in document
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "document.html.jinja").write_text(document.replace(old, new))
    with pytest.raises((RenderError, MissingNotice), match=code):
        compile_issue(issue, personal, brand="sample", templates=[tmp_path], **SENDING)


@pytest.mark.parametrize(
    "pattern",
    [
        "https://clinic.example.org/u",
        "http://clinic.example.org/{token}",
        "https://{token}/u",
        "https://clinic.example.org{token}",
        "https://clinic.example.org/{token}/{token}",
        "https://clinic.example.org/ {token}",
        "{token}",
        "",
    ],
)
def test_an_unsubscribe_pattern_of_another_form_is_refused(
    pattern: str, personal: Catalog, issue: Newsletter
) -> None:
    with pytest.raises(MailError, match="KC503"):
        compile_issue(issue, personal, brand="sample", **{**SENDING, "unsubscribe": pattern})


def test_a_column_may_hold_whole_addresses(personal: Catalog, issue: Newsletter) -> None:
    whole = compile_issue(issue, personal, brand="sample", **{**SENDING, "unsubscribe": "{unsubscribe}"})
    address = "https://clinic.example.org/u?a=1&b=" + "x" * 120
    reader = read(whole, unsubscribe=address)
    assert isinstance(reader, Reader)
    message = whole.message(reader)
    mail = parsed(message)
    assert raw_header(message, "List-Unsubscribe") == f"<{address}>"
    assert f'href="{address.replace("&", "&amp;")}"' in part(mail, "html")
    assert address in part(mail, "plain")
    for bad in ("", "http://clinic.example.org/", "https://clinic.example.org/>,<mailto:a@example.org", "x"):
        assert isinstance(read(whole, unsubscribe=bad), Reject)


def test_a_token_is_written_so_that_it_stays_one_part_of_the_address(compiled: CompiledIssue) -> None:
    reader = read(compiled, token='a/b?c=d&e#f"<é>')
    assert isinstance(reader, Reader)
    assert raw_header(compiled.message(reader), "List-Unsubscribe") == (
        "<https://clinic.example.org/u?list=1&who=a%2Fb%3Fc%3Dd%26e%23f%22%3C%C3%A9%3E>"
    )


def test_a_header_block_with_a_line_that_nobody_set_is_not_sent() -> None:
    names = (b"To", b"Subject")
    check_head(b"To: a@example.org\r\nSubject: Hi\r\n there\r\n", names)
    for bad in (
        b"To: a@example.org\r\nBcc: b@example.org\r\nSubject: Hi\r\n",
        b"To: a@example.org\r\nSubject: Hi\r\n\r\nbody\r\n",
        b"To: a@example.org\r\nSubject: Hi\nBcc: b@example.org\r\n",
        b"To: a@example.org\r\nSubject: Hi\rthere\r\n",
        b"Subject: Hi\r\nTo: a@example.org\r\n",
    ):
        with pytest.raises(MailError):
            check_head(bad, names)
    assert words_lines("Hi there", 9) == ["Hi there"]


def test_bundled_issues_have_no_faults(bundled: Catalog, is_thorough: bool) -> None:
    countries = sorted({line.country for line in bundled.crisis_resources.values()})
    variants = [Variant(), *map(Variant, countries if is_thorough else ("GB", "US"))]
    for issue in bundled.newsletters.values():
        whole = compile_issue(issue, bundled, brand="sample-clinic", variants=variants, **SENDING)
        assert whole.warnings == ()
        for variant in whole.mails:
            message = whole.message(read_with(whole, variant))
            assert check_email(message) == [], (issue.id, variant)
