"""Markdown of ours as docutils nodes, for Sphinx builders that write no HTML.

It knows the Markdown that our templates write (headings, paragraphs, lists, tables, quotes, emphasis, links),
and lets the words of everything else through; nothing is dropped. Titles of sections belong to the host's
document, so headings become rubrics.
"""

from __future__ import annotations

from typing import Any

import pyromark
from docutils import nodes

_INLINE = {"Emphasis": nodes.emphasis, "Strong": nodes.strong, "Strikethrough": nodes.inline}
_BLOCKS = {"Paragraph": nodes.paragraph, "BlockQuote": nodes.block_quote, "Item": nodes.list_item}


def plain_nodes(source: str) -> list[nodes.Node]:
    """Return Markdown as nodes."""
    root = nodes.container()
    stack: list[Any] = [root]
    for event in pyromark.events(source, options=pyromark.Options.ENABLE_TABLES):
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        if kind == "Start":
            stack.append(_opened(*_named(value)))
        elif kind == "End":
            node = stack.pop()
            _add(stack[-1], _closed(node))
        elif kind in ("SoftBreak", "HardBreak"):
            _add(stack[-1], nodes.Text(" " if kind == "SoftBreak" else "\n"))
        elif kind == "Code":
            _add(stack[-1], nodes.literal("", str(value)))
        elif kind == "Rule":
            stack[-1] += nodes.paragraph()
        else:
            _add(stack[-1], nodes.Text(str(value)))
    return list(root.children)


def _named(value: Any) -> tuple[str, Any]:
    return next(iter(value.items())) if isinstance(value, dict) else (value, None)


def _opened(name: str, value: Any) -> nodes.Element:
    """Return the node that a start opens."""
    if name in _INLINE:
        return _INLINE[name]()
    if name in _BLOCKS:
        return _BLOCKS[name]()
    if name == "Heading":
        return nodes.rubric(**{"heading-level": int(value["level"][1])})
    if name == "List":
        return nodes.bullet_list() if value is None else nodes.enumerated_list(start=int(value))
    if name == "Link":
        return nodes.reference(refuri=value["dest_url"])
    if name == "Table":
        return nodes.table(columns=len(value))
    if name == "TableHead":
        return nodes.thead()
    if name == "TableRow":
        return nodes.row()
    if name == "TableCell":
        return nodes.entry()
    if name == "CodeBlock":
        return nodes.literal_block()
    return nodes.container()


def _add(parent: nodes.Element, child: nodes.Node) -> None:
    """Put a node into another; words of a list item or a cell stand in a paragraph."""
    is_inline = isinstance(child, (nodes.Text, nodes.Inline))
    if is_inline and not isinstance(parent, nodes.TextElement):
        if not (parent.children and isinstance(parent.children[-1], nodes.paragraph)):
            parent += nodes.paragraph()
        parent = parent.children[-1]
    parent += child


def _closed(node: nodes.Element) -> nodes.Element:
    """Return a finished node; a table gets the frame that docutils wants."""
    if not isinstance(node, nodes.table):
        return node
    columns = node.attributes.pop("columns")
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=max(1, 100 // columns)) for _ in range(columns)]
    head = next(child for child in node.children if isinstance(child, nodes.thead))
    row = nodes.row()
    row += list(head.children)
    head.children = []
    head += row
    body = nodes.tbody()
    body += [child for child in node.children if isinstance(child, nodes.row)]
    group += head
    if body.children:
        group += body
    table = nodes.table()
    table += group
    return table
