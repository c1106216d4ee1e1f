"""One contender of bench/mail.py: makes mails, and prints what that took. Run it through bench/mail.py."""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import ketacontent as kc
from ketacontent.newsletter import CompiledIssue, Reader, Variant, compile_issue
from ketacontent.newsletter.quoted_printable import encode
from ketacontent.newsletter.reader import Chunk

FIRST = ["Ana", "Bob", "Chloé", "Dee", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo"]
LAST = ["Smith", "O'Neil", "Ng", "Dubois", "Garcia", "Ito", "Kim", "Lee", "Moss", "Ray"]
COUNTRIES = ("US", "GB", "AU", "CA")
SETTINGS: dict[str, Any] = {
    "sender": "Example Clinic <news@clinic.example.org>",
    "unsubscribe": "https://clinic.example.org/u/{token}",
    "brand": "sample-clinic",
    "base_url": "https://clinic.example.org/ketamine",
}
SPARK_SCHEMA = "row long, address string, message binary, rejected_field string, rejected_reason string"
PARTS = 16


def compiled() -> CompiledIssue:
    catalog = kc.load()
    variants = [Variant(country=country) for country in COUNTRIES]
    return compile_issue(catalog.newsletters["before-you-decide"], catalog, variants=variants, **SETTINGS)


def columns(start: int, stop: int) -> dict[str, list[str]]:
    numbers = range(start, stop)
    return {
        "address": [f"user{n}@example.org" for n in numbers],
        "name": [f"{FIRST[n % 10]} {LAST[n // 10 % 10]}" for n in numbers],
        "token": [f"{n * 2654435761 % 2**64:016x}" for n in numbers],
        "consent": ["yes"] * len(numbers),
        "country": [COUNTRIES[n % 4] for n in numbers],
    }


def chunk_of(count: int) -> Chunk:
    return Chunk(range(1, count + 1), columns(0, count))


def source(issue: CompiledIssue) -> tuple[str, str]:
    """Return the issue with places for name and token, for those that fill a template."""
    mail = issue.mails[Variant(country="US")]
    reader = Reader(
        1, "a@example.org", "", "\ue002token\ue003", Variant(country="US"), ("\ue002name\ue003",) * 9
    )
    html = mail.html.fill(reader)
    if "\ue002name" not in html:  # the peers fill a name as well, even where the issue greets nobody
        html = html.replace("</h1>", "</h1>\n<p>Hello \ue002name\ue003,</p>", 1)
    return html, mail.text.fill(reader)


def pieces(text: str) -> tuple[list[str], list[str]]:
    parts = re.split("\ue002([a-z]+)\ue003", text)
    return parts[0::2], parts[1::2]


def template(text: str, opening: str = "{{ r.", closing: str = " }}") -> str:
    return text.replace("\ue002", opening).replace("\ue003", closing)


def joined(
    text: str, write: Callable[[str], bytes], fixed: Callable[[str], bytes]
) -> Callable[[dict[str, str]], bytes]:
    static, names = pieces(text)
    buffer = [b""] * (len(static) + len(names))
    buffer[0::2] = [fixed(each) for each in static]

    def fill(row: dict[str, str]) -> bytes:
        values = {name: write(row[name]) for name in ("name", "token")}
        buffer[1::2] = [values[name] for name in names]
        return b"".join(buffer)

    return fill


def contender(name: str, count: int) -> Callable[[], int]:
    """Return the loop that is measured: it gives the number of bytes made."""
    issue = compiled()
    chunk = chunk_of(count)
    if name == "ketacontent rows to messages":
        return lambda: sum(len(issue.message(r)) for r in issue.form.readers(chunk) if isinstance(r, Reader))
    if name.startswith("ketacontent"):
        readers = [each for each in issue.form.readers(chunk) if isinstance(each, Reader)]
        if name == "ketacontent html":
            return lambda: sum(len(issue.html(reader)) for reader in readers)
        return lambda: sum(len(issue.message(reader)) for reader in readers)
    rows = [
        dict(zip(chunk.columns, cells, strict=True)) for cells in zip(*chunk.columns.values(), strict=True)
    ]
    html, text = source(issue)
    make = _peer(name, html, text)
    return lambda: sum(len(make(row)) for row in rows)


def _peer(name: str, html: str, text: str) -> Callable[[dict[str, str]], bytes | str]:
    if name == "floor html: bytes joined":
        return joined(html, lambda value: escape(value).encode(), str.encode)
    if name == "floor message: bytes joined":
        return _joined_message(html, text)
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(template(html))
    if name == "jinja2 + EmailMessage":
        words = Environment().from_string(template(text))
        return lambda row: _message(row, page.render(r=row), words.render(r=row))
    if name == "jinja2 + css-inline each":
        import css_inline

        inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
        return lambda row: inliner.inline(page.render(r=row))
    import logging

    from premailer import Premailer

    inline = Premailer(
        allow_network=False,
        cache_css_parsing=True,
        disable_validation=True,
        cssutils_logging_level=logging.CRITICAL,
    )
    return lambda row: str(inline.transform(page.render(r=row)))


def _joined_message(html: str, text: str) -> Callable[[dict[str, str]], bytes]:
    soft = lambda words: encode(words) + b"=\r\n"  # noqa: E731 - short
    first = joined(text, soft, soft)
    second = joined(html, lambda value: soft(escape(value)), soft)
    middle = (
        b'\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )

    def make(row: dict[str, str]) -> bytes:
        token = row["token"].encode()
        head = (
            b"From: news@clinic.example.org\r\nTo: " + row["address"].encode()
            + b"\r\nSubject: News\r\nMessage-ID: <" + token + b"@clinic.example.org>\r\nList-Unsubscribe: "
            b"<https://clinic.example.org/u/" + token + b">\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; '
            b'charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        )  # fmt: skip
        return b"".join((head, first(row), middle, second(row), b"\r\n--b--\r\n"))

    return make


def _message(row: dict[str, str], html: str, text: str) -> bytes:
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = "News", "news@clinic.example.org", row["address"]
    message["List-Unsubscribe"] = f"<https://clinic.example.org/u/{row['token']}>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def batch(engine: str, count: int) -> Callable[[], int]:
    """Return Parquet to Parquet through an engine; gives the number of messages."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = Path(tempfile.mkdtemp())
    (folder / "in").mkdir()
    for part in range(PARTS):
        start, stop = (count * each // PARTS for each in (part, part + 1))
        pq.write_table(pa.table(columns(start, stop)), folder / "in" / f"part-{part:03}.parquet")

    def local() -> int:
        from ketacontent.newsletter.read import ReaderList
        from ketacontent.newsletter.run import write_folder

        cores = os.cpu_count() or 1
        report = write_folder(
            compiled(), ReaderList(folder / "in"), folder / "out", "parquet", processes=cores
        )
        shutil.rmtree(folder)
        return report.mails

    def spark() -> int:
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        _adopt()
        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
        issue, out = compiled(), folder / "out"
        out.mkdir()
        session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        names = [f"part-{part:03}.parquet" for part in range(PARTS)]
        parts = session.sparkContext.parallelize(names, PARTS)
        made = sum(parts.map(lambda name: issue.render_part(folder / "in" / name, out / name)).collect())
        session.stop()
        SparkContext._gateway.shutdown()
        SparkContext._gateway.proc.stdin.close()  # which ends Java, and with it the workers
        _wait_for_all()
        shutil.rmtree(folder)
        return int(made)

    return spark if engine == "spark" else local


def memory(count: int) -> Callable[[], int]:
    """Return a run from CSV to Parquet in two processes."""
    from ketacontent.newsletter.read import ReaderList
    from ketacontent.newsletter.run import write_folder

    folder = Path(tempfile.mkdtemp())
    with (folder / "readers.csv").open("w", encoding="utf-8") as file:
        for start in range(0, count, 10_000):
            some = columns(start, min(start + 10_000, count))
            if not start:
                file.write(",".join(some) + "\n")
            file.writelines(",".join(cells) + "\n" for cells in zip(*some.values(), strict=True))

    def work() -> int:
        report = write_folder(
            compiled(), ReaderList(folder / "readers.csv"), folder / "out", "parquet", processes=2
        )
        shutil.rmtree(folder)
        return report.mails

    return work


def main() -> None:
    """Do the work once and print one line."""
    name, count = sys.argv[1], int(sys.argv[2])
    if name == "issue":
        html, _ = source(compiled())
        print(json.dumps({"html": html, "rows": columns(0, 10_000)}))
        return
    if name == "memory":
        work = memory(count)
    else:
        work = batch(name, count) if name in ("local", "spark") else contender(name, count)
    began, cpu = time.perf_counter(), _cpu()
    done = work()
    spent, wall = _cpu() - cpu, time.perf_counter() - began
    made = done if name in ("local", "spark", "memory") else count
    line: dict[str, object] = {"name": f"{name} {count}" if name == "memory" else name, "n": made}
    line |= {"cpu_s": round(spent, 4), "wall_s": round(wall, 4), "peak_mb": _peak()}
    line["per_cpu_s"] = round(made / spent, 2)
    print(json.dumps(line))


def _adopt() -> None:
    """Make this process the parent of those whose own parent ends: Spark's workers count, too."""
    if sys.platform == "linux":
        set_child_subreaper = 36
        ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0)


def _wait_for_all() -> None:
    """Wait for every process that is left: what a process took is known when it has ended."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return round(max(each.ru_maxrss for each in used) / 1024, 1)


if __name__ == "__main__":
    main()
