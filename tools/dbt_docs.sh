#!/usr/bin/env bash
# dbt's own documentation as one page that opens from disk; $1 is the folder of the environment's programs.
# With the warehouse that `make run` built it also tells types and sizes, without one the descriptions alone.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=$(cd "$1" && pwd)
home=${GOUJI_HOME:-gouji_home}
catalogue=()
GOUJI_WAREHOUSE=:memory:
if [ -e "$home/warehouse/gouji.duckdb" ]; then
    GOUJI_WAREHOUSE=$(realpath "$home/warehouse/gouji.duckdb")
else
    catalogue=(--empty-catalog)
fi
export GOUJI_WAREHOUSE DO_NOT_TRACK=1
"$programs/dbt" --quiet docs generate --static "${catalogue[@]}" --project-dir dbt_project --profiles-dir dbt_project --target-path "$PWD/build/dbt"
echo "docs: dbt's documentation is build/dbt/static_index.html"
