#!/usr/bin/env python3
"""The table of bench/README.md from a run's results: bench/peers/table.py build/bench/compare.json"""
import json
import sys


def figure(value, digits=2):
    return f"{value:,.0f}" if value >= 100 else f"{value:.{digits}g}"


def side(took):
    return f"{figure(took['cpu'])} | {figure(took['wall'])} | {took['peak_mb']:.0f}" if took else "- | - | -"


def least_ess(took):
    return min(p["ess"] for p in took["logs"].values()) / took["cpu"] if took else None


def main():
    with open(sys.argv[1], encoding="utf-8") as results:
        tasks = json.load(results)
    print("| task, peer | goodwill CPU-s | wall | MB | peer CPU-s | wall | MB | ESS per CPU-s: goodwill, peer | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for task in tasks:
        own, other = task["goodwill"], task.get("peer")
        rates = ""
        if "ess_per_cpu_s" in task:
            rates = figure(task["ess_per_cpu_s"], 3) + (", " + figure(least_ess(other), 3) if other else "")
        ratio = figure(task["ratio"], 3) if "ratio" in task else "-"
        print(f"| {task['task']} | {side(own)} | {side(other)} | {rates} | {ratio} |")


main()
