"""Pictures as a browser lays them out: legible on a phone, nothing over anything else, in every theme."""

from __future__ import annotations

import pytest

from kit.tab import Tab

pytestmark = [pytest.mark.browser]

PAGES = (
    "topic/what-a-session-is-like",
    "topic/treatment-course",
    "topic/individual-differences",
    "topic/what-is-ketamine-therapy",
    "topic/short-term-side-effects",
    "side-effect/bladder",
    "side-effect/loss-consciousness",
    "step/session",
    "condition/ptsd",
)
WIDTHS = (280, 360, 768, 1280)
DRAWINGS = ".kc-figure svg, .kc-dots, .kc-sure"

SMALL = """() => [...document.querySelectorAll('.kc-picture *, .kc-figure *, .kc-key *, .kc-table *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .filter(e => !['title', 'desc'].includes(e.tagName) && parseFloat(getComputedStyle(e).fontSize) < 11)
  .map(e => e.tagName + '.' + e.getAttribute('class'))"""
"""Elements with words in letters of less than 11 pixels."""

OUTSIDE = """() => [...document.querySelectorAll('.kc-figure svg, .kc-table--frequency svg')].filter(e => {
  const box = e.getBoundingClientRect()
  return box.width > 0 && (box.left < 0 || box.right > document.documentElement.clientWidth)
}).map(e => e.getAttribute('class'))"""
"""Drawings that stick out of the window."""

COVERED = """() => {
  const words = [...document.querySelectorAll('.kc-figure p, .kc-figure figcaption')]
  const boxes = words.map(e => {
    const range = document.createRange(); range.selectNodeContents(e)
    return [e, [...range.getClientRects()]]
  })
  const drawings = [...document.querySelectorAll('.kc-figure svg[role=img]')]
    .map(e => [e, e.getBoundingClientRect()])
  const meets = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  const found = []
  for (const [word, rects] of boxes) {
    for (const [drawing, box] of drawings) {
      if (rects.some(rect => meets(rect, box))) found.push([drawing.outerHTML, word.textContent])
    }
    for (const [other, others] of boxes) {
      if (word !== other && rects.some(a => others.some(b => meets(a, b)))) found.push(word.textContent)
    }
  }
  return found
}"""
"""Words that a drawing or other words lie over."""

UNSEEN = """() => [...document.querySelectorAll('.kc-dots path, .kc-scale__fill, .kc-marks path')]
  .filter(e => {
    const style = getComputedStyle(e), ground = getComputedStyle(document.body).backgroundColor
    const ink = style.stroke === 'none' ? style.fill : style.stroke
    return !e.classList.contains('kc-dots__hole') && (ink === 'none' || ink === ground)
  }).length"""
"""Parts of drawings that have the color of the page."""


@pytest.mark.parametrize("page", PAGES)
def test_pictures_are_legible_at_every_width(page: str, tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/{page}/index.html")
    assert tab.page.locator(DRAWINGS).count()
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 900})
        found = [tab.page.evaluate(check) for check in (SMALL, OUTSIDE, COVERED)]
        assert found == [[], [], []], f"{width} pixels wide"


@pytest.mark.parametrize("media", ["light", "dark", "print", "forced"])
def test_drawings_stand_out_from_the_page(media: str, tab: Tab, address: str) -> None:
    match media:
        case "print":
            tab.page.emulate_media(media="print")
        case "forced":
            tab.page.emulate_media(forced_colors="active")
        case "dark":
            tab.page.emulate_media(color_scheme="dark")
        case _:
            tab.page.emulate_media(color_scheme="light")
    for page in ("side-effect/bladder", "topic/individual-differences", "condition/ptsd"):
        tab.page.goto(f"{address}/{page}/index.html")
        assert tab.page.evaluate(UNSEEN) == 0


def test_the_bars_of_a_scale_begin_and_end_under_the_same_marks(tab: Tab, address: str) -> None:
    """All bars are as wide as the scale above them."""
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.goto(f"{address}/topic/individual-differences/index.html")
        edges = tab.page.evaluate(
            """() => [...document.querySelectorAll('.kc-ranges .kc-axis, .kc-ranges .kc-scale')].map(e => {
              const box = e.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.right)]
            })"""
        )
        assert len(edges) > 3
        assert len({tuple(edge) for edge in edges}) == 1, f"{width} pixels wide"
