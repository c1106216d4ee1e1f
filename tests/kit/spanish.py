"""Spanish words for a few records of the minimal pack, as tests lay them over it."""

from __future__ import annotations

from pathlib import Path

from ketacontent import Catalog
from ketacontent.catalog.load import load_folders

MANIFEST = """\
id: spanish
title: Un registro de cada tipo
version: 0.1.0
as_of: 2026-11-22
locale: es
translates: true
license: CC-BY-4.0
"""
WORDS = {
    "glossary-term/sway": "over: 1.0.0\ntitle: Vaivén\ndefinition: Moverse con suavidad de un lado a otro.\n",
    "faq/does-it-hurt": (
        "over: 1.0.0\ntitle: ¿Duele?\nsummary: No se usa aguja, pero puede escocer. [@trial-one]\n"
        "answer: |\n  El escozor se pasa. [@trial-one]\n"
    ),
    "safety-notice/boxed-warning": (
        "over: 1.0.0\ntitle: Advertencia del espray\nbody:\n  - La ficha advierte de sueño.\n"
        "action: Quédese hasta que le digan que puede irse.\n"
    ),
    "claim/warms-feet": (
        "over: 1.0.0\ntext: Tras un día, 17 de 43 personas adultas tenían los pies más calientes, frente a "
        "3 de 42 con agua tibia; es probable que ayude a algunas personas.\n"
    ),
}


def write_spanish(folder: Path, words: dict[str, str] | None = None, manifest: str = MANIFEST) -> Path:
    """Write a pack of Spanish words; returns its folder.

    Args:
        folder: where it goes.
        words: what stands in each file behind the id, by `kind/id`.
        manifest: its manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(manifest, "utf-8")
    for ref, text in (WORDS if words is None else words).items():
        kind, _, id = ref.partition("/")
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / f"{id}.yaml").write_text(f"id: {id}\n{text}", "utf-8")
    return folder


def in_spanish(minimal: Catalog, folder: Path, words: dict[str, str] | None = None) -> Catalog:
    """Return the minimal pack with Spanish words laid over it."""
    return load_folders([write_spanish(folder, words)], minimal)
