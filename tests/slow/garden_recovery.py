"""What the estimates recover of simulated gardens, over seeds.

  garden_recovery.py run PROGRAM --rows FILE.csv [--world off|default] [--seeds 1-64] [--customers 5000]
      simulates each garden in the folder one is in, brings it in, reckons, holds it against its truth, and
      appends a row a line to FILE.csv. Seeds that are there are not run again. Several may run at once.
  garden_recovery.py check FILE.csv
      exit 1 unless each line's intervals hold the truth, with the confounders off, at least as often as the
      exact binomial 99.9 % band around 80 % asks, and the elasticities lie around the truth.
  garden_recovery.py page FILE.csv PAGE.md
      writes the tables between the marks of PAGE.md.

The standard library only.
"""

import argparse
import csv
import fcntl
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys

OFF = ("exposure_confounding", "targeted_discounts", "homophily", "common_shock", "sat_rate", "sat_life")
FILES = ("customers", "products", "prices", "orders", "subscriptions", "refunds", "deliveries", "contacts",
         "incidents", "repairs", "answers", "requests", "changes", "words", "referrals", "reviews", "messages",
         "thanks", "costs", "experiments")
# What the owner of the garden knows and no file says.
SETTINGS = (("value_of_hour", "12"), ("value_of_day_late", "1"), ("minute_of_support", "0.60"),
            ("fulfilment_per_order", "4"))
COLUMNS = ("world", "customers", "seed", "what", "estimate", "low", "high", "truth", "truth_error", "inside")
LEVEL = 0.8
BEGIN, END = "<!-- tables of tests/slow/garden_recovery.py -->", "<!-- end of the tables -->"


# ---- Running -------------------------------------------------------------------------------------

def call(program, *arguments):
    done = subprocess.run([program, *arguments, "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"goodwill {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def recover(program, world, customers, seed):
    """The recovery table of one garden."""
    folder = pathlib.Path(f"garden-{world}-{seed}-{os.getpid()}")
    store = f"{folder}.gw"
    off = [word for name in OFF for word in ("--set", f"{name}=0")] if world == "off" else []
    call(program, "simulate", "garden", "-o", str(folder), "--customers", str(customers), "--seed", str(seed),
         "--set", "truth=value", *off)
    call(program, "init", store, "--currency", "EUR", "--timezone", "UTC")
    for name in FILES:
        call(program, "import", store, str(folder / f"{name}.csv"))
    for key, value in SETTINGS:
        call(program, "settings", store, key, value)
    call(program, "reckon", store, "--as-of", "2024-12-31")
    table = json.loads(call(program, "prove", store, "--truth", str(folder / "truth"), "--json"))
    shutil.rmtree(folder)
    pathlib.Path(store).unlink()
    return table["rows"]


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def append(path, rows):
    with open(path, "a", newline="") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n", extrasaction="ignore")
        if file.tell() == 0:
            out.writeheader()
        out.writerows(rows)


def show(value):
    return "" if value is None else f"{value:.6g}"


def run(options):
    first, last = (int(n) for n in options.seeds.split("-"))
    for seed in range(first, last + 1):
        known = {(r["world"], r["customers"], r["seed"]) for r in read(options.rows)}
        if (options.world, str(options.customers), str(seed)) in known:
            continue
        table = recover(options.program, options.world, options.customers, seed)
        append(options.rows, [
            {"world": options.world, "customers": options.customers, "seed": seed, "what": row["what"],
             "inside": int(row["inside"]),
             **{key: show(row[key]) for key in ("estimate", "low", "high", "truth", "truth_error")}}
            for row in table])
        print(f"{options.world}, seed {seed}: {sum(r['inside'] for r in table)} of {len(table)}", flush=True)


# ---- What they say together ----------------------------------------------------------------------

def band(n):
    """The counts k of n with P(fewer) and P(more) both at least .0005 at LEVEL."""
    chance = [math.comb(n, k) * LEVEL**k * (1 - LEVEL)**(n - k) for k in range(n + 1)]
    low = min(k for k in range(n + 1) if sum(chance[:k + 1]) > 0.0005)
    high = max(k for k in range(n + 1) if sum(chance[k:]) > 0.0005)
    return low, high


def lines_of(rows, world):
    """By line, in the order of the first seed: the rows that told a range."""
    out = {}
    for row in rows:
        if row["world"] == world:
            told = out.setdefault(row["what"], [])
            if row["estimate"] and row["low"] and row["high"] and row["low"] != row["high"]:
                told.append({k: v if k in ("world", "what") else float(v or "nan") for k, v in row.items()})
    return out


def middle(values):
    values = sorted(values)
    n = len(values)
    return math.nan if n == 0 else (values[n // 2] + values[(n - 1) // 2]) / 2


def sign_test(told):
    """How often the estimate is above the truth, of how many, and the chance of so uneven a count."""
    n = len(told)
    above = sum(r["estimate"] > r["truth"] for r in told)
    tail = sum(math.comb(n, k) for k in range(min(above, n - above) + 1)) / 2**n
    return above, min(2 * tail, 1)


def check(options):
    wrong = 0
    for what, told in lines_of(read(options.rows), "off").items():
        low, high = band(len(told))
        inside = sum(r["inside"] for r in told)
        verdict = "ok" if inside >= low else "TOO FEW"
        if what == "elasticity" and sign_test(told)[1] < 0.001:
            verdict = "ON ONE SIDE"
        wrong += verdict != "ok"
        print(f"{verdict:11}  {what}: {inside:.0f} of {len(told)}, {low} to {high} asked")
    sys.exit(wrong > 0)


def table(rows, world):
    seeds = {row["seed"] for row in rows if row["world"] == world}
    out = [f"| {len(seeds)} gardens, {'confounders off' if world == 'off' else 'defaults'} | told | inside | "
           "99.9 % band | said over truth, middle | half width over truth, middle |",
           "| --- | --- | --- | --- | --- | --- |"]
    for what, told in lines_of(rows, world).items():
        n = len(told)
        if n == 0:
            out.append(f"| {what} | 0 of {len(seeds)} | | | | |")
            continue
        low, high = band(n)
        inside = sum(r["inside"] for r in told)
        mark = "" if low <= inside <= high else " (too few)" if inside < low else " (wide)"
        ratio = middle([r["estimate"] / r["truth"] for r in told])
        width = middle([abs((r["high"] - r["low"]) / 2 / r["truth"]) for r in told])
        out.append(f"| {what} | {n} of {len(seeds)} | {inside:.0f}{mark} | {low} to {high} | {ratio:.3f} | "
                   f"{width:.3f} |")
    return out


def page(options):
    rows = read(options.rows)
    text = pathlib.Path(options.page).read_text()
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    worlds = [w for w in ("off", "default") if any(r["world"] == w for r in rows)]
    body = "\n\n".join("\n".join(table(rows, world)) for world in worlds)
    pathlib.Path(options.page).write_text(f"{head}{BEGIN}\n\n{body}\n\n{END}{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("run")
    one.add_argument("program", type=os.path.abspath)
    one.add_argument("--rows", required=True)
    one.add_argument("--world", choices=("off", "default"), default="off")
    one.add_argument("--seeds", default="1-64")
    one.add_argument("--customers", type=int, default=5000)
    one.set_defaults(does=run)
    one = commands.add_parser("check")
    one.add_argument("rows")
    one.set_defaults(does=check)
    one = commands.add_parser("page")
    one.add_argument("rows")
    one.add_argument("page")
    one.set_defaults(does=page)
    options = parser.parse_args()
    options.does(options)


main()
