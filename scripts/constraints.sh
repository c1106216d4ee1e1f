#!/usr/bin/env bash
# Writes constraints.txt: every package of every extra and group, with hashes, for all systems and Pythons we support.
# Without arguments pins that still fit are kept; --upgrade looks for newer releases.
# No index address gets into the file, so that it works with any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --all-extras --group dev --group frameworks --group spark --generate-hashes --no-header --no-annotate --no-emit-index-url \
  --output-file constraints.txt "$@"

if grep -n '://' constraints.txt; then
  echo "constraints.txt names an address (lines above); it must not." >&2
  exit 1
fi
grep -c '==' constraints.txt | sed 's/$/ packages pinned in constraints.txt/'
