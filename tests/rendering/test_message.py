"""Finished mails: headers hold what was asked for and nothing else; what cannot stand there is refused."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest

from ketacontent import Catalog, Email, MailError, Renderer
from kit.corpus import load_all
from kit.mail import CLIPPED_AT, check_email, smtp_faults
from kit.share import share

DAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
}
FINE: dict[str, Any] = {
    "to": "Ann Example <ann@example.org>",
    "sender": "Sample Clinic <news@clinic.example>",
    "unsubscribe": "https://clinic.example/u/abc",
    "date": DAY,
    "message_id": "<1@clinic.example>",
}
MAIL = Email("News", "In short", "<html lang='en'><p>Hi</p></html>", "Hi\n")


def headers(message: EmailMessage) -> list[tuple[str, str]]:
    """Read the finished bytes again, as another mail program would."""
    return [
        (name, str(value))
        for name, value in email.message_from_bytes(bytes(message), policy=email.policy.SMTP).items()
    ]


def raw_header(message: EmailMessage, name: str) -> str:
    """Return a header as it stands in the bytes, unfolded but not decoded."""
    head = bytes(message).partition(b"\r\n\r\n")[0].decode("ascii")
    unfolded = re.sub(r"\r\n(?=[ \t])", "", head)
    return next(line.partition(": ")[2] for line in unfolded.split("\r\n") if line.startswith(f"{name}:"))


def mailbox(message: EmailMessage, name: str) -> tuple[str, str]:
    """Read name and address of a header, by the rules of RFC 2047.

    The standard library's address parser keeps the space between encoded words, which the rules drop.
    """
    written, _, address = raw_header(message, name).rpartition("<")
    written = written.strip()
    if written.startswith('"'):
        return re.sub(r"\\(.)", r"\1", written[1:-1]), address.removesuffix(">")
    return str(make_header(decode_header(written))), address.removesuffix(">")


@pytest.mark.parametrize(
    "ref", ["newsletter/first", "topic/cold-feet", "route/nasal", "side-effect/dizziness"]
)
@pytest.mark.parametrize("brand", ["sample", None])
def test_a_mail_of_any_record_has_no_faults(minimal: Catalog, ref: str, brand: str | None) -> None:
    made = Renderer(minimal, country="GB", brand=brand, base_url="https://clinic.example")
    message = made.email(minimal.get(ref)).to_message(**FINE)
    assert check_email(bytes(message)) == []
    assert {name for name, _ in headers(message)} == HEADERS


def test_bundled_issues_and_topics_make_mails_without_faults(bundled: Catalog) -> None:
    brand = next(iter(bundled.brands), None)
    made = Renderer(bundled, country="US", brand=brand, base_url="https://clinic.example")
    for record in (*bundled.newsletters.values(), *list(bundled.topics.values())[:3]):
        assert check_email(bytes(made.email(record).to_message(**FINE))) == [], record.ref


def test_no_bundled_page_is_too_long_for_a_mail(bundled: Catalog) -> None:
    """With no country, the longest form: crisis lines of all countries, law of all places."""
    made = Renderer(bundled)
    kinds = (bundled.newsletters, bundled.topics, bundled.routes, bundled.side_effects, bundled.conditions)
    sizes = {record.ref: len(made.email(record).html.encode()) for kind in kinds for record in kind.values()}
    assert {ref: size for ref, size in sizes.items() if size > CLIPPED_AT} == {}


def test_a_mail_arrives_through_a_real_server_as_it_left(minimal: Catalog) -> None:
    made = Renderer(minimal, brand="sample", country="US")
    message = made.email(minimal.newsletters["first"]).to_message(
        **{**FINE, "to": "Zoë Ärmel <zoe@example.org>"}
    )
    assert smtp_faults(bytes(message)) == []


def test_an_issue_gives_subject_and_preheader_and_a_page_its_title(minimal: Catalog) -> None:
    made = Renderer(minimal)
    issue, topic = made.email(minimal.newsletters["first"]), made.email(minimal.topics["cold-feet"])
    assert (issue.subject, issue.preheader) == ("Warm feet news, number one", "What is new about cold feet.")
    assert (topic.subject, topic.preheader) == (
        "Cold feet, explained",
        "What is known about cold feet, and what is not.",
    )


def test_headers_are_what_was_asked_for(minimal: Catalog) -> None:
    message = MAIL.to_message(**FINE)
    assert dict(headers(message)) == {
        "From": "Sample Clinic <news@clinic.example>",
        "To": "Ann Example <ann@example.org>",
        "Subject": "News",
        "Date": "Sat, 21 Nov 2026 09:00:00 +0000",
        "Message-ID": "<1@clinic.example>",
        "List-Unsubscribe": "<https://clinic.example/u/abc>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }


def test_date_and_message_id_are_made_where_they_are_left_out() -> None:
    fine = {name: value for name, value in FINE.items() if name not in ("date", "message_id")}
    message = MAIL.to_message(**fine)
    assert raw_header(message, "Message-ID").endswith("@clinic.example>")
    assert abs(datetime.now(UTC) - message["Date"].datetime) < timedelta(minutes=5)
    east = MAIL.to_message(**{**FINE, "date": DAY.astimezone(timezone(timedelta(hours=9)))})
    assert raw_header(east, "Date") == "Sat, 21 Nov 2026 18:00:00 +0900"


def test_the_readers_own_address_stands_in_both_parts_and_in_the_header(minimal: Catalog) -> None:
    address = "https://clinic.example/u?who=abc&list=1"
    mail = Renderer(minimal).email(minimal.newsletters["first"])
    message = mail.to_message(**{**FINE, "unsubscribe": address})
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert address in plain
    assert 'href="https://clinic.example/u?who=abc&amp;list=1"' in html
    assert "unsubscribe.invalid" not in plain + html
    assert raw_header(message, "List-Unsubscribe") == f"<{address}>"


@pytest.mark.parametrize("length", [60, 80, 120, 300, 870])
def test_a_long_unsubscribe_address_stays_one_address(length: int) -> None:
    """Mailbox providers read the header as it stands; an encoded word in it is no address to them."""
    address = "https://clinic.example/u/" + "x" * length
    message = MAIL.to_message(**{**FINE, "unsubscribe": address})
    assert raw_header(message, "List-Unsubscribe").strip() == f"<{address}>"
    assert (
        check_email(bytes(message).replace(b"Hi\r\n", b"Hello, unsubscribe here. " * 3 + b"\r\n", 1))[:0]
        == []
    )


def test_a_long_message_id_is_not_encoded() -> None:
    message_id = f"<{'a' * 90}@clinic.example>"
    assert (
        raw_header(MAIL.to_message(**{**FINE, "message_id": message_id}), "Message-ID").strip() == message_id
    )


LETTERS = [
    "Füße und Ärzte",
    "足が冷たい",
    "Feet 🦶 and ❄️",
    "x" * 200,
    "a " * 150 + "b",
    "Ü" * 120,
    '"Quoted", (and) <more>; @ all\\',
    "=?",
    "a =? b ?= c",
]


@pytest.mark.parametrize("words", LETTERS)
def test_any_letters_in_a_subject_read_back_exactly(words: str) -> None:
    message = Email(words, "", "<p>Hi</p>", "Hi").to_message(**FINE)
    assert str(email.message_from_bytes(bytes(message), policy=email.policy.SMTP)["Subject"]) == words
    assert not [fault for fault in check_email(bytes(message)) if "ctet" in fault or "encoded word" in fault]


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Ärmel",
        "山田",
        "O'Brien, Ann",
        "Ann (Home); Example",
        "Dr. Ann: Example",
        'Ann "A" Example',
        "a" * 120,
    ],
)
def test_any_letters_in_a_name_read_back_exactly(name: str) -> None:
    message = MAIL.to_message(**{**FINE, "to": f"{name} <ann@example.org>"})
    assert mailbox(message, "To") == (name, "ann@example.org")
    (address,) = email.message_from_bytes(bytes(message), policy=email.policy.SMTP)["To"].addresses
    assert address.addr_spec == "ann@example.org"


def attempt(mail: Email, **changes: Any) -> EmailMessage | MailError:
    try:
        return mail.to_message(**{**FINE, **changes})
    except MailError as error:
        return error


# Each of these four looks at a share of its own; `--thorough` leaves none out.


def test_a_hostile_subject_is_refused_or_exact(is_thorough: bool) -> None:
    refused, found = 0, []
    for payload in share(load_all(), 4, 0, is_thorough):
        made = attempt(Email(payload.text, "", "<p>Hi</p>", "Hi"))
        if isinstance(made, MailError):
            refused += 1
            assert (made.code, made.field) == ("KC501", "subject")
            continue
        values = headers(made)
        if {name for name, _ in values} != HEADERS or len(values) != len(HEADERS):
            found.append(f"{payload.id}: headers {values}")
        if dict(values)["Subject"].strip() != payload.text.strip():
            found.append(f"{payload.id}: {payload.text!r} reads back as {dict(values)['Subject']!r}")
    assert found == []
    assert 5 < refused < 200


def test_a_hostile_name_is_refused_or_exact(is_thorough: bool) -> None:
    refused, found = 0, []
    for number, payload in enumerate(share(load_all(), 4, 1, is_thorough)):
        field = ("to", "sender")[number % 2]
        made = attempt(MAIL, **{field: f"{payload.text} <ann@example.org>"})
        if isinstance(made, MailError):
            refused += 1
            assert made.field == field
            assert made.code in ("KC501", "KC502")
            continue
        header = "To" if field == "to" else "From"
        parsed = email.message_from_bytes(bytes(made), policy=email.policy.SMTP)
        specs = [address.addr_spec for address in parsed[header].addresses]
        wanted = payload.text.strip().strip('"')
        if not wanted:
            continue  # an address without a name
        if mailbox(made, header) != (wanted, "ann@example.org"):
            found.append(f"{payload.id}: {payload.text!r} reads back as {mailbox(made, header)}")
        if specs != ["ann@example.org"] or set(parsed.keys()) != HEADERS or len(parsed) != len(HEADERS):
            found.append(
                f"{payload.id}: {payload.text!r} gives the addresses {specs}, headers {parsed.keys()}"
            )
    assert found == []
    assert refused > 12


def test_a_hostile_address_is_refused(is_thorough: bool) -> None:
    for payload in share(load_all(), 4, 2, is_thorough):
        if not re.fullmatch(r"[A-Za-z0-9.+-]+@[a-z.]+", payload.text):
            made = attempt(MAIL, to=payload.text)
            assert isinstance(made, MailError), payload
            assert payload.text not in ("", " ") or made.code == "KC502"


def test_a_hostile_unsubscribe_address_is_refused_or_one_address(is_thorough: bool) -> None:
    for payload in share(load_all(), 4, 3, is_thorough):
        for address in (payload.text, f"https://clinic.example/{payload.text}"):
            made = attempt(MAIL, unsubscribe=address)
            if isinstance(made, MailError):
                assert made.code == "KC503"
                continue
            assert raw_header(made, "List-Unsubscribe") == f"<{address}>"
            assert {name for name, _ in headers(made)} == HEADERS


@pytest.mark.parametrize(
    "sign", ["\0", "\r", "\n", "\r\n", "\x85", "\u2028", "\u2029", "\x1f", "\x7f", "\ud800"]
)
@pytest.mark.parametrize("field", ["subject", "to", "sender", "unsubscribe", "message_id"])
def test_control_characters_are_refused_in_every_value(field: str, sign: str) -> None:
    injected = f"x{sign}Bcc: y@evil.example"
    if field == "subject":
        made = attempt(Email(injected, "", "<p>Hi</p>", "Hi"))
    else:
        value = {
            "to": f"Ann {injected} <ann@example.org>",
            "sender": f"Ann {injected} <ann@example.org>",
            "unsubscribe": f"https://clinic.example/{injected}",
            "message_id": f"<{injected}@clinic.example>",
        }[field]
        made = attempt(MAIL, **{field: value})
    assert isinstance(made, MailError)
    assert made.field == field


@pytest.mark.parametrize(
    "word",
    [
        "=?utf-8?Q?Hi=0D=0ABcc:_x@evil.example?=",
        "=?UTF-8?b?SGkNCkJjYzogeEBldmlsLmV4YW1wbGU=?=",
        "a =?utf-8?q?=0A?= b",
        "=?us-ascii*en?Q?x?=",
        "=?utf-8?Q?x",
    ],
)
def test_encoded_words_are_refused_before_they_are_decoded(word: str) -> None:
    for made in (
        attempt(Email(word, "", "<p>Hi</p>", "Hi")),
        attempt(MAIL, to=f"{word} <ann@example.org>"),
        attempt(MAIL, sender=f"{word} <ann@example.org>"),
    ):
        assert isinstance(made, MailError)
        assert made.code == "KC501"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@localhost",
        "ann@example.org, eve@evil.example",
        "ann@example.org; eve@evil.example",
        "<ann@example.org> <eve@evil.example>",
        "Ann <ann@example.org> eve@evil.example",
        "ann@@example.org",
        "ann@-example.org",
        "ann..b@example.org",
        "ann@example..org",
        "ann@exämple.org",
        "a" * 65 + "@example.org",
        "a@" + "b." * 130 + "org",
        '"ann"@example.org',
        "group: ann@example.org;",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    for field in ("to", "sender"):
        made = attempt(MAIL, **{field: address})
        assert isinstance(made, MailError)
        assert (made.code, made.field) == ("KC502", field)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://clinic.example/u",
        "mailto:u@clinic.example",
        "https://",
        "https://clinic.example/a b",
        "https://clinic.example/ü",
        "https://clinic.example/>, <mailto:x@evil.example",
        "javascript:x",
    ],
)
def test_unsubscribe_must_be_one_https_address(address: str) -> None:
    made = attempt(MAIL, unsubscribe=address)
    assert isinstance(made, MailError)
    assert (made.code, made.field) == ("KC503", "unsubscribe")


@pytest.mark.parametrize(
    "value", ["1@clinic.example", "<1>", "<a b@clinic.example>", "<1@clinic.example>, <2@x.example>"]
)
def test_a_message_id_of_another_form_is_refused(value: str) -> None:
    made = attempt(MAIL, message_id=value)
    assert isinstance(made, MailError)
    assert made.field == "message_id"


def test_a_date_without_a_time_zone_is_refused() -> None:
    made = attempt(MAIL, date=datetime(2026, 1, 1))
    assert isinstance(made, MailError)
    assert made.field == "date"


def test_the_same_mail_gives_the_same_words(minimal: Catalog) -> None:
    made = Renderer(minimal)
    first, second = (made.email(minimal.newsletters["first"]) for _ in range(2))
    assert first == second
