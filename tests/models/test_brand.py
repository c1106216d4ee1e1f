"""Brands: colors that everybody can read, on the brand's own grounds and on ours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ketacontent.catalog import Catalog
from ketacontent.models import Brand
from ketacontent.models.brand import AA_TEXT, OWN_GROUNDS, OWN_QUIET, Palette, contrast
from ketacontent.rendering.html import stylesheet


def refusal(model: Any, **fields: object) -> str:
    """Return what a model says against fields."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(model).validate_python(fields)
    return "; ".join(each["msg"] for each in caught.value.errors())


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#ffffff", 21.0),
        ("#777777", "#fff", 4.48),
        ("#767676", "#fff", 4.54),
        ("#abc", "#aabbcc", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@pytest.mark.parametrize("pair", [("text", "background"), ("link", "background"), ("on_accent", "accent")])
def test_colors_that_cannot_be_read_are_refused(pair: tuple[str, str]) -> None:
    front, back = pair
    assert f"{front} #777777 on {back} #ffffff" in refusal(Palette, **{front: "#777777", back: "#ffffff"})


def test_lines_that_cannot_be_seen_are_refused() -> None:
    assert "accent #eeeeee on background" in refusal(Palette, accent="#eeeeee", on_accent="#000000")


@pytest.mark.parametrize(
    ("theme", "colors", "pair"),
    [
        (
            "light",
            {"background": "#8899aa", "text": "#000000", "link": "#000000", "accent": "#000000"},
            "lesser words",
        ),
        ("light", {"link": "#73737a"}, "link #73737a on our"),
        ("dark", {"background": "#000000", "text": "#8a8a8a", "link": "#ffffff"}, "text #8a8a8a on our"),
    ],
)
def test_a_brand_must_be_readable_on_the_stylesheets_own_grounds_too(
    minimal: Catalog, theme: str, colors: dict[str, str], pair: str
) -> None:
    sample = minimal.brands["sample"].model_dump(mode="json")
    sample[theme] |= colors
    assert f"{theme}: {pair}" in refusal(Brand, **sample)


@pytest.mark.parametrize(("at", "theme"), [(1, "light"), (2, "dark")])
def test_the_grounds_that_brands_are_checked_on_are_those_of_the_stylesheet(at: int, theme: str) -> None:
    tokens = {
        name: values
        for name, *values in re.findall(r"--kc-([a-z-]+): light-dark\((#\w+), (#\w+)\)", stylesheet())
    }
    assert tokens["quiet"][at - 1] == OWN_QUIET[theme]
    for ground, color in OWN_GROUNDS[theme].items():
        assert tokens[ground][at - 1] == color


def test_the_palettes_we_ship_can_be_read() -> None:
    for name in ("light", "dark"):
        palette = Brand.model_fields[name].default
        assert Palette.model_validate(palette.model_dump()) == palette
        assert contrast(palette.text, palette.background) >= AA_TEXT
