"""Makes reference.csv: Gamma-Gamma spend given x, to 25 digits: the Gamma-Gamma's formulas, in both of its
ways (core/models/gamma_gamma/reference.py), with the scale gamma k^log2(1 + x).

Run: python3 core/models/gamma_gamma_x/reference.py   (needs mpmath; a minute)
"""

import csv
import importlib.util
import pathlib

import mpmath as mp

HERE = pathlib.Path(__file__).parent
spec = importlib.util.spec_from_file_location("plain", HERE.parent / "gamma_gamma" / "reference.py")
plain = importlib.util.module_from_spec(spec)
spec.loader.exec_module(plain)

SETS = {
    "cdnow": (6.25, 3.74, 15.44, 1.05),
    "plain": (6.25, 3.74, 15.44, 1),
    "more": (6.25, 3.74, 15.44, 1.5),
    "less": (6.25, 3.74, 15.44, 0.6),
    "q_below_one": (6.25, 0.9, 15.44, 1.2),
    "p_tiny": (0.01, 3, 10, 1.1),
    "p_large": (1000, 5, 0.02, 0.9),
    "q_large": (5, 2000, 8000, 1.3),
    "steep": (2, 3, 10, 10),
}


def main():
    rows = []
    for set_name, values in SETS.items():
        p, q, gamma, k = map(mp.mpf, values)
        for cell_name, (x, m) in plain.CELLS.items():
            scale = gamma * k ** (mp.log1p(x) / mp.log(2))
            seen = (mp.mpf(x), mp.mpf(m))
            value, order = (f(p, q, scale, *seen) for f in (plain.log_lik, plain.expected))
            if p * x + q < 1e5:
                plain.agree(value, plain.log_lik_again(p, q, scale, *seen), (set_name, cell_name))
                plain.agree(order, plain.expected_again(p, q, scale, *seen), (set_name, cell_name))
            rows.append([f"{set_name}/{cell_name}", *map(repr, values), repr(x), repr(m), "", "",
                         plain.text(value), plain.text(order), "1e-10"])
    with open(HERE / "reference.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["case", "p", "q", "gamma", "k", "x", "mean_spend", "horizon", "delta",
                         "log_lik", "expected_spend", "tolerance"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
