#!/usr/bin/env python3
"""Reference figures for ExponentialSmoothingTests, ArimaTests and SignificanceTests, by statsmodels and scipy.

    NIMMGEN_DATA=../../../shared/data python3 series_models.py

Prints what the tests hold as numbers. Debian: python3-statsmodels.
"""
import os
import warnings

import numpy as np
import pandas as pd
import scipy.stats
import statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.filterwarnings("ignore")
ROOT = os.environ["NIMMGEN_DATA"]


def city(name):
    cases = pd.read_csv(f"{ROOT}/covid-{name}/covid_{name}_343d.csv")["cases"].to_numpy(float)
    return np.log1p(cases[:294])


def state(region):
    table = pd.read_csv(f"{ROOT}/influenza-usa/influenza_usa_states.csv")
    return table[table.region == region].sort_values("epiweek")["ili"].to_numpy(float)[:179]


SERIES = {"bogota": city("bogota"), "medellin": city("medellin"), "virginia": state("VA")}


def undo(past, ahead, lags):
    levels = []
    for lag in lags:
        levels.append((past, lag))
        past = past[lag:] - past[:-lag]
    for past, lag in reversed(levels):
        ahead = list(ahead)
        for h in range(len(ahead)):
            ahead[h] += past[len(past) - lag + h] if h < lag else ahead[h - lag]
    return np.array(ahead)


def arima(name, order, seasonal, given):
    y = SERIES[name]
    model = SARIMAX(y, order=order, seasonal_order=seasonal, simple_differencing=True, concentrate_scale=True)
    lags = [seasonal[3]] * seasonal[1] + [1] * order[1]
    print(f"{name} ARIMA{order}{seasonal}")
    print("  given", given, "loglike", repr(model.loglike(given)))
    print("  forecast", [float(v) for v in undo(y, model.smooth(given).forecast(5), lags)])
    fit = model.fit(disp=0, maxiter=500, method="bfgs")
    fit = model.fit(start_params=fit.params, disp=0, maxiter=2000, method="nm")
    print("  fitted", [float(v) for v in fit.params], "loglike", float(fit.llf))


def ets(name, trend, damped, season, given):
    y = SERIES[name]
    model = ETSModel(y, error="add", trend="add" if trend else None, damped_trend=damped, seasonal="add" if season > 1 else None, seasonal_periods=season if season > 1 else None)
    fit = model.fit(disp=0, maxiter=3000)
    print(f"{name} ETS trend={trend} damped={damped} season={season}")
    print("  fitted", {k: float(v) for k, v in zip(model.param_names, fit.params)}, "loglike", float(fit.llf))
    print("  forecast", [float(v) for v in fit.forecast(5)])


print("statsmodels", statsmodels.__version__, "scipy", scipy.__version__)
arima("bogota", (2, 1, 1), (1, 0, 1, 7), [0.3, -0.2, -0.4, 0.9, -0.7])
arima("medellin", (1, 1, 2), (0, 1, 1, 7), [0.5, -0.9, 0.1, -0.6])
arima("virginia", (3, 1, 0), (0, 0, 0, 0), [0.2, 0.1, -0.1])
ets("bogota", True, True, 7, None)
ets("medellin", True, False, 7, None)
ets("virginia", True, True, 1, None)
ets("virginia", False, False, 1, None)
for t, df in [(2.1, 5), (0.3, 24), (4.0, 2), (12.0, 60)]:
    print("student", t, df, repr(2 * scipy.stats.t.sf(t, df)))
d = np.array([0.5, 1.2, 0.9, 0.8, -0.1, -0.6, -0.2, 0.1, 0.7, 1.1, 1.6, 0.4])
n, h = len(d), 3
c = [np.sum((d[k:] - d.mean()) * (d[: n - k] - d.mean())) / n for k in range(h)]
stat = d.mean() / np.sqrt((c[0] + 2 * sum(c[1:])) / n) * np.sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n)
print("diebold-mariano", repr(float(stat)), repr(float(2 * scipy.stats.t.sf(abs(stat), n - 1))))
