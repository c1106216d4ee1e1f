"""What the docs say is so: their code runs, their links lead somewhere, the names in them exist.

How a page is read:

- the Python blocks of a page run one after the other in one namespace, in a folder that holds copies of
  `examples/` and `tests/packs/minimal`;
- a block whose first line names a file (`# file: my-pack/pack.yaml`, `{# file: ours/html/x.html.jinja #}`) is
  written to that file;
- in a console block the lines after `$` are commands: those of `ketacontent` run, and `python FILE` runs in a
  process of its own; others must stand in `NOT_RUN`. Its other lines are the output. `console exit=1` names
  the exit code, 0 by default;
- a block `text output` is what the block before it prints. `...` in it stands for any words, and alone in a
  line for any lines.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

import pytest

import ketacontent as kc
from ketacontent.catalog import Catalog
from ketacontent.cli.main import main
from ketacontent.errors import CODES
from ketacontent.models import Frequency
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.pages.block import MUST_SHOW, PageBlock
from ketacontent.pages.pictures.shape import Bar, DotGrid, Marks, Shape, Tick
from ketacontent.rendering.engine import SUFFIXES
from kit.command import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
)
LANGUAGES = {"python", "console", "text", "yaml", "jinja", "json", "toml", "html", "markdown"}
NOT_RUN = {
    r"pip install .*": "installs; tests/test_packaging.py installs the wheel",
    r"make \w+( .*)?": "the targets are checked by name; .ci/run runs them",
    r"\.venv/bin/python scripts/\w+\.py( .*)?": "writes into the checkout; freshness is tested",
    r"ketacontent schema --out schema": "the same, in tests/test_schema.py",
    r"ketacontent show .* --open( .*)?": "opens a browser",
    r"make -C examples/[\w-]+ \w+": "starts a server; tests/examples asks each of them",
    r"flask --app \S+ run": "starts a server; the page asks the app itself",
    r"uvicorn \S+": "the same",
    r"mkdocs build --strict": "the page builds the site itself",
    r"sphinx-build project project/html": "the same",
}
"""Commands that the docs show and that are not run here, with the reason."""
NEEDS = {
    "docs/integrations/flask.md": ("flask", "Flask"),
    "docs/integrations/django.md": ("django", "Django"),
    "docs/integrations/fastapi.md": ("fastapi", "FastAPI"),
    "docs/integrations/sphinx.md": ("sphinx", "Sphinx"),
}
"""Pages whose code needs a package that `make setup` does not install: its module and its name."""
REPOSITORY = re.compile(r"(?:src|tests|docs|scripts|templates|schema|examples|bench|\.ci)/[\w./-]*")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    mark: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def file(self) -> str | None:
        """The file that the block is to be written to."""
        first = self.text.partition("\n")[0]
        found = re.fullmatch(r"(?:#|\{#|<!--) file: (\S+)(?: #\}| -->)?", first)
        return found[1] if found else None


def blocks_of(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    found: list[Block] = []
    open_: tuple[int, str, str] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if line.startswith("```"):
            if open_ is None:
                language, _, mark = line[3:].partition(" ")
                open_, lines = (number, language, mark), []
            else:
                found.append(Block(page, *open_, "\n".join(lines)))
                open_ = None
        elif open_ is not None:
            lines.append(line)
    assert open_ is None, f"{page.name}: the block of line {open_ and open_[0]} is not closed"
    return found


def prose_of(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)


def fits(expected: str, given: str) -> bool:
    """Say whether an output is as shown; `...` stands for any words, and alone in a line for any lines."""
    shown, real = ([line.rstrip() for line in text.strip("\n").splitlines()] for text in (expected, given))
    parts = [".*" if line == "..." else re.escape(line).replace(r"\.\.\.", "[^\n]*") for line in shown]
    return re.fullmatch("\n".join(parts), "\n".join(real), re.S) is not None


def run_command(words: list[str]) -> tuple[int, str]:
    """Run a command of ours as the shell would, and return its exit code and what it prints."""
    out = io.StringIO()
    before, sys.argv = sys.argv, words
    code: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = before
    return (code if isinstance(code, int) else 0 if code is None else 1), out.getvalue()


def run_file(words: list[str]) -> tuple[int, str]:
    """Run a Python file of the page, and return its exit code and what it prints."""
    done = subprocess.run([sys.executable, *words[1:]], stdout=-1, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def run_console(block: Block) -> str:
    """Run the commands of a console block, and return what they print."""
    printed = ""
    wanted = int(block.mark.removeprefix("exit=") or 0)
    for line in block.text.splitlines():
        if not line.startswith("$ "):
            continue
        command = line[2:]
        if any(re.fullmatch(pattern, command) for pattern in NOT_RUN):
            continue
        words = shlex.split(command, comments=True)
        is_ours = words[0] in ("ketacontent", "python")
        assert is_ours, f"{block.place}: `{command}` is not run and not in NOT_RUN"
        code, output = run_command(words) if words[0] == "ketacontent" else run_file(words)
        assert code == wanted, f"{block.place}: `{command}` ended with {code}, not {wanted}:\n{output}"
        printed += output
    expected = "\n".join(line for line in block.text.splitlines() if not line.startswith("$ "))
    assert not expected or fits(expected, printed), f"{block.place} prints:\n{printed}"
    return printed


def run_python(block: Block, names: dict[str, Any]) -> str:
    """Run a Python block in the page's namespace, and return what it prints."""
    out = io.StringIO()
    code = compile("\n" * block.line + block.text, str(block.page), "exec")
    # In a thread of its own: browser tests leave an event loop in this one, and a page may start its own.
    with contextlib.redirect_stdout(out), ThreadPoolExecutor(1) as pool:
        pool.submit(exec, code, names).result()
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a page's blocks run."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "tests" / "packs" / "minimal", tmp_path / "tests" / "packs" / "minimal")
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def runnable() -> list[Path]:
    return [
        page for page in PAGES if any(block.language in ("python", "console") for block in blocks_of(page))
    ]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.slow
