"""Derives the table of schema.org terms that the tests check JSON-LD against.

Takes schema.org's own vocabulary file (schemaorg-current-https.jsonld of a release) and keeps names and
relations: what a class inherits, where a property may stand and what it may hold, which members an
enumeration has, and what is superseded. Prose is left out. The result is test data under
schema.org's license and is not shipped.

Usage: python scripts/vocabulary.py schemaorg-current-https.jsonld RELEASE
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "tests" / "kit" / "schemaorg.json"
LICENSE = (
    "Names and relations of schema.org terms, derived from the schema.org vocabulary, "
    "https://schema.org/docs/terms.html, under CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/"
)

Node = dict[str, object]


def name_of(reference: object) -> str:
    """Return the bare term of `{"@id": "schema:Term"}` or of `"schema:Term"`."""
    text = reference["@id"] if isinstance(reference, dict) else reference
    return str(text).removeprefix("schema:")


def names(value: object) -> list[str]:
    """Return the bare terms of one reference, several, or none."""
    if value is None:
        return []
    return sorted(name_of(item) for item in (value if isinstance(value, list) else [value]))


def derive(graph: list[Node], release: str) -> dict[str, object]:
    """Reduce the vocabulary's graph to the table."""
    classes: dict[str, list[str]] = {}
    properties: dict[str, list[list[str]]] = {}
    members: dict[str, list[str]] = {}
    superseded: dict[str, list[str]] = {}
    for node in graph:
        term, types = name_of(node["@id"]), names(node["@type"])
        if "schema:supersededBy" in node:
            superseded[term] = names(node["schema:supersededBy"])
        if "rdf:Property" in types:
            properties[term] = [
                names(node.get("schema:domainIncludes")),
                names(node.get("schema:rangeIncludes")),
            ]
            continue
        if "rdfs:Class" in types:
            classes[term] = names(node.get("rdfs:subClassOf"))
        enumerations = [name for name in types if name != "rdfs:Class"]
        if enumerations:
            members[term] = enumerations
    return {
        "license": LICENSE,
        "release": release,
        "classes": classes,
        "properties": properties,
        "members": members,
        "superseded": superseded,
    }


def layout(table: dict[str, object]) -> str:
    """Write the table as JSON with one term a line, so that a new release is a readable diff."""
    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows = ",\n".join(
                f"{json.dumps(term)}:{json.dumps(value[term], separators=(',', ':'))}"
                for term in sorted(value)
            )
            parts.append(f"{json.dumps(key)}: {{\n{rows}\n}}")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Read the vocabulary named on the command line and write the table."""
    parser = argparse.ArgumentParser(description="Derive tests/kit/schemaorg.json.")
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("release", help="the release it is from, such as 30.0")
    options = parser.parse_args()
    graph = json.loads(options.vocabulary.read_text("utf-8"))["@graph"]
    text = layout(derive(graph, options.release))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(text)} characters")


if __name__ == "__main__":
    main()
