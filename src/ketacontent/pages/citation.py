"""A source -> its entry in a reference list, in AMA style (11th edition)."""

from __future__ import annotations

from ketacontent.models import RichText, Source
from ketacontent.models.source import Author
from ketacontent.models.text.characters import is_allowed_address
from ketacontent.models.text.nodes import Emphasis, Link, Node, Text
from ketacontent.pages.words import Words

_ARTICLES = frozenset({"article-journal", "article"})


def reference(source: Source, words: Words) -> RichText:
    """Return the entry: authors, title, where and when it came out, and how to find it."""
    nodes: list[Node] = []
    authors = _authors(source)
    if authors:
        nodes.append(Text(f"{_closed(authors)} "))
    nodes.append(Text(f"{_closed(source.title)} "))
    nodes.extend(_article(source) if source.type in _ARTICLES else _document(source, words))
    if source.is_retracted:
        nodes.append(Text(" " + words("Retracted.")))
    return RichText.of(*nodes)


def _authors(source: Source) -> str:
    """Return up to six authors, or the first three and "et al"."""
    names = [_name(author) for author in source.authors]
    if source.authors_truncated or len(names) > 6:
        return ", ".join([*names[:3], "et al"]) if names else ""
    return ", ".join(names)


def _name(author: Author) -> str:
    if author.literal is not None:
        return author.literal
    initials = "".join(part[0] for part in (author.given or "").replace("-", " ").replace(".", " ").split())
    return f"{author.family} {initials}".strip()


def _article(source: Source) -> list[Node]:
    nodes: list[Node] = []
    if source.container_title:
        nodes += [Emphasis((Text(_closed(source.container_title)),)), Text(" ")]
    year = source.issued[:4] if source.issued else ""
    volume = source.volume or ""
    issue = f"({source.issue})" if source.issue else ""
    page = f":{source.page}" if source.page else ""
    place = f"{year};{volume}{issue}{page}" if volume or issue or page else year
    if place:
        nodes.append(Text(_closed(place) + " "))
    nodes += _address(source)
    return nodes


def _document(source: Source, words: Words) -> list[Node]:
    names = [name for name in (source.container_title, source.publisher) if name]
    authors = {author.literal for author in source.authors}
    text = "".join(f"{_closed(name)} " for name in names if name not in authors)
    if source.number:
        text += f"{_closed(source.number)} "
    if source.issued:
        text += f"{words.partial_date(source.issued)}. "
    if source.accessed:
        text += words("Accessed {day}.", day=words.partial_date(source.accessed)) + " "
    return [Text(text), *_address(source)] if text else _address(source)


def _address(source: Source) -> list[Node]:
    address = source.address
    if address is None:
        return [Text(f"PMID {source.pmid}.")] if source.pmid else []
    shown = f"doi:{source.doi}" if source.doi else address
    return [Link(address, (Text(shown),))] if is_allowed_address(address) else [Text(shown)]


def _closed(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
