"""Writes the JSON Schema of a rule file, for editors: rules of this package and of a house.

It lies beside the rules, in the package, so that a house pack can point at an installed copy.

Usage: python scripts/lint_schema.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ketacontent.lint.rule import Rule

TARGET = Path(__file__).resolve().parents[1] / "src" / "ketacontent" / "lint" / "rule.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """Return the schema as it is written."""
    return json.dumps({"$schema": DIALECT, **Rule.model_json_schema()}, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema, or with --check compare it."""
    parser = argparse.ArgumentParser(description="Write the JSON Schema of a rule file.")
    parser.add_argument("--check", action="store_true", help="fail if the file is not as it would be written")
    options = parser.parse_args()
    if options.check:
        if not TARGET.is_file() or TARGET.read_text("utf-8") != schema():
            sys.exit("The schema of rules is stale; write it again: python scripts/lint_schema.py")
        return
    TARGET.write_text(schema(), "utf-8")
    print(f"schema written to {TARGET}")


if __name__ == "__main__":
    main()