@pytest.mark.parametrize("page", runnable(), ids=name_of)
def test_the_code_of_a_page_runs_and_prints_what_the_page_shows(page: Path, folder: Path) -> None:
    module, framework = NEEDS.get(name_of(page), ("ketacontent", ""))
    pytest.importorskip(module, reason=f"{framework} is not installed (make frameworks)")
    names: dict[str, Any] = {"__name__": "page"}
    printed: str | None = None
    for block in blocks_of(page):
        if block.file is not None:
            target = folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text.partition("\n")[2] + "\n", "utf-8")
        elif block.language == "python":
            printed = run_python(block, names)
        elif block.language == "console":
            printed = run_console(block)
        elif block.mark == "output":
            assert printed is not None, f"{block.place}: nothing was run before this output"
            assert fits(block.text, printed), f"{block.place}: what is printed is\n{printed}"


def test_blocks_name_a_language_that_is_known() -> None:
    found = [block for page in PAGES for block in blocks_of(page)]
    assert len(found) > 20
    assert [block.place for block in found if block.language not in LANGUAGES] == []


def test_reasons_for_not_running_are_needed() -> None:
    commands = [
        line[2:]
        for page in PAGES
        for block in blocks_of(page)
        if block.language == "console"
        for line in block.text.splitlines()
        if line.startswith("$ ")
    ]
    unused = [p for p in NOT_RUN if not any(re.fullmatch(p, command) for command in commands)]
    assert unused == [], "no page shows such a command any more; take the line out of NOT_RUN"


@pytest.mark.parametrize(
    ("expected", "given", "is_fit"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("a\nc", "a\nb\nc\n", False),
        ("a", "a\nb\n", False),
        ("a.c", "abc", False),
        ("a ... d", "a b c d", True),
        ("a ... d", "a b\nc d", False),
    ],
)
def test_an_output_fits_only_as_shown(expected: str, given: str, is_fit: bool) -> None:
    assert fits(expected, given) is is_fit


# links and names


def slugs_of(page: Path) -> set[str]:
    """Return the anchors that a page's headings get on a code host."""
    seen: dict[str, int] = {}
    found = set()
    for heading in re.findall(r"^#{1,6} (.+)$", prose_of(page), re.M):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(f"{slug}-{count}" if count else slug)
    return found


