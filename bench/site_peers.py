"""The made-up pages for other site builders, each with one plain theme; it measures nothing.

Every builder gets the same words as Markdown with front matter, prints them inside one layout with a JSON-LD
object, and writes `<id>/index.html`. What a builder makes beside pages (feeds, lists, maps) is switched off.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from site_pack import Page, Source, body_markdown, claims, pages, put, sources

_MENU = "".join(
    f'<li><a href="/{name}/">{name.capitalize()}</a></li>' for name in ("topics", "steps", "words", "about")
)


def layout(fields: Mapping[str, str]) -> str:
    """Return the layout with a template language's own marks in it: title, summary, id, content, data."""
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{fields["title"]}</title>
<meta name="description" content="{fields["summary"]}">
<link rel="canonical" href="https://example.org/{fields["id"]}/">
<link rel="stylesheet" href="/style.css">
<script type="application/ld+json">{fields["data"]}</script>
</head>
<body>
<a href="#main">Skip to the content</a>
<header><nav aria-label="Main"><ul>{_MENU}</ul></nav></header>
<main id="main">
<article>
<h1>{fields["title"]}</h1>
<p>{fields["summary"]}</p>
{fields["content"]}
</article>
</main>
<footer><p>Made up for a measurement.</p></footer>
</body>
</html>
"""


def _jinja(title: str, summary: str, id: str, content: str) -> str:
    data = (
        '{{ {"@context": "https://schema.org", "@type": "MedicalWebPage", "name": '
        + f'{title}, "description": {summary}, "url": "https://example.org/" + {id} + "/"}} | tojson }}}}'
    )
    return layout(
        {
            "title": f"{{{{ {title} | e }}}}",
            "summary": f"{{{{ {summary} | e }}}}",
            "id": f"{{{{ {id} }}}}",
            "content": f"{{{{ {content} }}}}",
            "data": data,
        }
    )


def _front(page: Page) -> str:
    return f'---\ntitle: "{page.title}"\ndescription: "{page.summary}"\nslug: {page.id}\n---\n\n'


def write_hugo(folder: Path, bodies: Mapping[str, tuple[Page, str]]) -> None:
    """Hugo: Goldmark and Go templates."""
    put(
        folder / "hugo.toml",
        'baseURL = "https://example.org/"\ntitle = "Made up"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "section"]\n'
        '[permalinks]\npages = "/:slug/"\n',
    )
    data = (
        '{{ dict "@context" "https://schema.org" "@type" "MedicalWebPage" "name" .Title '
        '"description" .Description "url" .Permalink | jsonify | safeJS }}'
    )
    put(
        folder / "layouts/_default/single.html",
        layout(
            {
                "title": "{{ .Title }}",
                "summary": "{{ .Description }}",
                "id": "{{ .Slug }}",
                "content": "{{ .Content }}",
                "data": data,
            }
        ),
    )
    put(folder / "layouts/index.html", "<!DOCTYPE html><title>Home</title><p>Home</p>\n")
    for page, body in bodies.values():
        put(folder / f"content/pages/{page.id}.md", _front(page) + body)


def write_eleventy(folder: Path, bodies: Mapping[str, tuple[Page, str]]) -> None:
    """Eleventy: markdown-it and Nunjucks."""
    put(
        folder / "eleventy.config.mjs",
        "export default (config) => {\n  config.setQuietMode(true);\n"
        "  return { markdownTemplateEngine: false, "
        'dir: { input: "content", output: "_site", includes: "../_includes" } };\n};\n',
    )
    put(folder / "package.json", '{"type": "module", "private": true}\n')
    put(
        folder / "content/pages/pages.11tydata.mjs",
        'export default { layout: "page.njk", permalink: (data) => `/${data.slug}/index.html` };\n',
    )
    data = (
        '{{ {"@context": "https://schema.org", "@type": "MedicalWebPage", "name": title, '
        '"description": description, "url": "https://example.org/" + slug + "/"} | dump | safe }}'
    )
    put(
        folder / "_includes/page.njk",
        layout(
            {
                "title": "{{ title }}",
                "summary": "{{ description }}",
                "id": "{{ slug }}",
                "content": "{{ content | safe }}",
                "data": data,
            }
        ),
    )
    for page, body in bodies.values():
        put(folder / f"content/pages/{page.id}.md", _front(page) + body)


def write_pelican(folder: Path, bodies: Mapping[str, tuple[Page, str]]) -> None:
    """Pelican: Python-Markdown and Jinja."""
    nothing = "FEED_ALL_ATOM CATEGORY_FEED_ATOM TRANSLATION_FEED_ATOM AUTHOR_FEED_ATOM AUTHOR_FEED_RSS"
    put(
        folder / "pelicanconf.py",
        "\n".join(f"{name} = None" for name in nothing.split())
        + '\nSITENAME = "Made up"\nSITEURL = ""\nTIMEZONE = "UTC"\nTHEME = "theme"\nPATH = "content"\n'
        'ARTICLE_PATHS = ["none"]\nPAGE_PATHS = ["pages"]\nSTATIC_PATHS = []\nDIRECT_TEMPLATES = []\n'
        'PAGE_URL = "{slug}/"\nPAGE_SAVE_AS = "{slug}/index.html"\n'
        'MARKDOWN = {"extensions": ["tables", "meta"], "output_format": "html5"}\n'
        "TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ''\n",
    )
    put(
        folder / "theme/templates/page.html",
        _jinja("page.title", "page.description", "page.slug", "page.content"),
    )
    (folder / "theme/static").mkdir(parents=True)
    (folder / "content/none").mkdir(parents=True)
    for page, body in bodies.values():
        head = f"Title: {page.title}\nSlug: {page.id}\nDescription: {page.summary}\nDate: 2026-11-21\n\n"
        put(folder / f"content/pages/{page.id}.md", head + body)


def write_mkdocs(folder: Path, bodies: Mapping[str, tuple[Page, str]]) -> None:
    """MkDocs: Python-Markdown and Jinja, with no theme but this one."""
    put(
        folder / "mkdocs.yml",
        "site_name: Made up\nsite_url: https://example.org/\nplugins: []\nmarkdown_extensions: [tables]\n"
        "theme:\n  name: null\n  custom_dir: theme\n"
        "validation:\n  links: {absolute_links: ignore, unrecognized_links: ignore}\n",
    )
    put(
        folder / "theme/main.html",
        _jinja("page.meta.title", "page.meta.description", "page.meta.slug", "page.content"),
    )
    put(folder / "docs/index.md", "---\ntitle: Home\ndescription: Home\nslug: home\n---\n\nHome\n")
    for page, body in bodies.values():
        put(folder / f"docs/{page.id}.md", _front(page) + body)


def write_floor(folder: Path, bodies: Mapping[str, tuple[Page, str]]) -> None:
    """The floor gets parsed data: no file of Markdown or YAML is read, nothing is checked."""
    named = {source.id: source for source in sources()}
    records = [(page, [named[id] for id in page.sources]) for page, _ in bodies.values()]
    folder.mkdir(parents=True)
    (folder / "records.pickle").write_bytes(pickle.dumps(records, 5))


WRITERS: dict[str, Callable[[Path, Mapping[str, tuple[Page, str]]], None]] = {
    "hugo": write_hugo,
    "eleventy": write_eleventy,
    "pelican": write_pelican,
    "mkdocs": write_mkdocs,
    "floor": write_floor,
}


def write_peer(name: str, folder: Path, count: int) -> None:
    """Write the input of one builder."""
    shutil.rmtree(folder, ignore_errors=True)
    named: dict[str, Source] = {source.id: source for source in sources()}
    said = claims()
    WRITERS[name](folder, {page.id: (page, body_markdown(page, named, said)) for page in pages(count)})
