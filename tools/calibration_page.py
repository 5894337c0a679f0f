#!/usr/bin/env python3
"""Writes the table of docs/calibration.md: tools/calibration_page.py [MODEL ...]

Runs tests/models/sbc_long_test.c, built in build/dev, for each model named, or for every model that
build/calibration/ has no result of; what it printed is kept there. Then the table is made of them,
complete for the registry, or the page stays as it is. Hours for all models; run it under nice.
"""
import os
import re
import subprocess
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(HOME, "docs", "calibration.md")
KEPT = os.path.join(HOME, "build", "calibration")
TEST = os.path.join(HOME, "build", "dev", "tests", "sbc_long_test")
HEADER = """| model | coordinate | in 80 % | in 50 % | lower half | p of chi² | by chains |
| --- | --- | --- | --- | --- | --- | --- |
"""


def models():
    with open(os.path.join(HOME, "core", "models", "registry.def"), encoding="utf-8") as registry:
        return re.findall(r"^GW_MODEL\((\w+)\)", registry.read(), re.M)


def kept(model, what):
    return os.path.join(KEPT, f"{model}.{what}")


def run(model):
    table = kept(model, "new")
    ran = subprocess.run([TEST], env={**os.environ, "GW_SBC_MODEL": model, "GW_SBC_TABLE": table},
                         stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode != 0:
        sys.exit(f"calibration_page: {model} is not calibrated:\n{ran.stdout}")
    with open(kept(model, "words"), "w", encoding="utf-8") as words:
        words.write(ran.stdout)
    os.replace(table, kept(model, "table"))


def rows(model):
    """The model's rows, each with how many of 1,000 posteriors were made by chains."""
    with open(kept(model, "words"), encoding="utf-8") as words:
        chains = re.search(rf"^{model}: (\d+) of \d+ by chains", words.read(), re.M).group(1)
    with open(kept(model, "table"), encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if line.startswith(f"| {model} |")]
    return "".join(f"{line} {chains} |\n" for line in lines)


def main():
    os.makedirs(KEPT, exist_ok=True)
    for model in sys.argv[1:] or [m for m in models() if not os.path.exists(kept(m, "table"))]:
        run(model)
    missing = [m for m in models() if not os.path.exists(kept(m, "table"))]
    if missing:
        sys.exit(f"calibration_page: no result yet of {', '.join(missing)}; the page is as it was")
    with open(PAGE, encoding="utf-8") as page:
        text = page.read()
    table = HEADER + "".join(rows(m) for m in models())
    changed, n = re.subn(r"^\| model \| coordinate \|.*\n(?:^\|.*\n)+", lambda _: table, text, flags=re.M)
    if n != 1:
        sys.exit("calibration_page: docs/calibration.md has no table of coordinates, or more than one")
    with open(PAGE, "w", encoding="utf-8") as page:
        page.write(changed)


main()
