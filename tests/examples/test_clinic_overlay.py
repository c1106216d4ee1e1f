"""The example overlay: ten records, a brand and templates of a clinic, wherever readers meet them.

What the clinic adds must show on its site, in its mails and in its Flask app; what it tries to take away
from the bundled safety content must be refused in all three ways that it has: overlay, template and brand.
"""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ketacontent as kc
from ketacontent.catalog.read import read_document
from ketacontent.site.build import plan_pages
from kit.command import app as command
from kit.dom import visible_text
from kit.example import EXAMPLES, load_example

OVERLAY = EXAMPLES / "overlay"
CONTEXT = {"brand": "riverside", "country": "US", "pack_templates": (str(OVERLAY),)}
BOXED = "safety-notice/esketamine-boxed-warning"
ABOVE_THE_TITLE = "Riverside library"
OWN_LINE = "At Riverside, somebody must meet you at our desk before you leave."
OURS_ABOVE_IT = "Do not drive, cycle in traffic or use machines until the next day"
SHOWN = {
    "step/session": (
        "a nurse of ours, all the way through",
        "With us, plan for the whole morning.",
        "May my friend stay with me?",
        "Who acts in an emergency, and with what equipment?",
        OURS_ABOVE_IT,
        OWN_LINE,
        "No ride home, no session",
    ),
    "faq/next-morning-call": (
        "Will you call me the next morning?",
        "If nobody has called you by noon, call us.",
    ),
    "topic/visiting-riverside": ("Your visit to Riverside",),
    "topic/what-a-session-is-like": (
        "At Riverside, your visit ends at our desk",
        "What is different at Riverside?",
        "What do we not know?",
        "How do I get ready?",
    ),
    "checklist/session-day": ("Ring at the door on the quay", "Ask for your blood pressure."),
    "faq/where-does-my-ride-wait": ("In our waiting room, or at home",),
}
"""What a reader must see on the page of each record: the clinic's words, and ours beside them."""
ON_EVERY_PAGE = (ABOVE_THE_TITLE, "300 Example Quay", "Not clinically reviewed.")


@pytest.fixture(scope="module")
def catalog() -> kc.Catalog:
    return kc.load(packs=[OVERLAY])


def assert_shown(pages: Callable[[str], str]) -> None:
    """Ask for the page of each record, and see what a reader sees."""
    for ref, words in SHOWN.items():
        seen = " ".join(visible_text(pages(ref)).split())
        assert [each for each in (*ON_EVERY_PAGE, *words) if each not in seen] == [], ref


def test_the_overlay_has_ten_records_that_say_what_they_lie_over(catalog: kc.Catalog) -> None:
    files = sorted(OVERLAY.glob("*/*.yaml"))
    assert len(files) == 10
    base = kc.load()
    for file in files:
        data = read_document(str(file), file.read_bytes()).data
        ours = base.find(f"{file.parent.name}/{file.stem}")
        assert data.get("over") == (ours.version if ours else None), file
        assert catalog.files[f"{file.parent.name}/{file.stem}"].endswith(f"{file.parent.name}/{file.name}")


def test_the_site_shows_all_of_it(catalog: kc.Catalog) -> None:
    planned = {each.path: each.make for each in plan_pages(catalog, CONTEXT)}
    assert_shown(lambda ref: planned[f"{ref}/index.html"]().decode())
    letter = visible_text(planned["newsletter/first-issue/index.html"]().decode())
    assert "What a session is like, and what may feel strange" not in letter, "a subject is for the inbox"
    assert "Our winter hours" in letter
    assert "(555) 555-0131" in visible_text(planned["location/quay/index.html"]().decode())


