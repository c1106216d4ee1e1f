"""Loading: what a pack is, threads, the shipped form, and every problem at once whatever is wrong."""

from __future__ import annotations

import json
import os
import random
import re
import sys
import threading
from pathlib import Path

import pytest

from catalog.packs import MANIFEST, MINIMAL, OVERLAY, copy_of_minimal, problems_of_load, write_pack
from ketacontent import Catalog, load
from ketacontent.catalog.load import is_bundled, load_folders, load_with_documents
from ketacontent.catalog.read import MAX_BYTES, Document, read_document
from ketacontent.catalog.shipped import dump_catalog, load_shipped
from ketacontent.errors import CODES, ContentError, KetaContentError, Problem, UsageError
from ketacontent.models.kinds import COLLECTIONS

loading = sys.modules["ketacontent.catalog.load"]  # the package has a function of the same name

TERM = "id: sway\ntitle: Sway\ndefinition: To move.\nreview: {due: 2027-11-21}\n"


def test_the_shipped_form_gives_an_equal_catalog(catalog: Catalog) -> None:
    data = dump_catalog(catalog)
    shipped = load_shipped(data.encode())
    assert list(shipped) == list(catalog)
    assert shipped.manifest == catalog.manifest
    assert all(shipped.get(record.ref).model_dump() == record.model_dump() for record in catalog)
    assert dump_catalog(shipped) == data


def test_the_shipped_form_is_sorted_and_the_same_every_time(minimal: Catalog) -> None:
    data = dump_catalog(minimal)
    assert data == dump_catalog(load_folders([MINIMAL]))
    assert json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == data


def test_texts_of_the_shipped_form_are_the_same_texts(minimal: Catalog) -> None:
    from ketacontent.catalog.pointers import texts_of

    shipped = load_shipped(dump_catalog(minimal).encode())
    for record in minimal:
        pairs = zip(texts_of(record), texts_of(shipped.get(record.ref)), strict=True)
        assert all(one.nodes == other.nodes and path == there for (path, one), (there, other) in pairs)


def test_the_bundled_catalog_is_loaded_once_whatever_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Catalog] = []
    start = threading.Barrier(12)

    def slow() -> Catalog:
        made.append(load_folders([MINIMAL]))
        return made[-1]

    monkeypatch.setattr(loading, "_bundled", [])
    monkeypatch.setattr(loading, "_load_bundled", slow)
    found: list[Catalog] = []

    def work() -> None:
        start.wait()
        found.append(load())

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and len(found) == 12
    assert all(catalog is made[0] for catalog in found)
    assert is_bundled(made[0]) and not is_bundled(load_folders([MINIMAL]))


def test_a_load_that_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Catalog:
        raise ContentError([Problem("a", 1, 1, "", "b", "c", "KC101")])

    monkeypatch.setattr(loading, "_bundled", [])
    monkeypatch.setattr(loading, "_load_bundled", fail)
    for _ in range(2):
        with pytest.raises(ContentError):
            load()


def test_one_catalog_serves_many_threads(minimal: Catalog) -> None:
    fresh = load_shipped(dump_catalog(minimal).encode())
    want = ([record.ref for record in minimal.search("feet")], dict(minimal.used_by))
    got: list[object] = []

    def work() -> None:
        got.append(([record.ref for record in fresh.search("feet")], dict(fresh.used_by)))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [want] * 8


def test_packs_are_given_as_words_or_paths() -> None:
    one = load([str(MINIMAL), OVERLAY], bundled=False)
    assert one.manifest.id == "overlay" and "where-to-park" in one.faqs
    assert repr(one).startswith("<Catalog overlay 1.0.0: ")


@pytest.mark.parametrize("packs", [[], ()])
def test_no_pack_at_all_is_a_wrong_use(packs: list[str]) -> None:
    with pytest.raises(UsageError, match="No pack was given"):
        load(packs, bundled=False)


def test_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("none", "file"):
        with pytest.raises(UsageError) as caught:
            load([tmp_path / name], bundled=False)
        assert name in str(caught.value) and caught.value.exit_code == 2


def test_windows_line_ends_give_the_same_catalog_and_places(tmp_path: Path, minimal: Catalog) -> None:
    pack = copy_of_minimal(tmp_path / "pack")
    for file in pack.rglob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    catalog, documents = load_with_documents([pack])
    _, before = load_with_documents([MINIMAL])
    assert list(catalog) == list(minimal)
    assert all(documents[ref].places == before[ref].places for ref in before)


