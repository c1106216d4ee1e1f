"""Hostile text comes out of every channel as the letters it is made of, and changes nothing else.

Each test renders the same page twice, with hostile and with harmless words, and compares: the same elements
and attributes, no link that a browser may not open, the same keys, and every text whole and in order
(`kit.parity`). Payloads are put on a page by the hundred, which is what makes it possible to try all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog, Renderer, RichText
from ketacontent.models import Checklist, Contact, CrisisResource, Faq, Record, Source
from ketacontent.models.block import CareCard, Comparison, ComparisonRow, Paragraph
from ketacontent.models.checklist import ChecklistGroup, ChecklistItem
from ketacontent.models.source import Author
from ketacontent.models.text import TextFault
from ketacontent.models.text.nodes import Link, Text
from ketacontent.rendering.shell import Shell, ShellLink
from kit.catalogs import catalog_of
from kit.corpus import Payload, load_all
from kit.dom import surplus
from kit.jsonld import jsonld_faults
from kit.markdown import markdown_html
from kit.parity import faults
from kit.poison import is_plain_text, parsed_texts, plain_texts, poisoned, word_texts
from kit.share import share

CHANNELS = ("html", "markdown", "text", "email", "jsonld")
FOOT = "Content: ketacontent, CC BY 4.0. The sender of this mail is named in its header. Unsubscribe"
STRESS_AND_LINKS = frozenset({"em", "strong", "a", "a@href", "a@style"})
"""What a Markdown field may add."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Batch = Callable[[Catalog, Sequence[str]], tuple[Catalog, Record]]


def test_the_corpora_are_large_enough_to_mean_something() -> None:
    assert len(plain_texts()) > 780
    assert len(word_texts()) > 780
    assert len(parsed_texts()) > 350


def harmless(number: int) -> list[str]:
    return [f"harmless {n}" for n in range(number)]


def keys(value: object) -> list[str]:
    """Return every key of a JSON value, with its place."""
    if isinstance(value, dict):
        return [f"{key}.{inner}" for key, each in value.items() for inner in (keys(each) or [""])]
    if isinstance(value, list):
        return [inner for each in value for inner in keys(each)]
    return []


def differences(
    hostile: tuple[Renderer, Record], base: tuple[Renderer, Record], channel: str, allowed: frozenset[str]
) -> list[str]:
    """Render two records in a channel, and say what hostile words changed."""
    outputs = []
    for made, record in (hostile, base):
        output = made.email(record).html if channel == "email" else getattr(made, channel)(record)
        outputs.append(str(output))
    found = faults(hostile[0].compose(hostile[1]), outputs[0], channel, FOOT if channel == "email" else "")
    if channel == "markdown":
        outputs = [markdown_html(output) for output in outputs]
    if channel == "jsonld":
        data, harmless_data = map(json.loads, outputs)
        found += [] if keys(data) == keys(harmless_data) else ["the keys of the JSON-LD are not the same"]
        found += jsonld_faults(data)
        found += [f"{sign!r} stands in the JSON-LD" for sign in "<>&\u2028\u2029" if sign in outputs[0]]
    elif channel != "text":
        found += surplus(outputs[0], outputs[1], allowed=allowed)
    return found


# One field, all payloads.


