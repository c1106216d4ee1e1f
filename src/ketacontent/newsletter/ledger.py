"""`Ledger`: which address was seen, is suppressed, is being mailed, was mailed. One SQLite file.

Addresses stand in it as keyed hashes only. A mail is marked before its data go
to the server and again when the server has answered; what a crash leaves
between the two is in doubt, and is not sent again unless that is asked for.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Literal

from ketacontent.errors import UsageError
from ketacontent.newsletter.reader import Reader, Reject

State = Literal["new", "sending", "sent", "refused", "deferred", "doubtful"]
"""`refused`: the server said never; `deferred`: it said later; `doubtful`: its answer was not heard."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mail (
    key BLOB PRIMARY KEY, row INTEGER, pass INTEGER, state TEXT, tries INTEGER DEFAULT 0, code INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS suppressed (key BLOB PRIMARY KEY) WITHOUT ROWID;
"""


_AT_ONCE = 500
"""Keys in one question, fewer than the oldest SQLite takes."""


class Ledger:
    """What happened to each address of one issue's run.

    Args:
        path: of the SQLite file; without one it lies in a temporary file that ends with the run.
        issue: the issue as `newsletter/id`.

    Raises:
        UsageError: (KC805) the file is the ledger of another issue, or no ledger.
    """

    def __init__(self, path: str | Path | None, issue: str) -> None:
        self._lock = threading.Lock()
        self._name = Path(path).name if path is not None else ""
        # The empty name is SQLite's own for a temporary file.
        self._db = sqlite3.connect(
            str(path) if path is not None else "", isolation_level=None, check_same_thread=False, timeout=0
        )
        try:
            self._open(issue, is_kept=path is not None)
        except sqlite3.DatabaseError as error:
            self._db.close()
            is_busy = "lock" in str(error)
            raise UsageError(
                f"{self._name}: {'Another run holds this ledger.' if is_busy else 'This is not a ledger.'}",
                "Wait until it has ended." if is_busy else "Name another file, or one that is not there yet.",
                "KC805",
            ) from None
        except UsageError:
            self._db.close()
            raise

    def _open(self, issue: str, *, is_kept: bool) -> None:
        if is_kept:
            # One run at a time: the lock lasts as long as the connection, or its process.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("COMMIT")
        else:
            self._db.execute("PRAGMA journal_mode = OFF")
            self._db.execute("PRAGMA synchronous = OFF")
        self._db.executescript(_TABLES)
        with self._transaction():
            known = dict(self._db.execute("SELECT name, value FROM about"))
            if known.setdefault("issue", issue) != issue:
                raise UsageError(
                    f"{self._name}: This is the ledger of {known['issue']}.",
                    f"Name another file for {issue}.",
                    "KC805",
                )
            self._salt: bytes = known.setdefault("salt", os.urandom(16))
            self._pass: int = known.get("pass", 0)
            self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", known.items())
            # A run that ended in the middle of a mail did not hear the server's answer.
            self._db.execute("UPDATE mail SET state = 'doubtful' WHERE state = 'sending'")
        self._has_suppressed = self._holds_suppressed()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)

    def key(self, address: str) -> bytes:
        """Return what stands for an address."""
        return blake2b(address.lower().encode(), key=self._salt, digest_size=16).digest()

    def suppress(self, addresses: Iterable[str]) -> None:
        """Take in addresses that must get no mail."""
        with self._lock, self._transaction():
            keys = ((self.key(address),) for address in addresses)
            self._db.executemany("INSERT OR IGNORE INTO suppressed VALUES (?)", keys)
            self._has_suppressed = self._holds_suppressed()

    def _holds_suppressed(self) -> bool:
        return self._db.execute("SELECT 1 FROM suppressed LIMIT 1").fetchone() is not None

    def begin_pass(self) -> None:
        """Begin to read the list from its start; an address that comes twice in a pass is a duplicate."""
        with self._lock:
            self._pass += 1
            self._db.execute("INSERT OR REPLACE INTO about VALUES ('pass', ?)", (self._pass,))

    def admit(self, readers: Iterable[Reader], *, doubtful: bool = False) -> Iterator[Reader | Reject | None]:
        """Say of each reader of a chunk: still to be mailed, refused, or None for what is done.

        Args:
            readers: some readers, in the list's order.
            doubtful: whether mails in doubt are to go again.
        """
        listed = list(readers)
        keys = [self.key(reader.address) for reader in listed]
        with self._lock, self._transaction():
            suppressed, known = self._look_up(keys)
            verdicts: list[Reader | Reject | None] = []
            seen: list[tuple[int, int, bytes]] = []
            for reader, key in zip(listed, keys, strict=True):
                row, last_pass, state = known.get(key, (0, 0, "new"))
                if key in suppressed:
                    verdicts.append(
                        Reject(reader.row, "address", "It is on the list of those who get no mail.")
                    )
                elif last_pass == self._pass:
                    verdicts.append(
                        Reject(reader.row, "address", f"It is the same as in row {row}, which counts.")
                    )
                else:
                    waits = state in ("new", "deferred") or (doubtful and state == "doubtful")
                    verdicts.append(reader if waits else None)
                    known[key] = (reader.row, self._pass, state)
                    seen.append((reader.row, self._pass, key))
            self._db.executemany(
                "INSERT INTO mail (row, pass, key, state) VALUES (?, ?, ?, 'new') "
                "ON CONFLICT (key) DO UPDATE SET row = excluded.row, pass = excluded.pass",
                seen,
            )
        yield from verdicts

    def _look_up(self, keys: list[bytes]) -> tuple[set[bytes], dict[bytes, tuple[int, int, str]]]:
        """Return which keys are suppressed, and what is known of the others."""
        suppressed: set[bytes] = set()
        known: dict[bytes, tuple[int, int, str]] = {}
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            if self._has_suppressed:
                found = self._db.execute(f"SELECT key FROM suppressed WHERE key IN ({marks})", some)  # noqa: S608 - question marks
                suppressed |= {key for (key,) in found}
            found = self._db.execute(f"SELECT key, row, pass, state FROM mail WHERE key IN ({marks})", some)  # noqa: S608 - question marks
            known |= {key: (row, last_pass, state) for key, row, last_pass, state in found}
        return suppressed, known

    def mark(self, address: str, state: State, code: int | None = None) -> None:
        """Write down what is about to happen to a mail, or has happened; it is on disk on return."""
        with self._lock:
            self._db.execute(
                "UPDATE mail SET state = ?, code = ?, tries = tries + (? = 'sending') WHERE key = ?",
                (state, code, state, self.key(address)),
            )

    def counts(self) -> dict[State, int]:
        """Return how many mails are in each state."""
        with self._lock:
            return dict(self._db.execute("SELECT state, count(*) FROM mail GROUP BY state"))

    def rows(self, state: State) -> list[int]:
        """Return the rows of the list whose mails are in a state."""
        with self._lock:
            found = self._db.execute("SELECT row FROM mail WHERE state = ? ORDER BY row", (state,))
            return [row for (row,) in found]


class _Transaction:
    """All or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.execute("COMMIT" if kind is None else "ROLLBACK")
