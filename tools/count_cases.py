"""The customers, horizons and rates that every count model's reference.csv asks about, and the
common way from a model's formulas to its rows.

A model gives a class with the methods that `score` calls; see core/models/nbd/reference.py, the
shortest."""

import math

import mpmath as mp

import precise
from precise import FOREVER, NOT_CHECKED, UNDEFINED

INPUTS = ["x", "t_x", "T", "horizon", "delta"]
OUTPUTS = ["log_lik", "log_p_alive", "p_alive", "expected", "discounted",
           "pmf0", "pmf1", "pmf2", "pmf5"]
PMF_AT = {"pmf0": 0, "pmf1": 1, "pmf2": 2, "pmf5": 5}

ANNUAL_15 = math.log(1.15) / 52  # 15 % a year, continuous, per week

CELLS = {
    "new": (0, 0, 0),
    "never_back": (0, 0, 38.86),
    "never_back_day_one": (0, 0, 0.01),
    "never_back_for_ages": (0, 0, 1e5),
    "once": (1, 1.71, 38.86),
    "once_within_hours": (1, 0.005, 0.01),
    "twice": (2, 30.43, 38.86),
    "just_now": (5, 30, 30),
    "a_moment_ago": (5, 30 - 1e-9, 30),
    "ages_ago": (3, 5e4, 1e5),
    "seven": (7, 35, 77.86),
    "weekly": (26, 30.86, 31),
    "weekly_gone": (26, 30.86, 52),
    "same_instant": (3, 0, 0),
    "at_start_only": (2, 0, 39),
    "hundred": (120, 100, 104),
    "two_hundred": (200, 100, 104),
    "burst_then_gone": (400, 5, 37),
    "burst": (400, 5, 6),
    "two_thousand": (2000, 900, 1000),
    "two_thousand_gone": (2000, 50, 500),
    "hundred_thousand": (100000, 50000, 50001),
}
CORE = ["new", "never_back", "once", "twice", "just_now", "a_moment_ago", "weekly", "ages_ago",
        "two_hundred", "burst_then_gone"]

# horizon, delta: asked in turn along the rows, so that every parameter set meets most of them.
QUESTIONS = [
    (39, NOT_CHECKED), (52, ANNUAL_15), (FOREVER, 0.0027), (1, 1), (1e6, 0.0027), (1e-6, 0.0027),
    (39, 0), (1e6, NOT_CHECKED), (FOREVER, NOT_CHECKED), (0, 0.0027), (FOREVER, ANNUAL_15),
    (52, 1e-9), (FOREVER, 1), (1e4, 1e-5), (FOREVER, 0),
]


def name_of(value):
    return "none" if value == NOT_CHECKED else format(value, ".4g") if value != FOREVER else value


def case(parameters_name, cell_name, horizon, delta):
    return f"{parameters_name}/{cell_name}/{name_of(horizon)}/{name_of(delta)}"


def cases(sets, home, left_out=()):
    """Every question for two cells of the home set, every cell of it, the core cells elsewhere.
    left_out: (set, cell) pairs that the two ways cannot both reach."""
    asked = []
    for cell in ("twice", "never_back"):
        asked += [(home, cell, *question) for question in QUESTIONS]
    turn = 0
    for name in sets:
        for cell in CELLS if name == home else CORE:
            if (name, cell) in left_out:
                continue
            question = (name, cell, *QUESTIONS[turn % len(QUESTIONS)])
            turn += 1
            if question not in asked:
                asked.append(question)
    return asked


def score(model, horizon, delta):
    """One row's answers from a model (its formulas for one customer), each in two ways."""
    out = dict.fromkeys(OUTPUTS, NOT_CHECKED)
    out["log_lik"] = precise.agree("log_lik", model.log_lik(), model.log_lik_again(), floor=1)
    log_p = precise.agree("log_p_alive", model.log_p_alive(), model.log_p_alive_again())
    p_alive = mp.exp(log_p)
    out["log_p_alive"], out["p_alive"] = log_p, p_alive
    out["expected"] = _forecast(p_alive, model, horizon, mp.mpf(0))
    if delta != NOT_CHECKED:
        out["discounted"] = _forecast(p_alive, model, horizon, precise.exact(delta))
    if horizon != FOREVER:
        for column, k in PMF_AT.items():
            out[column] = _pmf(p_alive, model, precise.exact(horizon), k)
    return out


def _forecast(p_alive, model, horizon, delta):
    if horizon != FOREVER:
        horizon = precise.exact(horizon)
    if horizon == 0:
        return mp.mpf(0)
    if delta == 0 and horizon == FOREVER:
        alive = model.expected_forever()
        return UNDEFINED if alive is None else p_alive * alive
    if delta == 0:
        pair = model.expected(horizon), model.expected_again(horizon)
    else:
        pair = model.discounted(horizon, delta), model.discounted_again(horizon, delta)
    return p_alive * precise.agree("forecast", *pair)


def _pmf(p_alive, model, horizon, k):
    if horizon == 0:
        return mp.mpf(k == 0)
    alive = precise.agree(f"pmf{k}", model.pmf(k, horizon), model.pmf_again(k, horizon))
    return p_alive * alive + ((1 - p_alive) if k == 0 else 0)


def negative_binomial(k, shape, rate, span):
    """Chance of k purchases in `span` at a rate ~ Gamma(shape, rate)."""
    return mp.exp(precise.log_rising(shape, k) - mp.loggamma(k + 1)
                  + shape * mp.log(rate / (rate + span)) + k * mp.log(span / (rate + span)))


def make(path, parameters, sets, model_of, home, published, left_out=(), extra=()):
    """Reckons and writes the table at `path`. published: (set, cell, horizon, delta, column,
    printed value) of papers, which must come out."""
    watch = precise.Stopwatch()
    asked = cases(sets, home, left_out)
    asked += [question for question in extra if question not in asked]
    asked += [row[:4] for row in published if row[:4] not in asked]
    rows = []
    for set_name, cell, horizon, delta in dict.fromkeys(asked):
        values, columns = sets[set_name], CELLS[cell]
        name = case(set_name, cell, horizon, delta)
        try:
            answers = score(model_of(values, columns), horizon, delta)
        except Exception as trouble:
            raise precise.Disagreement(f"{name}: {trouble}") from trouble
        rows.append(dict(zip(parameters, values)) | dict(zip(INPUTS, (*columns, horizon, delta)))
                    | answers | {"case": name})
    by_name = {row["case"]: row for row in rows}
    for *question, column, printed in published:
        precise.published(f"{question} {column}", by_name[case(*question)][column], printed)
    precise.write_table(path, parameters + INPUTS, OUTPUTS, rows)
    watch.tell(rows, path)