def in_headings(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    base = catalog.checklists["before"]
    item = (ChecklistItem(text=RichText("Fine")),)
    groups = tuple(ChecklistGroup.model_construct(heading=text, items=item) for text in texts)
    record: Checklist = base.model_copy(update={"groups": groups})
    return catalog_of(catalog, record), record


def in_titles(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    faq: Faq = catalog.faqs["does-it-hurt"]
    faqs = [faq.model_copy(update={"id": f"n-{n}", "title": text}) for n, text in enumerate(texts)]
    topic = catalog.topics["cold-feet"].model_copy(update={"faqs": tuple(f.id for f in faqs)})
    return catalog_of(catalog, topic, *faqs), topic


def in_contacts(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    line: CrisisResource = catalog.crisis_resources["gb-line"]
    phone, text_message, chat = line.contacts
    contacts = tuple(
        contact.model_copy(update={"display": text, "instruction": text})
        for contact, text in zip(cycle((phone, text_message, chat)), texts, strict=False)
    )
    record = line.model_copy(update={"contacts": contacts})
    return catalog_of(catalog, record), record


def in_crisis_help(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    line: CrisisResource = catalog.crisis_resources["us-emergency"]
    lines = [
        line.model_copy(
            update={
                "id": f"n-{n}",
                "title": text,
                "region": text,
                "hours": text,
                "serves": text,
                "languages": (text, text),
                "country_name": f"Country {n:04}",
                "contacts": (Contact.model_construct(method="phone", display=text, number="0000"),),
            }
        )
        for n, text in enumerate(texts)
    ]
    return catalog_of(catalog, *lines), catalog.conditions["low-mood"]


def in_sources(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    base: Source = catalog.sources["trial-one"]
    sources = []
    for number, text in enumerate(texts):
        author = (
            Author.model_construct(literal=text)
            if number % 2
            else Author.model_construct(family=text, given=text)
        )
        update = {"id": f"n-{number}", "title": text, "container_title": text, "volume": text, "page": text}
        update |= {"authors": (author,), "type": "document" if number % 3 else "article", "publisher": text}
        sources.append(base.model_copy(update=update))
    record = catalog.faqs["does-it-hurt"].model_copy(update={"sources": tuple(s.id for s in sources)})
    return catalog_of(catalog, record, *sources), record


def in_paragraphs(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    """Texts of Markdown fields: they begin a paragraph, a list item and a quotation."""
    blocks = tuple(Paragraph(text=RichText.plain_words(text)) for text in texts)
    record = catalog.faqs["does-it-hurt"].model_copy(update={"answer": blocks})
    return catalog_of(catalog, record), record


def in_items(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    words = [RichText.plain_words(text) for text in texts]
    items = tuple(ChecklistItem(text=text, why=text) for text in words)
    group = ChecklistGroup(heading="Group", items=items)
    update = {"groups": (group,), "warning_signs": tuple(words)}
    record: Checklist = catalog.checklists["before"].model_copy(update=update)
    return catalog_of(catalog, record), record


def in_tables(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    """Captions, columns and labels, which stand in attributes too."""
    # Plain text has signs between the parts of a table: a part of signs only cannot be told from them.
    words = [RichText.plain_words(text) for text in texts if any(map(str.isalnum, text))]
    words += [RichText.plain_words("filled up")] * (len(texts) - len(words))
    blocks = tuple(
        Comparison(
            caption=part[0],
            columns=tuple(part[:3]),
            rows=(ComparisonRow(label=part[-1], cells=(part[0], part[-1])),),
        )
        for start in range(0, len(words), 3)
        if len(part := words[start : start + 3]) == 3
    )
    record = catalog.faqs["does-it-hurt"].model_copy(update={"answer": blocks})
    return catalog_of(catalog, record), record


def in_cards(catalog: Catalog, texts: Sequence[str]) -> tuple[Catalog, Record]:
    cards = tuple(
        CareCard(urgency="urgent", heading=words, items=(words,), action=words)
        for words in map(RichText.plain_words, texts)
    )
    record = catalog.side_effects["dizziness"].model_copy(update={"get_help": cards})
    return catalog_of(catalog, record), record


PLAIN_FIELDS: tuple[Batch, ...] = (in_headings, in_titles, in_contacts, in_crisis_help, in_sources)
RICH_FIELDS: tuple[Batch, ...] = (in_paragraphs, in_items, in_tables, in_cards)


SHARES = 5
"""Every fifth text, others for each field and channel, so that fields and channels meet all of them."""


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("batch", PLAIN_FIELDS, ids=lambda batch: batch.__name__)
def test_plain_words_change_nothing(minimal: Catalog, batch: Batch, channel: str, is_thorough: bool) -> None:
    turn = PLAIN_FIELDS.index(batch) + CHANNELS.index(channel)
    texts = share([payload.text for payload in plain_texts()], SHARES, turn, is_thorough)
    assert run(minimal, batch, texts, channel) == []


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("batch", RICH_FIELDS, ids=lambda batch: batch.__name__)
def test_words_of_markdown_fields_change_nothing(
    minimal: Catalog, batch: Batch, channel: str, is_thorough: bool
) -> None:
    turn = RICH_FIELDS.index(batch) + CHANNELS.index(channel)
    texts = share([p.text for p in word_texts() if len(p.text) < 1_000], SHARES, turn, is_thorough)
    assert run(minimal, batch, texts, channel) == []


def run(minimal: Catalog, batch: Batch, texts: Sequence[str], channel: str) -> list[str]:
    hostile, base = batch(minimal, texts), batch(minimal, harmless(len(texts)))
    renderers = [
        (Renderer(catalog, base_url="https://clinic.example"), record) for catalog, record in (hostile, base)
    ]
    return differences(renderers[0], renderers[1], channel, frozenset())


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_read_as_markdown_gives_stress_and_links_only(minimal: Catalog, channel: str) -> None:
    texts = [text for _, text in parsed_texts() if channel != "email" or not stands_alone(text)]
    plain = [RichText(each) for each in harmless(len(texts))]
    assert as_paragraphs(minimal, texts, plain, channel, STRESS_AND_LINKS) == []


def test_a_link_that_stands_alone_in_a_mail_is_a_button_and_no_more(minimal: Catalog) -> None:
    texts = [text for _, text in parsed_texts() if stands_alone(text)]
    assert texts
    plain = [RichText(f"[{each}](https://a.example/)") for each in harmless(len(texts))]
    assert as_paragraphs(minimal, texts, plain, "email", frozenset()) == []


def stands_alone(text: RichText) -> bool:
    return len(text.nodes) == 1 and isinstance(text.nodes[0], Link)


def as_paragraphs(
    minimal: Catalog,
    texts: Sequence[RichText],
    plain: Sequence[RichText],
    channel: str,
    allowed: frozenset[str],
) -> list[str]:
    """Put each text into a paragraph of its own, and say what is other than with the plain ones."""
    pairs = []
    for each in (texts, plain):
        answer = tuple(Paragraph(text=text) for text in each)
        record = minimal.faqs["does-it-hurt"].model_copy(update={"answer": answer})
        pairs.append((Renderer(catalog_of(minimal, record)), record))
    return differences(pairs[0], pairs[1], channel, allowed)


# All fields at once, with other payloads each time.


def feed(texts: Sequence[str], start: int) -> Callable[[int], str]:
    """Return a function that gives one text after the other, none longer than it is asked for."""
    endless = cycle([*texts[start:], *texts[:start]])
    return lambda most: next(text for text in endless if len(text) <= most)


def counted() -> Callable[[int], str]:
    numbers = count()
    return lambda most: f"harmless {next(numbers)}"


ROUNDS = 3


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_every_field_of_every_kind_can_hold_hostile_words(minimal: Catalog, turn: int) -> None:
    """Each round puts other payloads into every field, and each record goes through another channel."""
    plain = [payload.text for payload in plain_texts()]
    rich = [payload.text for payload in word_texts() if len(payload.text) < 400]
    start = turn * len(plain) // ROUNDS
    next_plain, next_rich = feed(plain, start), feed(rich, start)
    harmless_plain, harmless_rich = counted(), counted()
    catalog = poisoned(minimal, next_plain, lambda: next_rich(400))
    base = poisoned(minimal, harmless_plain, lambda: harmless_rich(400))
    made, harmless_made = Renderer(catalog), Renderer(base)
    found = []
    for number, record in enumerate(catalog):
        twin = base.get(record.ref)
        for channel in islice(
            cycle(("html", "markdown", "email", "jsonld", "text", "page")), number + turn, number + turn + 3
        ):
            if channel != "email" or record.kind != "newsletter":
                found += differences((made, record), (harmless_made, twin), channel, frozenset())
    assert found == []


def test_a_template_that_does_not_escape_is_found(minimal: Catalog, tmp_path: Path) -> None:
    """The comparison itself is tried."""
    (tmp_path / "html").mkdir()
    source = "{% autoescape " + "false %}<p>{{ block.text.plain }}</p>{% endautoescape %}"
    (tmp_path / "html" / "paragraph.html.jinja").write_text(source)
    texts = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>y</a>"]
    pairs = []
    for words in (texts, harmless(len(texts))):
        catalog, record = in_paragraphs(minimal, words)
        pairs.append((Renderer(catalog, templates=[tmp_path]), record))
    found = "\n".join(differences(pairs[0], pairs[1], "html", frozenset()))
    for sign in ("extra script", "extra img@onerror", "bad link: a href=javascript:x", "wanted '<script>"):
        assert sign in found


# Titles: in the head of a document, in front matter, in JSON-LD.


def titled(minimal: Catalog, turn: int, is_thorough: bool) -> Iterator[tuple[str, Renderer, Record]]:
    """Yield small pages whose title, definition and brand are hostile; a share of them for each turn."""
    term, brand = minimal.glossary_terms["sway"], minimal.brands["sample"]
    for payload in share(list(plain_texts()), 3, turn, is_thorough):
        record = term.model_copy(
            update={"title": payload.text, "definition": RichText.of(Text(payload.text)), "avoid": ()}
        )
        names = {"title": payload.text, "legal_name": payload.text, "postal_address": (payload.text,) * 2}
        speaker = brand.model_copy(update={**names, "phone": payload.text})
        yield payload.text, Renderer(catalog_of(minimal, record), brand=speaker), record


def shell_with(text: str) -> Shell:
    """Return a shell with a text in each of its places."""
    link = (ShellLink(text, "b.html"),)
    return Shell("a.css", home=link[0], navigation=link, trail=link, footer_links=link, has_sharing=True)


def test_titles_and_brands_stand_in_a_document_as_they_are(minimal: Catalog, is_thorough: bool) -> None:
    base: str | None = None
    found = []
    calm_tags: list[str | None] = []
    for number, (text, made, record) in enumerate(titled(minimal, 0, is_thorough)):
        html = made.page(record, shell=shell_with(text))
        if base is None:
            calm = made.catalog.glossary_terms["sway"].model_copy(
                update={"title": "Calm", "definition": RichText("c")}
            )
            base = Renderer(catalog_of(minimal, calm), brand="sample").page(calm, shell=shell_with("calm"))
            calm_tags = [node.tag for node in LexborHTMLParser(base).css("*")]
        if number % 6 == 0:  # by the parser that takes its time; the fast one looks at every text
            found += surplus(html, base)
        head = LexborHTMLParser(html).css
        tags = [node.tag for node in head("*")]
        found += [] if tags == calm_tags else [f"{text!r} changes the elements"]
        (title,), (meta,) = head("title"), head("meta[name=description]")
        shown = [title.text(), meta.attributes["content"]]
        found += [] if shown == [f"{text} – {text}", text] else [f"{text!r} is shown as {shown}"]
        (data,) = head("script")
        named = json.loads(data.text())["name"]
        found += [] if named == text else [f"{text!r} is named {named!r} in the JSON-LD"]
    assert found == []


def test_front_matter_reads_back_as_the_title(minimal: Catalog, is_thorough: bool) -> None:
    found = []
    for text, made, record in titled(minimal, 1, is_thorough):
        _, front, body = made.markdown(record, front_matter=True).split("---\n", 2)
        data = yaml.load(front, LOADER)
        if (data["title"], data["description"]) != (text, text):
            found.append(f"{text!r} reads back as {data['title']!r}")
        if list(data) != ["title", "description", "kind", "id", "lang", "version", "review_due"]:
            found.append(f"{text!r} changes the keys: {list(data)}")
        if not body.startswith("\n# "):
            found.append(f"{text!r} changes how the body begins: {body[:20]!r}")
    assert found == []


# Links: what is not a whole address is refused; what is one is escaped.


def test_no_payload_becomes_an_address_of_another_scheme() -> None:
    accepted = []
    for payload in load_all():
        try:
            contact = Contact(method="web", display="Words", url=payload.text)
        except ValidationError:
            continue
        accepted.append(contact.url)
    assert all(str(url).startswith(("https://", "mailto:", "tel:")) for url in accepted)
    assert not [url for url in accepted if set(str(url)) & set("\"'<> \n\t\\`")]


@pytest.mark.parametrize("payload", load_all("url"), ids=lambda payload: payload.id)
def test_a_hostile_address_is_refused_or_stays_an_address(minimal: Catalog, payload: Payload) -> None:
    try:
        text = RichText(f"[words](<{payload.text}>)")
    except TextFault as fault:
        assert fault.code in ("KC110", "KC113")
        return
    is_link = any(isinstance(node, Link) for node in text.nodes)
    harmless_text = RichText("[words](https://harmless.example/)" if is_link else "words")
    pairs = []
    for answer in (text, harmless_text):
        record = minimal.faqs["does-it-hurt"].model_copy(update={"answer": (Paragraph(text=answer),)})
        pairs.append((Renderer(catalog_of(minimal, record)), record))
    for channel in ("html", "markdown", "email"):
        assert differences(pairs[0], pairs[1], channel, frozenset()) == []


def test_plain_text_refuses_what_is_no_letter() -> None:
    refused = ["\0", "a\nb", "a\tb", "a\rb", "\u202eabc", "\ufeff", "\x85", " a", "a ", "", "\ud800"]
    assert [text for text in refused if is_plain_text(text)] == []
