"""The floor of a site builder in Python: one compiled Jinja template over data that is already parsed.

Nothing is read but one pickle, nothing is checked, no Markdown is parsed. Usage: site_floor.py RECORDS OUT
"""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
from html import escape

from jinja2 import Environment

from site_peers import layout

BODY = """{% for heading, blocks in sections %}<h2>{{ heading }}</h2>
{% for block in blocks %}{% if block | length == 1 %}<p>{{ block[0] | safe }}</p>
{% else %}<ul>{% for text in block %}<li>{{ text | safe }}</li>
{% endfor %}</ul>
{% endif %}{% endfor %}{% endfor %}<table>
{% for row in page.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
<ol>{% for source in sources %}<li>Example A. {{ source.title }}. {{ source.year }}.</li>
{% endfor %}</ol>
<ul>{% for id in page.related %}<li><a href="/{{ id }}/">{{ id }}</a></li>
{% endfor %}</ul>"""


def inline(text: str) -> str:
    """Write one text as HTML, before the clock of a page would start."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False))
    return re.sub(r"\[([^\]@]+)\]\((.+?)\)", r'<a href="\2">\1</a>', text)


def main() -> None:
    """Write every page."""
    source, out = sys.argv[1:]
    with open(source, "rb") as file:
        records = pickle.load(file)
    template = Environment(autoescape=True).from_string(
        layout(
            {
                "title": "{{ page.title }}",
                "summary": "{{ page.summary }}",
                "id": "{{ page.id }}",
                "content": BODY,
                "data": "{{ data | safe }}",
            }
        )
    )
    os.makedirs(out)
    for page, cited in records:
        sections = [(h, [tuple(map(inline, block)) for block in blocks]) for _, h, blocks in page.sections]
        data = json.dumps({"@type": "MedicalWebPage", "name": page.title, "description": page.summary})
        html = template.render(page=page, sections=sections, sources=cited, data=data)
        os.mkdir(f"{out}/{page.id}")
        with open(f"{out}/{page.id}/index.html", "wb") as file:
            file.write(html.encode())


if __name__ == "__main__":
    main()