def test_what_does_not_belong_to_a_pack_is_left_alone_or_told(tmp_path: Path) -> None:
    pack = write_pack(
        tmp_path / "pack",
        {
            "glossary-term/sway.yaml": TERM,
            **dict.fromkeys(("README.md", ".hidden/a.yaml", "_drafts/a.yaml", "assets/a.yaml"), "x: ["),
            "glossary-term/.sway.yaml.swp": "x",
            "LICENSE": "x",
            "pack.json": "{}",
        },
    )
    assert list(load_folders([pack]).glossary_terms) == ["sway"]
    write_pack(pack, {"faq.yaml": "x", "faqs/a.yaml": "x", "faq/a.txt": "x", "faq/b/c.yaml": "x"})
    assert [(p.file.removeprefix(f"{pack}/"), p.code) for p in problems_of_load(pack)] == [
        *(("faq.yaml", "KC112"), ("faq/a.txt", "KC112"), ("faq/b", "KC112"), ("faqs", "KC112")),
    ]


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "sway.yaml"
    outside.write_text(TERM)
    pack = write_pack(tmp_path / "pack", {"faq/.keep": ""})
    (pack / "glossary-term").symlink_to(tmp_path)
    (pack / "faq" / "sway.yaml").symlink_to(outside)
    os.mkfifo(pack / "faq" / "pipe.yaml")
    problems = problems_of_load(pack)
    assert [problem.code for problem in problems] == ["KC112"] * 3
    assert {problem.file.removeprefix(f"{pack}/") for problem in problems} == {
        *("glossary-term", "faq/sway.yaml", "faq/pipe.yaml"),
    }
    (pack / "pack.yaml").rename(tmp_path / "manifest.yaml")
    (pack / "pack.yaml").symlink_to(tmp_path / "manifest.yaml")
    assert f"{pack}/pack.yaml" in {problem.file for problem in problems_of_load(pack)}


