"""For programs: one JSON object with everything."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from ketacontent.lint.finding import Result

VERSION = 1


def as_json(results: Sequence[tuple[Result, str]]) -> str:
    """Return the results as one JSON text; its ``version`` grows when the form changes."""
    files = []
    for result, _ in results:
        data = asdict(result)
        for finding in data["findings"]:
            finding["sources"] = [{"name": name, "address": address} for name, address in finding["sources"]]
        files.append(data)
    return json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=2)
