"""`ketacontent preview`: a server on this machine whose pages follow the files behind them."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketacontent._resources import data_root
from ketacontent.catalog.load import folders_of
from ketacontent.cli.options import (
    Audience,
    BrandId,
    Bundled,
    Country,
    Jurisdiction,
    Locale,
    Packs,
    Translations,
)
from ketacontent.errors import MissingExtra, UsageError
from ketacontent.site.preview import Preview, Workspace
from ketacontent.site.script import POLICY

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

STEP = 5
"""Milliseconds to wait for more files after the first: an editor may write several at once."""
QUIET = 4.0
"""Seconds without a save after which all records are checked against each other."""
_BEAT = 15.0
"""Seconds after which a silent stream says that it is still there."""
HEADERS = {
    # Mail's styles stand in its elements, and a brand's in its pages.
    "Content-Security-Policy": POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def preview(
    pack: Packs = None,
    bundled: Bundled = True,
    templates: Annotated[
        list[Path] | None, typer.Option(help="A folder with templates of yours; may be given several times.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Where to listen; 0 finds a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Whose requests are answered; this machine's only by default.")
    ] = "127.0.0.1",
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Audience = "patient",
    brand: BrandId = None,
    locale: Locale = "en-US",
    translations: Translations = None,
) -> None:
    """Serve the content as pages that show again whenever a file is saved, with every fault on the page."""
    try:
        import starlette  # noqa: F401 - only to see whether it is there
        import uvicorn
        import watchfiles  # noqa: F401
    except ImportError as error:
        raise MissingExtra(error.name or "A package", "preview", "serve a preview") from None
    context: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "country": country,
        "audience": audience,
        "brand": brand,
        "locale": locale,
        "translations": tuple(map(str, translations or ())),
    }
    shown = Preview(workspace_of(pack or [], bundled), templates=templates or (), **context)
    # Else the collector walks through the whole catalog again and again, which takes longer than a page.
    gc.collect()
    gc.freeze()
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    typer.echo(f"{address} follows {', '.join(map(_short, shown.folders))}. Ctrl-C ends it.")
    config = uvicorn.Config(
        make_app(shown, host), log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listening])


def workspace_of(packs: list[Path], bundled: bool) -> Workspace:
    """Return the packs that are followed: in a checkout, the bundled one's files too."""
    root, packs = data_root(), folders_of(packs)
    if bundled and isinstance(root, Path) and (root / "pack.yaml").is_file():
        return Workspace([root, *packs], bundled=False)
    return Workspace(packs, bundled=bundled)


def make_app(shown: Preview, host: str = "127.0.0.1") -> Starlette:
    """Return the server's application.

    Args:
        shown: what it answers with.
        host: under which name it may be asked; a page elsewhere that has another name for this machine is
            refused.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Route

    live = Live(shown)
    names = ["*"] if host in ("0.0.0.0", "::") else ["127.0.0.1", "localhost", host]  # noqa: S104 - compared
    return Starlette(
        routes=[Route("/events", live.events), Route("/{address:path}", live.page)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=names)],
        lifespan=live.lifespan,
    )


class Live:
    """Joins a preview with its open pages: what is saved on disk is told to each of them.

    Args:
        shown: what the pages show.
    """

    def __init__(self, shown: Preview) -> None:
        self.shown = shown
        self.listeners: set[asyncio.Queue[str]] = set()
        self._stop = asyncio.Event()
        self._turn = asyncio.Lock()

    async def page(self, request: Request) -> Response:
        """Answer for one address."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import Response

        answer = await run_in_threadpool(self.shown.answer, request.path_params["address"])
        return Response(answer.content, answer.status, HEADERS, answer.media_type)

    async def events(self, request: Request) -> Response:
        """Tell an open page when it has to be shown again (server-sent events)."""
        from starlette.responses import StreamingResponse

        since = request.query_params.get("since", "")
        is_behind = since.isdigit() and int(since) < self.shown.state
        return StreamingResponse(self._stream(is_behind), media_type="text/event-stream", headers=HEADERS)

    async def _stream(self, is_behind: bool) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        if is_behind:  # something was saved between the page and its stream
            queue.put_nowait("page")
        self.listeners.add(queue)
        try:
            yield "retry: 500\n\n"
            while not self._stop.is_set():
                try:
                    what = await asyncio.wait_for(queue.get(), _BEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield f"event: {what}\ndata: -\n\n"
        finally:
            self.listeners.discard(queue)

    @contextlib.asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """Follow the files for as long as the server runs."""
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            self._stop.set()
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following

    async def _follow(self) -> None:
        from watchfiles import awatch

        checking: asyncio.Task[None] | None = None
        async for changes in awatch(*self.shown.folders, step=STEP, debounce=50, stop_event=self._stop):
            if checking is not None:
                checking.cancel()
            if await self.take_in(Path(path) for _, path in changes):
                checking = asyncio.create_task(self._check_later())

    async def take_in(self, paths: Iterable[Path]) -> bool:
        """Take in what was saved and tell the open pages; return whether anything changed."""
        async with self._turn:
            what = await asyncio.to_thread(self.shown.follow, list(paths))
        self._tell(what)
        return bool(what)

    async def _check_later(self) -> None:
        await asyncio.sleep(QUIET)
        is_other = await asyncio.to_thread(self.shown.check_links)
        self._tell("page" if is_other else "")

    def _tell(self, what: str) -> None:
        if what:
            for queue in self.listeners:
                queue.put_nowait(what)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: (KC611) another program has the port.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise UsageError(
            f"The preview cannot listen on {host}:{port}: {error.strerror}.",
            "Give another port with --port, or 0 for any that is free.",
            "KC611",
        ) from None


def _short(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
