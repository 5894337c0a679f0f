"""The driver of bench/run: tasks one after the other, each in a process of its own, and the ratios.

    compare.py BUILD_FOLDER PYTHON_OF_THE_PEERS [quick] [WORD ...]

Writes BUILD_FOLDER/compare.json with everything measured.
"""
import array
import csv
import json
import math
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "..", "examples")
BUILD, PYTHON = sys.argv[1:3]
WORDS = [w for w in sys.argv[3:] if w != "quick"]
QUICK = "quick" in sys.argv[3:]
PROGRAM = os.path.join(BUILD, "bench_peers")
DATA = os.path.join(BUILD, "data")

# name, the peer's call (None: it was not asked), goodwill's call, the ratio that goodwill promises
FITS = [
    ("fit bg_nbd CDNOW, lifetimes", ["lifetimes_fit", "bg_nbd", "cdnow"], ["fit", "bg_nbd", "cdnow"], None),
    ("fit bg_nbd 1M, lifetimes", ["lifetimes_fit", "bg_nbd", "1000000"], ["fit", "bg_nbd", "1000000"], 30),
    ("fit bg_nbd 1M, pymc-marketing MAP", ["pymc_map", "bg_nbd", "1000000"], ["fit", "bg_nbd", "1000000"], 30),
    ("fit pareto_nbd 100k, lifetimes", ["lifetimes_fit", "pareto_nbd", "100000"], ["fit", "pareto_nbd", "100000"], 300),
    ("fit pareto_nbd 1M", None, ["fit", "pareto_nbd", "1000000"], None),
]
POSTERIORS = [
    ("posterior bg_nbd CDNOW, nutpie", ["nutpie", "bg_nbd", "cdnow", "1000", "4"],
     ["posterior", "bg_nbd", "cdnow", "4000", "1"], 300),
    ("posterior pareto_nbd CDNOW, DEMetropolisZ", ["demz", "pareto_nbd", "cdnow", "2000", "4"],
     ["posterior", "pareto_nbd", "cdnow", "4000", "1"], None),
    ("posterior bg_nbd 100k, nutpie", ["nutpie", "bg_nbd", "100000", "250", "2"],
     ["posterior", "bg_nbd", "100000", "4000", "1"], 400),
    ("posterior pareto_nbd 100k", None, ["posterior", "pareto_nbd", "100000", "4000", "1"], None),
    ("posterior bg_nbd 1M", None, ["posterior", "bg_nbd", "1000000", "400", "1"], None),
    ("posterior pareto_nbd 1M", None, ["posterior", "pareto_nbd", "1000000", "400", "1"], None),
]
SLOW = ("posterior bg_nbd 100k, nutpie",)


def file_of(name):
    return os.path.join(DATA, name + ".bin")


def make_data():
    os.makedirs(DATA, exist_ok=True)
    with open(os.path.join(EXAMPLES, "cdnow", "cdnow_summary.csv"), newline="") as table:
        rows = list(csv.DictReader(table))
    with open(file_of("cdnow"), "wb") as out:
        array.array("d", [float(row[c]) for c in ("x", "t_x", "T") for row in rows]).tofile(out)
    for n in ("100000", "1000000"):
        run([PROGRAM, "data", n, file_of(n)])


def run(command):
    """What the command printed, and what the whole process took."""
    out, inlet = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(inlet, 1)
        os.close(out)
        os.environ["OMP_NUM_THREADS"] = "1"
        os.execv(command[0], command)
    os.close(inlet)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit("bench/run: %s failed" % " ".join(command))
    whole = {"process_cpu": usage.ru_utime + usage.ru_stime, "process_wall": time.monotonic() - begun,
             "peak_mb": usage.ru_maxrss / 1024}
    lines = [line for line in text.splitlines() if line.startswith("{")]
    return {**(json.loads(lines[-1]) if lines else {}), **whole}


