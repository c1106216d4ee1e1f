"""A pack as one JSON file: what the wheel carries instead of YAML."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import ValidationError, create_model

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.manifest import Manifest
from ketacontent.errors import ContentError, Problem
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.text import TRUSTED


@cache
def pack_model() -> Any:
    """Return one model over a whole pack: one validator for everything is the fastest start."""
    fields: dict[str, Any] = {name: (dict[str, model], {}) for name, model in COLLECTIONS.values()}  # type: ignore[valid-type]
    return create_model("Pack", manifest=(Manifest, ...), **fields)


def load_shipped(data: bytes) -> Catalog:
    """Make a catalog from the JSON of a pack that was checked when it was built."""
    pack = pack_model().model_validate_json(data, context=TRUSTED)
    return Catalog({name: getattr(pack, name) for name, _ in COLLECTIONS.values()}, pack.manifest)


def load_json(data: bytes, file: str) -> Catalog:
    """Make a catalog from a pack's JSON that comes from outside: everything is validated and linked.

    Raises:
        ContentError: what is wrong, by field; JSON has no line numbers.
    """
    from ketacontent.catalog.link import link_problems

    try:
        pack = pack_model().model_validate_json(data)
    except ValidationError as error:
        raise ContentError(
            Problem(
                file,
                0,
                0,
                ".".join(str(part) for part in detail["loc"]),
                f"{detail['msg']}.",
                "Make the file again from its YAML pack.",
                "KC102",
            )
            for detail in error.errors(include_url=False, include_input=False)
        ) from None
    catalog = Catalog({name: getattr(pack, name) for name, _ in COLLECTIONS.values()}, pack.manifest)
    problems = link_problems(catalog, {})
    if problems:
        raise ContentError(problems)
    return catalog


def dump_catalog(catalog: Catalog) -> str:
    """Return a catalog as the JSON of one pack: sorted, and without what is default."""
    data: dict[str, Any] = {"manifest": catalog.manifest.model_dump(mode="json", exclude_unset=True)}
    for kind, (name, _) in COLLECTIONS.items():
        records = catalog.collection(kind)
        data[name] = {id: records[id].model_dump(mode="json", exclude_unset=True) for id in sorted(records)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
