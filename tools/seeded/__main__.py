"""Plant errors in consistent reports, have dbt judge them, and write how every rule fared.

usage: python -m tools.seeded [--each ERRORS] [--clean REPORTS] [--seed SEED] [--share SHARE] [-o PAGE]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tools.seeded.page import Sizes, page
from tools.seeded.trials import proved
from tools.seeded_localise.trials import rows


def main(arguments: list[str] | None = None) -> int:
    """Write the page; the exit status is 1 where an error was missed or a clean report accused."""
    parser = argparse.ArgumentParser(prog="python -m tools.seeded", description="Prove every rule at scale.")
    parser.add_argument("--each", type=int, default=20, help="errors planted for each recipe")
    parser.add_argument("--clean", type=int, default=300, help="reports without an error")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same reports")
    parser.add_argument("--share", type=float, default=1.0, help="of the trials of localisation")
    parser.add_argument("-o", "--output", type=Path, help="the page; printed where none is named")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        proofs, reports = proved(Path(folder), options.each, options.clean, options.seed)
    sizes = Sizes(options.each, options.clean, reports, options.seed)
    text = page(proofs, sizes, list(rows(options.share)))
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return int(any(proof.caught < proof.seeded or proof.alarms for proof in proofs.values()))


if __name__ == "__main__":
    sys.exit(main())
