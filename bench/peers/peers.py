"""The peers' half of bench/run: each call does one task on a file of customers and prints what it
found and what it took, as JSON. The counterpart of bench_peers.c.

    peers.py lifetimes_fit MODEL FILE
    peers.py pymc_map MODEL FILE
    peers.py nutpie MODEL FILE DRAWS CHAINS
    peers.py demz MODEL FILE DRAWS CHAINS

Imports and reading are not timed, nor is writing the graph of a posterior; compiling it is, and told
apart. The MAP is under pymc-marketing's own default prior, which its fit() builds.
"""
import json
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")


class Clock:
    def __init__(self):
        self.cpu = time.process_time()
        self.wall = time.monotonic()

    def read(self):
        return {"cpu": time.process_time() - self.cpu, "wall": time.monotonic() - self.wall}


def customers(path):
    x, t_x, T = np.fromfile(path).reshape(3, -1)
    return x, t_x, T


# ---- Fits ---------------------------------------------------------------------------------------


def lifetimes_fit(name, path):
    import lifetimes

    fitter = {"bg_nbd": lifetimes.BetaGeoFitter, "pareto_nbd": lifetimes.ParetoNBDFitter}[name]()
    x, t_x, T = customers(path)
    clock = Clock()
    fitter.fit(x, t_x, T)
    return {**clock.read(), "params": {k: float(v) for k, v in fitter.params_.items()},
            "log_lik": float(-fitter._negative_log_likelihood_ * len(x))}


def pymc_map(name, path):
    import pandas
    from pymc_marketing import clv

    x, t_x, T = customers(path)
    rows = pandas.DataFrame({"customer_id": np.arange(len(x)), "frequency": x, "recency": t_x, "T": T})
    model = {"bg_nbd": clv.BetaGeoModel, "pareto_nbd": clv.ParetoNBDModel}[name]()
    clock = Clock()
    model.fit(rows, method="map", progressbar=False)
    return {**clock.read(), "params": {k: float(v.mean()) for k, v in model.idata.posterior.items() if v.ndim == 2}}


# ---- Posteriors: goodwill's prior, written in PyMC ----------------------------------------------


def graph(name, path):
    import pymc as pm
    from pymc_marketing.clv.distributions import BetaGeoNBD, ParetoNBD

    x, t_x, T = customers(path)
    unit = float(np.sort(T)[(len(T) - 1) // 2])  # the median age
    with pm.Model() as model:
        log_rate = pm.Normal("log_rate", np.log(1.5), 1.25)
        log_r = pm.Normal("log_r", np.log(0.8), 0.7)
        r = pm.Deterministic("r", pm.math.exp(log_r))
        alpha = pm.Deterministic("alpha", unit * pm.math.exp(log_r - log_rate))
        seen = np.stack([t_x, x], axis=-1)
        if name == "bg_nbd":
            leaving = pm.Normal("logit_leaving", np.log(0.2 / 0.8), 1.0)
            tight = pm.Normal("log_tightness", np.log(3.0), 0.9)
            a = pm.Deterministic("a", pm.math.exp(tight) * pm.math.sigmoid(leaving))
            b = pm.Deterministic("b", pm.math.exp(tight) * pm.math.sigmoid(-leaving))
            BetaGeoNBD("seen", a=a, b=b, r=r, alpha=alpha, T=T, observed=seen)
        else:
            staying = pm.Normal("logit_staying", 0.0, 1.25)
            log_s = pm.Normal("log_s", np.log(0.7), 0.7)
            s = pm.Deterministic("s", pm.math.exp(log_s))
            power = pm.math.exp(pm.math.log1pexp(-staying) / s)
            beta = pm.Deterministic("beta", unit / (power - 1))
            ParetoNBD("seen", r=r, alpha=alpha, s=s, beta=beta, T=T, observed=seen)
    return model


def summary(posterior, names, took):
    import arviz_stats

    logs = {}
    for name in names:
        draws = np.log(np.asarray(posterior[name]))
        logs[name] = {"mean": float(draws.mean()), "sd": float(draws.std()),
                      "ess": float(arviz_stats.base.array_stats.ess(draws)),
                      "rhat": float(arviz_stats.base.array_stats.rhat(draws))}
    return {**took, "logs": logs}


LETTERS = {"bg_nbd": ["r", "alpha", "a", "b"], "pareto_nbd": ["r", "alpha", "s", "beta"]}


def nutpie(name, path, draws, chains):
    import nutpie as sampler

    model = graph(name, path)
    clock = Clock()
    compiled = sampler.compile_pymc_model(model)
    compiling = clock.read()["cpu"]
    trace = sampler.sample(compiled, draws=int(draws), tune=int(draws), chains=int(chains), seed=1,
                           progress_bar=False)
    took = {**clock.read(), "compiling": compiling}
    return summary(trace.posterior, LETTERS[name], took)


def demz(name, path, draws, chains):
    import pymc as pm

    model = graph(name, path)
    clock = Clock()
    with model:
        trace = pm.sample(int(draws), tune=int(draws), chains=int(chains), cores=1, random_seed=1,
                          step=pm.DEMetropolisZ(), progressbar=False, compute_convergence_checks=False)
    return summary(trace.posterior, LETTERS[name], clock.read())


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
