"""A look at some materials, nothing kept: python -m bench.fuzz FIT GPX --cases 200."""

import argparse
import json
import sys
from dataclasses import replace

from bench.fuzz import MATERIALS
from bench.fuzz.runner import BAD, run_material
from bench.store import ROOT


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    names = [material.name for material in MATERIALS]
    parser.add_argument("name", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--cases", type=int, help="so many of each")
    options = parser.parse_args()
    bad = 0
    for material in MATERIALS:
        if material.name in (options.name or names):
            chosen = replace(material, cases=options.cases or material.cases)
            row = run_material(chosen, ROOT / ".cache" / "bench" / "fuzz", print_now)
            print_now(json.dumps(row))
            bad += sum(row[how] for how in BAD)
    return 1 if bad else 0


def print_now(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