def links_of(page: Path) -> Iterator[str]:
    """Yield the targets of a page's links."""
    yield from re.findall(r"(?<!\\)\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose_of(page)))


def fault_of(page: Path, link: str) -> str | None:
    """Say what is wrong with a relative link, or None."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return f"{name_of(page)}: {link} leads to nothing"
    if anchor and target.suffix == ".md" and anchor not in slugs_of(target):
        return f"{name_of(page)}: {link} has no such heading"
    return None


def test_every_relative_link_leads_somewhere() -> None:
    links = [(page, link) for page in PAGES for link in links_of(page) if not re.match("[a-z]+:", link)]
    assert len(links) > 40
    assert [fault for page, link in links if (fault := fault_of(page, link))] == []


def test_links_lead_only_to_https() -> None:
    outside = [link for page in PAGES for link in links_of(page) if re.match("[a-z]+:", link)]
    assert outside
    assert [link for link in outside if not link.startswith(("https://", "mailto:"))] == []


def test_a_planted_dead_link_is_found(tmp_path: Path) -> None:
    page = ROOT / "README.md"
    assert fault_of(page, "docs/no-such-page.md")
    assert fault_of(page, "docs/index.md#no-such-heading")
    assert fault_of(page, "docs/index.md") is None


def test_every_page_is_on_the_map() -> None:
    index = ROOT / "docs" / "index.md"
    listed = {(index.parent / link.partition("#")[0]).resolve() for link in links_of(index)}
    rules = ROOT / "docs" / "rules"
    missing = [
        name_of(page)
        for page in PAGES
        if page.is_relative_to(index.parent)
        and page not in (index, *listed)
        and not page.is_relative_to(rules)
    ]
    assert missing == [], "name the page in docs/index.md"


def test_every_page_for_editors_says_what_comes_next() -> None:
    pages = [page for page in PAGES if page.parent.name == "editors"]
    assert len(pages) >= 6
    assert [
        name_of(page) for page in pages if "Next:" not in page.read_text("utf-8").strip().splitlines()[-1]
    ] == []


def resolve(dotted: str) -> object:
    """Return what a dotted name of the package means; AttributeError where it means nothing."""
    head, *rest = dotted.split(".")
    value: Any = importlib.import_module({"kc": "ketacontent"}.get(head, head))
    path = value.__name__
    for name in rest:
        path = f"{path}.{name}"
        if not hasattr(value, name):
            try:
                value = importlib.import_module(path)
            except ImportError as error:
                if error.name is not None and not error.name.startswith("ketacontent"):
                    return None  # it is there, and what it builds on is not installed
                raise AttributeError(path) from None
        else:
            value = getattr(value, name)
    return value


def name_faults(code: str) -> Iterator[str]:
    """Say which names in a piece of inline code do not exist."""
    yield from (f"{number} is no code" for number in re.findall(r"\bKC\d{3}\b", code) if number not in CODES)
    if re.fullmatch(r"(?:kc|ketacontent)(?:\.\w+)+(?:\(.*\))?", code):
        try:
            resolve(code.partition("(")[0])
        except AttributeError:
            yield f"{code} does not exist"
    for owner, model in (
        ("catalog", Catalog),
        ("Catalog", Catalog),
        ("r", kc.Renderer),
        ("Renderer", kc.Renderer),
    ):
        found = re.match(rf"{owner}\.(\w+)", code)
        known = {*dir(model), *model.__annotations__}
        if found and found[1] not in known and found[1] not in inspect.signature(model).parameters:
            yield f"{code}: {model.__name__} has no {found[1]}"
    if REPOSITORY.fullmatch(code) and not (ROOT / code).exists():
        yield f"{code} is not there"
    command = re.match(r"ketacontent ([a-z]+)", code)
    if command and command[1] not in commands():
        yield f"there is no command {command[1]}"
    target = re.fullmatch(r"make ([a-z]+)", code)
    if target and not re.search(rf"^{target[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.M):
        yield f"there is no target {target[1]}"
    for extra in re.findall(r"ketacontent\[([a-z,]+)\]", code):
        yield from (f"there is no extra {each}" for each in extra.split(",") if each not in extras())


def commands() -> set[str]:
    return {str(info.name or getattr(info.callback, "__name__", "")) for info in app.registered_commands}


def extras() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return set(project["optional-dependencies"])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_names_in_a_page_exist(page: Path) -> None:
    spans = re.findall(r"`([^`\n]+)`", prose_of(page))
    assert [f"{name_of(page)}: {fault}" for code in spans for fault in name_faults(code)] == []


@pytest.mark.parametrize(
    "code",
    [
        "KC000",
        "kc.no_such_name",
        "ketacontent.catalog.nothing",
        "catalog.remedies",
        "r.pdf(record)",
        "docs/nothing.md",
        "ketacontent fly",
        "make tea",
        "pip install 'ketacontent[tea]'",
    ],
)
def test_a_planted_name_is_found(code: str) -> None:
    assert list(name_faults(code))


# the reference


def sections_of(page: Path) -> dict[str, str]:
    """Return the text under each third-level heading."""
    parts = re.split(r"^### (.+)$", page.read_text("utf-8"), flags=re.M)
    return {
        title.replace("`", "").strip(): re.split(r"^#{1,2} ", text, maxsplit=1, flags=re.M)[0]
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


REFERENCE = ROOT / "docs" / "reference.md"
TEMPLATES = ROOT / "docs" / "templates.md"


def test_the_reference_has_one_heading_for_each_public_name() -> None:
    headings = [title for title in sections_of(REFERENCE) if title.startswith("ketacontent.")]
    assert headings == sorted(f"ketacontent.{name}" for name in kc.__all__)


@pytest.mark.parametrize("name", sorted(kc.__all__))
def test_the_reference_of_a_name_has_an_example_and_every_argument(name: str) -> None:
    section = sections_of(REFERENCE)[f"ketacontent.{name}"]
    assert "```python" in section
    value = getattr(kc, name)
    if name in ("Renderer", "load", "render", "install", "RichText", "Problem"):
        arguments = [each for each in inspect.signature(value).parameters if each != "self"]
        assert [each for each in arguments if f"`{each}`" not in section] == []


def test_the_reference_names_every_method_of_the_renderer() -> None:
    section = sections_of(REFERENCE)["ketacontent.Renderer"]
    methods = [name for name, _ in inspect.getmembers(kc.Renderer, inspect.isfunction) if name[0] != "_"]
    assert len(methods) > 5
    assert [name for name in methods if f"r.{name}(" not in section and f"`{name}`" not in section] == []


def test_the_reference_names_every_collection_and_kind() -> None:
    text = REFERENCE.read_text("utf-8")
    rows = [f"| `{collection}` | `{kind}` |" for kind, (collection, _) in COLLECTIONS.items()]
    assert [row for row in rows if row not in text] == []


def test_the_reference_names_every_command_and_option() -> None:
    sections = sections_of(REFERENCE)
    assert {title for title in sections if re.fullmatch("ketacontent [a-z]+", title)} == {
        f"ketacontent {name}" for name in commands()
    }
    import typer

    group: Any = typer.main.get_command(app)
    missing = []
    for name, command in group.commands.items():
        for parameter in command.params:
            words = [word for word in (*parameter.opts, *parameter.secondary_opts) if word.startswith("--")]
            missing += [
                f"{name} {w}" for w in words if w != "--help" and w not in sections[f"ketacontent {name}"]
            ]
    assert missing == []


def block_models() -> dict[str, Any]:
    """Return everything that can stand on a page, by its kind."""
    models = [part for part in _classes_in(PageBlock) if "kind" in get_type_hints(part)]
    return {get_args(get_type_hints(model)["kind"])[0]: model for model in models}


def _classes_in(hint: Any) -> list[Any]:
    if isinstance(hint, type):
        return [hint]
    return [found for part in get_args(hint) for found in _classes_in(part)]


def _fields_of(model: Any) -> set[str]:
    """Return the fields of a block and of the parts that only blocks are made of."""
    hints = {name: hint for name, hint in get_type_hints(model).items() if not is_classvar(hint)}
    parts = [part for hint in hints.values() for part in _classes_in(hint)]
    own = [part for part in parts if part.__module__.startswith("ketacontent") and part not in DATA]
    own = [part for part in own if "kind" not in get_type_hints(part)]  # a block has a row of its own
    return {*hints, *(name for part in own for name in _fields_of(part))} - {"kind", "channels"}


def is_classvar(hint: Any) -> bool:
    return get_origin(hint) is ClassVar


SHAPES = (Shape, DotGrid, Bar, Marks, Tick)
DATA = (kc.RichText, Frequency, *SHAPES)
"""Values inside blocks that have a description of their own."""


def test_the_template_guide_names_every_block_and_each_of_its_fields() -> None:
    guide = TEMPLATES.read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)`(?: \((?:must show|HTML only)\))? \| (.*)$", guide, re.M)
    named = {kind: set(re.findall(r"`(?:\w+\.)?(\w+)`", cells)) for kind, cells in rows}
    models = block_models()
    assert len(models) > 15
    missing = {kind: sorted(_fields_of(model) - named.get(kind, set())) for kind, model in models.items()}
    assert {kind: names for kind, names in missing.items() if names} == {}
    assert sorted(set(models) - set(named)) == []


def test_the_template_guide_names_every_field_of_a_shape() -> None:
    rows = dict(re.findall(r"^\| `([A-Z]\w+)` \| (.*)$", TEMPLATES.read_text("utf-8"), re.M))
    assert {shape.__name__: sorted(re.findall(r"`(\w+)`", rows[shape.__name__])) for shape in SHAPES} == {
        shape.__name__: sorted(get_type_hints(shape).keys() - get_type_hints(shape.__base__).keys())
        for shape in SHAPES
    }


def test_the_template_guide_names_what_must_show() -> None:
    guide = TEMPLATES.read_text("utf-8")
    marked = {kind for kind in block_models() if f"`{kind}` (must show)" in guide}
    assert marked == {get_args(get_type_hints(model)["kind"])[0] for model in MUST_SHOW}


def test_every_block_has_a_template_in_every_channel_that_has_templates() -> None:
    """The guide says so, and a host overrides by these names."""
    for channel, suffix in SUFFIXES.items():
        stems = {file.name.removesuffix(suffix) for file in (ROOT / "templates" / channel).glob(f"*{suffix}")}
        assert {*block_models(), "page"} - stems == set()


def test_the_readme_is_right_that_nothing_is_signed_yet() -> None:
    assert "Nothing here is clinically reviewed yet" in (ROOT / "README.md").read_text("utf-8")
    states = {record.review.state for record in kc.load() if hasattr(record, "review")}
    assert states == {"not-clinically-reviewed"}


# pages and files written by scripts


@pytest.mark.parametrize(("script", "target"), [("models_doc", "PAGE"), ("messages", "TEMPLATE")])
def test_a_generated_file_is_fresh(script: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    module = importlib.import_module(script)
    written: str = module.page() if script == "models_doc" else module.template()
    file: Path = getattr(module, target)
    assert file.read_text("utf-8") == written, f"write it again: {module.COMMAND}"


@pytest.mark.parametrize(
    "context",
    [{}, {"country": "US", "brand": "sample"}, {"audience": "clinician", "jurisdiction": "GB"}],
    ids=str,
)
def test_every_interface_string_that_a_page_asks_for_is_collected(
    context: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collector reads sources; here the strings are taken where they reach gettext."""
    from ketacontent.models.vocabulary import CodeSystem
    from ketacontent.pages.words import Words

    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    collected = {message.one for message in importlib.import_module("messages").all_messages()}
    asked: set[str] = set()
    translate = Words.__call__

    def recorded(self: Words, message: str, **values: object) -> str:
        asked.add(message)
        return translate(self, message, **values)

    monkeypatch.setattr(Words, "__call__", recorded)
    catalog = kc.load(packs=[ROOT / "tests" / "packs" / "minimal"], bundled=False)
    renderer = kc.Renderer(catalog, **context)
    for record in catalog:
        renderer.page(record)
        renderer.email(record)
    # Headings of newsletter items come from records; codes have no label and are shown as they are.
    from_records = {record.title for record in catalog}
    from_records |= {
        item.heading for issue in catalog.newsletters.values() for item in issue.items if item.heading
    }
    codes = {word.replace("-", " ") for word in get_args(CodeSystem)}
    assert len(asked) > 50
    assert sorted(asked - collected - from_records - codes) == []