def test_the_newsletter_shows_all_of_it(tmp_path: Path) -> None:
    """As the command makes it: HTML and text part, from the brand, with the clinic's words and notices."""
    people = tmp_path / "people.csv"
    people.write_text("address,consent,token\nreader@example.org,yes,one\n", "utf-8")
    ran = CliRunner().invoke(
        command,
        [
            "newsletter", "first-issue", str(people), "--eml", str(tmp_path / "mails"),
            "--unsubscribe", "https://riverside.example.org/u/{token}",
            "--base-url", "https://riverside.example.org/library", "--rejects", str(tmp_path / "rejects.csv"),
            "--pack", str(OVERLAY), "--pack-templates", "--brand", "riverside", "--country", "US",
        ],
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert "1 mail in" in ran.output
    (file,) = (tmp_path / "mails").rglob("*.eml")
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert str(mail["From"]).endswith("<news@riverside.example.org>")
    text, html = (part.get_content() for part in mail.iter_parts())
    for seen in (visible_text(html), " ".join(text.split())):
        for words in (
            "ends at our desk, where we meet the person who takes you home.",
            "Our winter hours",
            OURS_ABOVE_IT,
            OWN_LINE,
            "No ride home, no session",
            "300 Example Quay",
            "fictitious",
        ):
            assert words in seen
    assert f"From the {ABOVE_THE_TITLE}" in visible_text(html)
    assert "https://riverside.example.org/library/topic/what-a-session-is-like/" in html


def test_the_flask_app_shows_all_of_it() -> None:
    pytest.importorskip("flask", reason="Flask is not installed (make frameworks)")
    client = load_example("flask-clinic").create_app().test_client()
    assert_shown(lambda ref: client.get(f"/library/{ref}/").text)


# attempts to drop the boxed warning


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OVERLAY, tmp_path / "pack"))


def checked(pack: Path) -> str:
    """Return what `ketacontent check` says about a pack that it refuses."""
    ran = CliRunner().invoke(command, ["check", str(pack)])
    assert ran.exit_code == 1
    return ran.output


@pytest.mark.parametrize(
    ("file", "text", "locked"),
    [
        ("pack.yaml", f"  - {BOXED}\n", BOXED),
        ("safety-notice/no-driving.yaml", "level: information\n", "`level` of safety-notice/no-driving"),
        ("safety-notice/no-driving.yaml", "body: [It is usual.]\n", "`body` of safety-notice/no-driving"),
    ],
)  # fmt: skip
def test_an_overlay_cannot_drop_it(pack: Path, file: str, text: str, locked: str) -> None:
    place = pack / file
    kept = place.read_text("utf-8")
    place.write_text((kept.partition("body.add:")[0] if "body:" in text else kept) + text, "utf-8")
    told = checked(pack)
    assert f"{place}:" in told
    assert f"{locked} is locked" in told
    assert f"{locked.rpartition('/')[2]}.yaml" in told, "our file is named too"
    assert "KC301" in told


@pytest.mark.parametrize(
    ("template", "source", "code"),
    [
        ("html/notice", "<p>{{ block.heading }}</p>", "KC406"),
        ("email/crisis", "", "KC406"),
        ("html/page", "<h1>{{ page.title }}</h1>", "KC401"),
        ("email/page", "<h1>{{ page.title }}</h1>", "KC401"),
        ("html/page", '<div hidden>{% include "!ketacontent/html/page.html.jinja" %}</div>', "KC404"),
    ],
)
def test_a_template_of_the_pack_cannot_drop_it(
    pack: Path, template: str, source: str, code: str, catalog: kc.Catalog
) -> None:
    file = pack / "templates" / f"{template}.html.jinja"
    file.write_text(source, "utf-8")
    with pytest.raises(kc.KetaContentError) as caught:
        bad = kc.Renderer(catalog, brand="riverside", country="US", pack_templates=[pack])
        (bad.html if template.startswith("html") else bad.email)(catalog.medicines["esketamine"])
    told = str(caught.value)
    assert code in told
    assert f"templates/{template}.html.jinja" in told
    assert "is locked" in told


def test_a_template_of_the_host_cannot_drop_it(tmp_path: Path, catalog: kc.Catalog) -> None:
    (tmp_path / "html").mkdir()
    hiding = "<details><summary>{{ block.heading }}</summary>{{ block.body[0] }}</details>"
    (tmp_path / "html" / "notice.html.jinja").write_text(hiding, "utf-8")
    with pytest.raises(kc.MissingNotice, match=r"html/notice\.html\.jinja(?s:.)*must show(?s:.)*KC404"):
        kc.Renderer(catalog, country="US", templates=[tmp_path]).html(catalog.medicines["esketamine"])


def test_a_brand_cannot_drop_it(pack: Path) -> None:
    """No field of a brand is about notices, and its colors must let them be read; both messages say why."""
    brand = pack / "brand" / "riverside.yaml"
    text = brand.read_text("utf-8")
    brand.write_text(text + f"hide: [{BOXED}]\n", "utf-8")
    told = checked(pack)
    assert f"{brand}:{text.count(chr(10)) + 1}:1  hide" in told
    assert "Safety notices, crisis help and the review state are locked" in told and "KC103" in told
    brand.write_text(text.replace('"#1d2430"', '"#fdebe9"\n  background: "#000000"'), "utf-8")
    told = checked(pack)
    assert "contrast" in told and "What safety notices say is locked" in told and "KC114" in told
