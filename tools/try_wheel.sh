#!/usr/bin/env bash
# Builds the wheel and uses it as a scholar would: in a virtual environment of its own, far from the checkout.
# The one argument is the Python that builds it.
set -euo pipefail

python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
checkout=$PWD
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT

"$python" -m build --wheel --no-isolation --outdir "$away/dist"
"$python" -m venv "$away/venv"
"$away/venv/bin/python" -m pip --disable-pip-version-check install --quiet \
    --constraint "$checkout/constraints.txt" "$away"/dist/*.whl

mkdir "$away/study"
cd "$away/study"
unset PYTHONPATH
export OTSANNOT_CONFIG=$away/config
otsannot=$away/venv/bin/otsannot

"$away/venv/bin/python" - <<'PYTHON'
from importlib.metadata import distribution

names = {str(path) for path in distribution("otsannot").files}
for wanted in ("otsannot/py.typed", "otsannot/resources/theme.qss", "otsannot/corpus/manifest.csv"):
    assert wanted in names, f"{wanted} is not in the wheel"
assert any(name.endswith("/LICENSE") for name in names), "the licence is not in the wheel"
PYTHON

"$otsannot" sample study.otsannot
"$otsannot" export study.otsannot annotations out.csv
"$otsannot" check study.otsannot
"$otsannot" info study.otsannot

lines=$(wc -l < out.csv)
if ((lines < 200)); then
    echo "The sample's annotations fill $lines lines, and should fill 200 or more." >&2
    exit 1
fi
echo "The wheel works: $lines lines of annotations."
