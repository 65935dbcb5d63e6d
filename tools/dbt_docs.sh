#!/usr/bin/env bash
# dbt's own documentation of the warehouse that `make run` built, as one page; $1 is the folder of the environment's programs.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=$(cd "$1" && pwd)
home=${GOUJI_HOME:-gouji_home}
if [ ! -e "$home/warehouse/gouji.duckdb" ]; then
    echo "docs: no warehouse in $home, so dbt's documentation is left out; run first: make run" >&2
    exit 1
fi
GOUJI_WAREHOUSE=$(realpath "$home/warehouse/gouji.duckdb")
export GOUJI_WAREHOUSE DO_NOT_TRACK=1
"$programs/dbt" --quiet docs generate --static --project-dir dbt_project --profiles-dir dbt_project --target-path "$PWD/build/dbt"
echo "docs: dbt's documentation is build/dbt/static_index.html"