def goodwill(call):
    """The best of three: it is short, and what else the machine does only adds."""
    tries = [run([PROGRAM, call[0], call[1], file_of(call[2]), *call[3:]]) for _ in range(3)]
    return min(tries, key=lambda t: t["cpu"])


def peer(call):
    return run([PYTHON, os.path.join(HERE, "peers.py"), call[0], call[1], file_of(call[2]), *call[3:]])


def wanted(task):
    return (not WORDS or any(word in task[0] for word in WORDS)) and not (QUICK and task[0] in SLOW)


def took(side):
    return "%.4g CPU-s (%.4g wall; whole process %.4g CPU-s, %.0f MB)" % (
        side["cpu"], side["wall"], side["process_cpu"], side["peak_mb"])


def verdict(ratio, promised):
    return "" if promised is None else "  >= %g promised: %s" % (promised, "yes" if ratio >= promised else "NO")


def compare_fit(task):
    name, peers_call, own_call, promised = task
    own = goodwill(own_call)
    print("%s\n  goodwill  %s  log-likelihood %.8g" % (name, took(own), own["log_lik"]), flush=True)
    if peers_call is None:
        return {"task": name, "goodwill": own}
    other = peer(peers_call)
    ratio = other["cpu"] / own["cpu"]
    print("  peer      %s\n  peer / goodwill: %.0f in CPU seconds, %.0f in peak memory%s" % (
        took(other), ratio, other["peak_mb"] / own["peak_mb"], verdict(ratio, promised)), flush=True)
    worst = max(abs(other["params"][k] / v - 1) for k, v in own["params"].items() if k in other["params"])
    print("  parameters differ by at most %.2g" % worst, flush=True)
    return {"task": name, "goodwill": own, "peer": other, "ratio": ratio}


def least_ess(side):
    return min(p["ess"] for p in side["logs"].values())


def compare_posterior(task):
    name, peers_call, own_call, promised = task
    own = goodwill(own_call)
    rate = least_ess(own) / own["cpu"]
    print("%s\n  goodwill  %s  least ESS %.0f, %.0f per CPU-s, k-hat %.2f" % (
        name, took(own), least_ess(own), rate, own["khat"]), flush=True)
    if peers_call is None:
        return {"task": name, "goodwill": own, "ess_per_cpu_s": rate}
    other = peer(peers_call)
    others_rate = least_ess(other) / other["cpu"]
    worst_rhat = max(p["rhat"] for p in other["logs"].values())
    print("  peer      %s  least bulk ESS %.0f, %.2f per CPU-s, R-hat %.3f" % (
        took(other), least_ess(other), others_rate, worst_rhat))
    if "compiling" in other:
        sampling = least_ess(other) / (other["cpu"] - other["compiling"])
        print("            of which compiling %.1f CPU-s; without it %.2f per CPU-s, goodwill / that: %.0f" % (
            other["compiling"], sampling, rate / sampling))
    print("  goodwill / peer: %.0f in ESS per CPU second%s" % (rate / others_rate, verdict(rate / others_rate, promised)))
    for letter, p in own["logs"].items():
        q = other["logs"][letter]
        se = math.hypot(p["sd"] / math.sqrt(min(p["ess"], 4000)), q["sd"] / math.sqrt(q["ess"]))
        print("  log %-6s mean %9.5f, the peer's %9.5f: %+.1f standard errors;  sd %.4f, %.4f" % (
            letter, p["mean"], q["mean"], (p["mean"] - q["mean"]) / se, p["sd"], q["sd"]), flush=True)
    return {"task": name, "goodwill": own, "peer": other, "ess_per_cpu_s": rate, "ratio": rate / others_rate}


def main():
    make_data()
    results = [compare_fit(task) for task in FITS if wanted(task)]
    results += [compare_posterior(task) for task in POSTERIORS if wanted(task)]
    with open(os.path.join(BUILD, "compare.json"), "w") as out:
        json.dump(results, out, indent=1)


main()
