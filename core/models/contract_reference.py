"""Makes the reference.csv of the models of contracts: what they share.

A model gives a class with log_survival(n) and log_survival_again(n), and residual(n, delta) in two
ways (None where it is infinite). The likelihood of a row is renewals made and not made:
active log r_n + lost log(1 - r_n), r_n = S(n)/S(n-1)."""

import mpmath as mp

import precise
from precise import NOT_CHECKED, exact

INPUTS = ["period", "active", "lost", "discount"]
OUTPUTS = ["log_lik", "survival", "retention", "residual"]
ROWS = {  # period, active, lost
    "start": (0, 7, 0),
    "first": (1, 631, 369),
    "second": (2, 468, 163),
    "seventh": (7, 241, 21),
    "twelfth": (12, 173, 10),
    "all_left": (3, 0, 5),
    "none_left": (4, 5, 0),
    "hundredth": (100, 2, 1),
    "ten_thousandth": (10000, 1, 1),
}
DELTAS = [mp.log(mp.mpf("1.1")), NOT_CHECKED, mp.mpf("0.01"), 0, mp.mpf("1e-3"), 2]


def added_up(a, b, delta):
    """sum over k >= 0 of B(a, b + k)/B(a, b) e^(-delta k), term by term, delta > 0."""
    with mp.workdps(45):
        total, term, v = mp.mpf(0), mp.mpf(1), mp.exp(-delta)
        all_, k = a + b, 0
        enough = mp.mpf(10) ** -26 * -mp.expm1(-delta)
        while term > enough * total:
            total += term
            term *= v * ((b + k) / (all_ + k))
            k += 1
        return total


def answers(model, period, active, lost, delta):
    n = int(period)
    log_s = precise.agree("survival", model.log_survival(n), model.log_survival_again(n))
    log_before = model.log_survival(n - 1) if n > 0 else mp.mpf(0)
    log_r = log_s - log_before
    if n > 0:
        again = model.log_survival_again(n) - model.log_survival_again(n - 1)
        precise.agree("retention", log_r, again)
    out = {"survival": mp.exp(log_s), "retention": mp.exp(log_r), "residual": NOT_CHECKED}
    out["log_lik"] = (active * log_r if active else 0) + (lost * mp.log(-mp.expm1(log_r)) if lost else 0)
    if delta != NOT_CHECKED:
        one, other = model.residual(n, exact(delta)), model.residual_again(n, exact(delta))
        if one is None or other is None:
            assert one is None and other is None
            out["residual"] = precise.UNDEFINED
        else:
            # sums of powers of t agree to fewer digits than closed forms
            assert abs(one - other) <= mp.mpf("1e-20") * abs(one), ("residual", n, delta, one, other)
            out["residual"] = one
    return out


def make(path, parameters, sets, model_of, published):
    """published: (set, row, place in DELTAS, column, printed)."""
    watch = precise.Stopwatch()
    rows = []
    for set_name, values in sets.items():
        model = model_of(values)
        for turn, (row_name, (period, active, lost)) in enumerate(ROWS.items()):
            asked = {turn % len(DELTAS), 0} if turn < 4 else {(turn + len(rows)) % len(DELTAS)}
            asked |= {row[2] for row in published if row[:2] == (set_name, row_name)}
            for place in sorted(asked):
                delta = DELTAS[place] if DELTAS[place] == NOT_CHECKED else float(DELTAS[place])
                name = f"{set_name}/{row_name}/{place}"
                out = answers(model, period, active, lost, delta)
                for row in published:
                    if row[:3] == (set_name, row_name, place):
                        precise.published(name, out[row[3]], row[4])
                rows.append(dict(zip(parameters, values)) | out | {
                    "case": name, "period": period, "active": active, "lost": lost, "discount": delta})
    precise.write_table(path, parameters + INPUTS, OUTPUTS, rows)
    watch.tell(rows, path)
