"""`{% load ketacontent %}`: our content in Django's own templates.

`{% ketacontent "route/intravenous" %}` prints our fragment. In
`{% ketacontent "route/intravenous" as route %}...{% endketacontent %}` the project writes the markup
and we keep the guarantee: what must show and is not seen in it is appended.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ketacontent.integrations.complete import complete, refuse_unescaped
from ketacontent.integrations.django.setting import project_renderer
from ketacontent.models import Record, RichText
from ketacontent.renderer import Renderer

register = template.Library()


@register.tag("ketacontent")
def ketacontent(parser: Parser, token: Token) -> template.Node:
    """Read the tag, in its short form or around markup of the project."""
    words = token.split_contents()
    if len(words) == 2:
        return FragmentNode(parser.compile_filter(words[1]))
    if len(words) == 4 and words[2] == "as" and words[3].isidentifier():
        body = parser.parse(("endketacontent",))
        parser.delete_first_token()
        return BlockNode(parser.compile_filter(words[1]), words[3], body)
    raise template.TemplateSyntaxError(
        f'Write {{% {words[0]} "kind/id" %}}, or '
        f'{{% {words[0]} "kind/id" as record %}}...{{% endketacontent %}}.'
    )


class FragmentNode(template.Node):
    """Prints a record as our fragment."""

    def __init__(self, ref: FilterExpression) -> None:
        self.ref = ref

    def render(self, context: Context) -> SafeString:
        """Return the fragment.

        Raises:
            UnknownId: there is no such record; near matches are named.
            UsageError: (KC604) the template does not escape.
        """
        renderer = _renderer(context)
        return mark_safe(renderer.html(renderer.catalog.get(str(self.ref.resolve(context)))))  # noqa: S308 - made by escaping templates


class BlockNode(template.Node):
    """Prints the project's markup around a record, with what must show."""

    def __init__(self, ref: FilterExpression, name: str, nodelist: NodeList) -> None:
        self.ref, self.name, self.nodelist = ref, name, nodelist

    def render(self, context: Context) -> SafeString:
        """Return the markup, and behind it the notices that it lacks.

        Raises:
            UnknownId: there is no such record; near matches are named.
            UsageError: (KC604) the template does not escape.
            MissingNotice: the markup hides even what is appended to it.
        """
        renderer = _renderer(context)
        record = renderer.catalog.get(str(self.ref.resolve(context)))
        with context.push(**{self.name: record}):
            body = self.nodelist.render(context)
        return mark_safe(complete(body, record, renderer))  # noqa: S308 - the project's markup, and ours


@register.simple_tag(takes_context=True)
def ketacontent_section(context: Context, record: Record | str, id: str) -> SafeString:
    """Return one section of a record's page, empty where it has none by that id."""
    renderer = _renderer(context)
    found = renderer.catalog.get(record) if isinstance(record, str) else record
    return mark_safe(renderer.section(found, id))  # noqa: S308 - made by escaping templates


@register.filter
def richtext(text: RichText) -> SafeString:
    """Return a text with its emphasis, links and sources; Django prints the words alone."""
    return mark_safe(text.__html__())  # noqa: S308 - written from nodes, everything escaped


def _renderer(context: Context) -> Renderer:
    refuse_unescaped(
        context.autoescape,
        "The template that uses this tag does not escape HTML.",
        "Leave autoescape on, in the template and in the engine's options.",
    )
    return project_renderer(getattr(context, "request", None))