def test_no_more_of_a_file_is_read_than_a_record_may_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": TERM})
    sizes: list[int] = []
    packing = sys.modules["ketacontent.catalog.pack"]

    def measured(name: str, data: bytes) -> Document:
        sizes.append(len(data))
        return read_document(name, data)

    monkeypatch.setattr(packing, "read_document", measured)
    with (pack / "glossary-term" / "sway.yaml").open("r+b") as file:
        file.truncate(50 * MAX_BYTES)  # a hole in the file: it takes no room
    (problem,) = problems_of_load(pack)
    assert problem.code == "KC108" and max(sizes) == MAX_BYTES + 1


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": TERM, "faq/a.yaml": "id: b\n"})
    original = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "sway.yaml":
            raise PermissionError(13, "Permission denied")
        return original(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    one, other = problems_of_load(pack)
    assert (one.code, other.code) == ("KC111", "KC112") and "Permission denied" in other.what


def test_a_file_name_that_is_no_text_is_told_in_letters(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": TERM})
    try:
        Path(os.fsdecode(os.fsencode(pack) + b"/glossary-term/\xff.yaml")).write_text(TERM)
    except OSError:
        pytest.skip("this file system holds only names that are text")
    (problem,) = problems_of_load(pack)
    assert problem.code == "KC111"
    str(problem).encode("utf-8")


def test_a_bad_manifest_does_not_hide_what_is_wrong_in_records(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": TERM.replace("title", "titel")})
    for text in ("id: x\n", "id: [\n", "a: 1\na: 2\n"):
        (pack / "pack.yaml").write_text(text)
        codes = {problem.code for problem in problems_of_load(pack)}
        assert {"KC103", "KC104"} <= codes and len(codes) > 2
    (pack / "pack.yaml").unlink()
    assert {"KC103", "KC104", "KC115"} == {problem.code for problem in problems_of_load(pack)}


def test_a_file_of_very_many_faults_is_told_in_part(tmp_path: Path) -> None:
    text = TERM + "".join(f"k{number}: x\n" for number in range(1_900))
    problems = problems_of_load(write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": text}))
    assert len(problems) == 101
    assert sum("1800 more problems" in problem.what for problem in problems) == 1


def test_a_file_of_very_many_paragraphs_is_read_or_refused(tmp_path: Path) -> None:
    faq = "id: a\ntitle: b\nsummary: c\nreview: {due: 2027-01-01}\nanswer: |\n"
    for body in ("  é\n\n" * 100_000, "  [[x]]\n\n" * 900, "  - <b>\n" * 80_000):
        pack = write_pack(tmp_path / "pack", {"faq/a.yaml": faq + body})
        assert 1 <= len(problems_of_load(pack)) <= 101


def test_a_file_of_very_many_entries_is_refused_at_the_first_too_many(tmp_path: Path) -> None:
    for text in ("also_called: [" + "a, " * 300_000 + "]\n", "".join(f"k{n}: x\n" for n in range(80_000))):
        (problem,) = problems_of_load(write_pack(tmp_path / "pack", {"glossary-term/sway.yaml": TERM + text}))
        assert problem.code == "KC108" and "entries" in problem.what


def assert_told(error: ContentError, pack: Path) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.file.startswith(str(pack))
        assert problem.line >= 1 and problem.column >= 1
        assert problem.what.strip() and problem.fix.strip()
        assert problem.code in CODES and problem.severity == "error"
        assert "pydantic" not in str(problem) and "Traceback" not in str(problem)
        lines = (Path(problem.file)).read_bytes().decode(errors="replace").count("\n") + 2
        assert problem.line <= lines
    assert list(error.problems) == sorted(error.problems, key=lambda p: (p.file, p.line, p.column))


FILES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.yaml"))
SCALARS = [
    *(
        '""',
        "x",
        "-1",
        "1e3",
        "[]",
        "{}",
        "[a]",
        "{a: b}",
        "[[a]]",
        "[{kind: quote}]",
        "{kind: [x]}",
        "'[[a]]'",
    ),
    *(
        "'[@a]'",
        "'<b>'",
        "'*a **b***'",
        "2027-02-30",
        "true",
        "|\n      # a",
        "[x, {kind: list}, '- a', '# b']",
    ),
    *("{kind: {kind: x}}", "[{text: a}, {kind: paragraph, paragraph: {text: x}}]", "'a\n\n  b'", '"\\u2028"'),
]


def mutated(text: str, chance: random.Random) -> str:
    """Return a file with one thing wrong: a line gone or moved, a value of another kind, a sign too many."""
    lines = text.split("\n")
    number = chance.randrange(max(1, len(lines) - 1))
    line = lines[number]
    match chance.randrange(8):
        case 0:
            del lines[number]
        case 1:
            lines[number] = "  " + line
        case 2:
            lines[number] = line[2:] if line.startswith("  ") else line.replace(":", "", 1)
        case 3:
            lines.insert(number, chance.choice(lines))
        case 4:
            at = chance.randrange(len(line) + 1)
            lines[number] = line[:at] + chance.choice("{}[]:-|>&*!#'\"\\<`@\t\x07") + line[at:]
        case 5:
            lines[number] = re.sub(r"^(\s*[\w-]+:).*", lambda m: m[1] + "x" + chance.choice(SCALARS), line)
        case _:
            lines[number] = re.sub(
                r"^(\s*(?:- )?)([\w]+:)?(.*)$",
                lambda m: f"{m[1]}{m[2] or ''} {chance.choice(SCALARS)}",
                line,
            )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(30))
def test_whatever_is_wrong_in_files_is_told_with_its_place(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    pack = copy_of_minimal(tmp_path / "pack")
    for _ in range(14):
        name = chance.choice(FILES)
        good = (MINIMAL / name).read_text("utf-8")
        (pack / name).write_text(mutated(good, chance), "utf-8")
        try:
            load_folders([pack])
        except ContentError as error:
            assert_told(error, pack)
        (pack / name).write_text(good, "utf-8")


@pytest.mark.parametrize("kind", sorted(COLLECTIONS))
def test_a_value_of_any_kind_in_any_field_is_told_with_its_place(
    kind: str, tmp_path: Path, minimal: Catalog
) -> None:
    """Each field of a record in turn holds each of the values above."""
    record = next(iter(minimal.collection(kind).values()))
    fields = record.model_dump(mode="json", exclude_unset=True)
    file = f"{kind}/{record.id}.yaml"
    chance = random.Random(kind)
    for name in COLLECTIONS[kind][1].model_fields:
        for scalar in chance.sample(SCALARS, 3):
            if name == "id":
                continue
            rest = {key: value for key, value in fields.items() if key != name}
            lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in rest.items()]
            text = "\n".join([*lines, f"{name}: {scalar}", ""])
            pack = write_pack(tmp_path / "pack", {file: text})
            try:
                load_folders([pack], minimal)
            except ContentError as error:
                assert_told(error, pack)


def test_problems_are_the_same_whatever_the_order_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of_minimal(tmp_path / "pack")
    for name in FILES[:12]:
        file = pack / name
        file.write_text(file.read_text().replace("title:", "titel:"))
    before = problems_of_load(pack)
    original = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: sorted(original(self), reverse=True))
    assert problems_of_load(pack) == before and len(before) >= 12


def test_every_error_of_ours_is_of_one_tree() -> None:
    assert issubclass(ContentError, KetaContentError) and issubclass(UsageError, KetaContentError)
    error = ContentError(
        [Problem("b", 1, 1, "f", "What.", "Fix.", "KC102"), Problem("a", 0, 0, "", "What.", "Fix.", "KC115")]
    )
    assert str(error) == "a\n  What.\n  Fix.  KC115\nb:1:1  f\n  What.\n  Fix.  KC102\n2 problems"


def test_the_manifest_names_the_pack(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "named", {"glossary-term/sway.yaml": TERM})
    assert MANIFEST.format(name="named") in (pack / "pack.yaml").read_text()
    assert load_folders([pack]).manifest.id == "named"
