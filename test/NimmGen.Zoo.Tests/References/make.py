"""Writes the reference trajectories beside this file: each model of models/ written down a second time, from its paper, and integrated
by scipy (DOP853, relative tolerance 1e-11), or solved in closed form, or iterated as a map.

    python3 make.py        (Debian: apt install python3-scipy)

A file holds the length of a data step in days, sub-steps for the kernel, parameters, inputs and what the data channels then show.
Nothing here is shared with the program but the names.
"""
import json
import math
import os

import numpy as np
from scipy.integrate import solve_ivp
from scipy.special import gammainc, lambertw

HERE = os.path.dirname(os.path.abspath(__file__))
DAY, HOUR, WEEK, YEAR = 1.0, 1 / 24, 7.0, 365.25


def save(name, step, sub, learned, inputs, observed, neural=None, matrices=None, lanes=1):
    rows = {k: np.atleast_2d(np.asarray(v, float)) if lanes > 1 else [float(x) for x in v] for k, v in observed.items()}
    rows = {k: v.tolist() if hasattr(v, "tolist") else v for k, v in rows.items()}
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as file:
        json.dump({"stepDays": step, "subSteps": sub, "lanes": lanes, "learned": learned, "neural": neural or {},
                   "inputs": inputs, "matrices": matrices or {}, "observed": rows}, file, indent=1)
        file.write("\n")


def run(rhs, start, step, steps):
    """States at the end of each step; rhs(day, y, k) with k the number of the step, for inputs that are constant within it."""
    y, out = np.array(start, float), []
    for k in range(steps):
        solved = solve_ivp(lambda t, z: rhs(t, z, k), (k * step, (k + 1) * step), y, method="DOP853", rtol=1e-11, atol=1e-11)
        assert solved.success, solved.message
        y = solved.y[:, -1]
        out.append(y.copy())
    return np.array(out)


def new(cumulative):
    """What came in during each step, from a running total that starts at zero."""
    return np.diff(np.concatenate([[0.0], cumulative]))


N = 100_000.0


def sir():
    b, g, i0 = 0.5, 0.2, 1e-3
    y = run(lambda t, y, k: [-b * y[1] * y[0] / N, b * y[1] * y[0] / N - g * y[1], g * y[1]], [N - i0 * N, i0 * N, 0], DAY, 60)
    save("Sir", DAY, 16, dict(beta=b, gamma=g, infected0=i0), dict(population=N), dict(cases=y[:, 1]))


def seir():
    betas, s, g, rep, i0 = [0.6 - 0.005 * k for k in range(60)], 1 / 3, 0.2, 0.3, 5e-4

    def rhs(t, y, k):
        f = betas[k] * y[2] * y[0] / (y[0] + y[1] + y[2] + y[3])
        return [-f, f - s * y[1], s * y[1] - g * y[2], g * y[2], s * y[1]]
    y = run(rhs, [N - 2 * i0 * N, i0 * N, i0 * N, 0, 0], DAY, 60)
    save("Seir", DAY, 16, dict(gamma=g, reported=rep, infected0=i0), dict(population=N), dict(cases=rep * new(y[:, 4])), dict(beta=betas))


def seirm():
    betas, s, g, mu, rep, imp, i0 = [0.4 + 0.2 * math.cos(k / 5) for k in range(30)], 0.5, 0.25, 0.001, 0.05, 10.0, 1e-4

    def rhs(t, y, k):
        f = betas[k] * y[2] * y[0] / (y[0] + y[1] + y[2] + y[3])
        return [-f, f + imp - s * y[1], s * y[1] - g * y[2], (1 - mu) * g * y[2], mu * g * y[2], f]
    y = run(rhs, [N - 2 * i0 * N, i0 * N, i0 * N, 0, 0, 0], WEEK, 30)
    save("SeirmInfluenza", WEEK, 112, dict(reported=rep, gamma=g, imports=imp, infected0=i0), dict(population=N),
         dict(ili_cases=rep * new(y[:, 5])), dict(beta=betas))


def sirs():
    betas, g, w, imp, rep, i0, r0 = [0.3] * 80, 0.2, 1 / 200, 1e-6, 0.4, 1e-3, 0.2

    def rhs(t, y, k):
        f = (betas[k] * y[1] / sum(y[:3]) + imp) * y[0]
        return [-f + w * y[2], f - g * y[1], g * y[1] - w * y[2], f]
    y = run(rhs, [N * (1 - i0 - r0), i0 * N, r0 * N, 0], DAY, 80)
    save("SirsWaning", DAY, 16, dict(gamma=g, waning=w, importHazard=imp, reported=rep, infected0=i0, immune0=r0), dict(population=N),
         dict(cases=rep * new(y[:, 3])), dict(beta=betas))


def sir_demography():
    b, g, m, s0, i0 = 0.6, 0.1, 1 / 70 / YEAR, 0.3, 1e-3

    def rhs(t, y, k):
        n = y[0] + y[1] + y[2]
        f = b * y[1] * y[0] / n
        return [m * n - f - m * y[0], f - g * y[1] - m * y[1], g * y[1] - m * y[2], f]
    y = run(rhs, [s0 * N, i0 * N, N * (1 - s0 - i0), 0], DAY, 100)
    save("SirDemography", DAY, 16, dict(beta=b, gamma=g, susceptible0=s0, infected0=i0), dict(population=N), dict(cases=new(y[:, 3])))


def sir_saturating():
    b, g, h, i0 = 0.8, 0.25, 0.03, 1e-3

    def rhs(t, y, k):
        p = y[1] / sum(y[:3])
        f = b * p / (1 + p / h) * y[0]
        return [-f, f - g * y[1], g * y[1], f]
    y = run(rhs, [N * (1 - i0), i0 * N, 0, 0], DAY, 80)
    save("SirSaturating", DAY, 16, dict(beta=b, gamma=g, half=h, infected0=i0), dict(population=N), dict(cases=new(y[:, 3])))


def seir_power():
    b, p, s, g, i0 = 0.5, 0.9, 1 / 3, 0.2, 1e-3

    def rhs(t, y, k):
        f = b * (y[2] / sum(y[:4])) ** p * y[0]
        return [-f, f - s * y[1], s * y[1] - g * y[2], g * y[2], f]
    y = run(rhs, [N * (1 - 2 * i0), i0 * N, i0 * N, 0, 0], DAY, 80)
    save("SeirPowerIncidence", DAY, 16, dict(beta=b, power=p, infected0=i0), dict(population=N), dict(cases=new(y[:, 4])))


def seir_seasonal():
    # The wave is held at its value at the beginning of each data step, as all that depends on time is.
    b, a, peak, s, g, m, s0, i0 = 2.5, 0.2, 15.0, 1 / 8, 1 / 5, 1 / 50 / YEAR, 0.08, 1e-4

    def rhs(t, y, k):
        n = sum(y[:4])
        f = b * (1 + a * math.cos(2 * math.pi * (k * WEEK - peak) / YEAR)) * y[2] * y[0] / n
        return [m * n - f - m * y[0], f - (s + m) * y[1], s * y[1] - (g + m) * y[2], g * y[2] - m * y[3], f]
    y = run(rhs, [s0 * N, i0 * N, i0 * N, N * (1 - s0 - 2 * i0), 0], WEEK, 104)
    save("SeirSeasonal", WEEK, 112, dict(beta=b, amplitude=a, susceptible0=s0, infected0=i0), dict(population=N), dict(cases=new(y[:, 4])))


def sis():
    # Closed form: with x the infected share, dx/dt = (b - g) x (1 - x / (1 - g / b)).
    b, g, i0 = 0.08, 0.03, 0.01
    t, top = np.arange(1, 121), 1 - g / b
    save("SisGonorrhoea", DAY, 16, dict(beta=b, gamma=g, infected0=i0), dict(population=N),
         dict(infected=N * top / (1 + (top / i0 - 1) * np.exp(-(b - g) * t))))


def seir_stages():
    b, s, g, i0 = 0.6, 0.25, 0.2, 1e-3

    def rhs(t, y, k):
        e, i = y[1:4], y[4:8]
        f = b * sum(i) / N * y[0]
        return [-f, f - 3 * s * e[0], 3 * s * (e[0] - e[1]), 3 * s * (e[1] - e[2]),
                3 * s * e[2] - 4 * g * i[0], 4 * g * (i[0] - i[1]), 4 * g * (i[1] - i[2]), 4 * g * (i[2] - i[3]), f]
    y = run(rhs, [N * (1 - i0), 0, 0, 0, i0 * N, 0, 0, 0, 0], DAY, 80)
    save("SeirStages", DAY, 32, dict(beta=b, gamma=g, infected0=i0), dict(population=N), dict(cases=new(y[:, 8])))


def mseir():
    b, d, s, g, m, s0, i0 = 1.2, 1 / 180, 1 / 14, 1 / 7, 1 / 70 / YEAR, 0.15, 5e-4

    def rhs(t, y, k):
        n = sum(y[:5])
        f = b * y[3] * y[1] / n
        return [m * (n - y[1]) - (d + m) * y[0], m * y[1] + d * y[0] - f - m * y[1], f - (s + m) * y[2], s * y[2] - (g + m) * y[3],
                g * y[3] - m * y[4], f]
    y = run(rhs, [0, s0 * N, i0 * N, i0 * N, N * (1 - s0 - 2 * i0), 0], DAY, 120)
    save("Mseir", DAY, 16, dict(beta=b, susceptible0=s0, infected0=i0), dict(population=N), dict(cases=new(y[:, 5])))


def siri():
    b, x, g, i0 = 0.5, 0.3, 0.15, 1e-3

    def rhs(t, y, k):
        lam = b * y[1] / N
        return [-lam * y[0], lam * (y[0] + x * y[2]) - g * y[1], g * y[1] - x * lam * y[2], lam * (y[0] + x * y[2])]
    y = run(rhs, [N * (1 - i0), i0 * N, 0, 0], DAY, 80)
    save("SiriPartialImmunity", DAY, 16, dict(beta=b, susceptibility=x, gamma=g, infected0=i0), dict(population=N), dict(cases=new(y[:, 3])))


def two_strains():
    b1, b2, x, g, i1, i2 = 0.45, 0.6, 0.4, 0.2, 1e-3, 1e-5

    def rhs(t, y, k):
        s, a, b, ra, rb, ja, jb, r = y[:8]
        f1, f2 = b1 * (a + ja) / N, b2 * (b + jb) / N
        return [-(f1 + f2) * s, f1 * s - g * a, f2 * s - g * b, g * a - x * f2 * ra, g * b - x * f1 * rb, x * f1 * rb - g * ja,
                x * f2 * ra - g * jb, g * (ja + jb), f1 * (s + x * rb), f2 * (s + x * ra)]
    y = run(rhs, [N * (1 - i1 - i2), i1 * N, i2 * N, 0, 0, 0, 0, 0, 0, 0], DAY, 120)
    save("TwoStrains", DAY, 16, dict(beta1=b1, beta2=b2, crossSusceptibility=x, infected1=i1, infected2=i2), dict(population=N),
         dict(cases_1=new(y[:, 8]), cases_2=new(y[:, 9])))


def leaky():
    b, e, s, g, i0 = 0.5, 0.8, 1 / 3, 0.2, 1e-3
    doses = [0.0] * 10 + [800.0] * 40

    def rhs(t, y, k):
        lam = b * y[3] / sum(y[:5])
        return [-lam * y[0] - doses[k], doses[k] - (1 - e) * lam * y[1], lam * (y[0] + (1 - e) * y[1]) - s * y[2], s * y[2] - g * y[3],
                g * y[3], lam * y[0], (1 - e) * lam * y[1]]
    y = run(rhs, [N * (1 - 2 * i0), 0, i0 * N, i0 * N, 0, 0, 0], DAY, 50)
    save("SeirLeakyVaccine", DAY, 16, dict(beta=b, efficacy=e, infected0=i0), dict(population=N, doses=doses),
         dict(cases=new(y[:, 5] + y[:, 6]), cases_vaccinated=new(y[:, 6])))


def newborn():
    b, g, m, s0, i0 = 0.9, 0.1, 1 / 60 / YEAR, 0.15, 1e-3
    coverage = [0.0] * 30 + [0.9] * 90

    def rhs(t, y, k):
        n = sum(y[:3])
        f = b * y[1] * y[0] / n
        return [m * n * (1 - coverage[k]) - f - m * y[0], f - (g + m) * y[1], m * n * coverage[k] + g * y[1] - m * y[2], f]
    y = run(rhs, [s0 * N, i0 * N, N * (1 - s0 - i0), 0], DAY, 120)
    save("SirNewbornVaccination", DAY, 16, dict(beta=b, gamma=g, susceptible0=s0, infected0=i0), dict(population=N, coverage=coverage),
         dict(cases=new(y[:, 3])))


def ross():
    a, c, r, mu, m, i0 = 0.2, 0.15, 1 / 150, 0.1, 2.0, 0.05

    def rhs(t, y, k):
        i, w = y
        return [a * w * (N - i) - r * i, c * i / N * (m - w) - mu * w]
    y = run(rhs, [i0 * N, 0], DAY, 120)
    save("RossMacdonald", DAY, 16, dict(biting=a, recovery=r, infected0=i0), dict(population=N), dict(infected=y[:, 0]))


def dengue():
    bh, bm, s, g, x, mu, m, rep, i0 = 0.25, 0.3, 1 / 5.9, 1 / 5, 1 / 10, 1 / 14, 2.0, 0.1, 1e-4

    def rhs(t, y, k):
        f, v = bh * y[6] * y[0], bm * y[2] / sum(y[:4]) * y[4]
        return [-f, f - s * y[1], s * y[1] - g * y[2], g * y[2], mu * sum(y[4:7]) - v - mu * y[4], v - (x + mu) * y[5], x * y[5] - mu * y[6], f]
    y = run(rhs, [N * (1 - i0), 0, i0 * N, 0, m, 0, 0, 0], WEEK, 40)
    save("DengueVector", WEEK, 112, dict(toHuman=bh, reported=rep, infected0=i0), dict(population=N), dict(cases=rep * new(y[:, 7])))


def ebola():
    b, h, f, s, ad, cs, hs, bu, d, i0 = 0.2, 0.3, 1.5, 1 / 7, 1 / 5, 1 / 10, 1 / 5, 1 / 2, 0.6, 1e-5

    def rhs(t, y, k):
        new_ = b * (y[2] + h * y[3] + f * y[4]) / (y[0] + y[1] + y[2] + y[3] + y[5]) * y[0]
        dead = d * cs * y[2] + d * hs * y[3]
        return [-new_, new_ - s * y[1], s * y[1] - (ad + cs) * y[2], ad * y[2] - hs * y[3], dead - bu * y[4],
                (1 - d) * (cs * y[2] + hs * y[3]), bu * y[4], s * y[1], dead]
    y = run(rhs, [N * (1 - 2 * i0), i0 * N, i0 * N, 0, 0, 0, 0, 0, 0], DAY, 120)
    save("EbolaFuneral", DAY, 16, dict(beta=b, fatality=d, infected0=i0), dict(population=N), dict(cases=new(y[:, 7]), deaths=new(y[:, 8])))


def hospital():
    betas, s, g, sev, crit, fat, w, c, i0 = [0.5 - 0.003 * k for k in range(80)], 1 / 4.6, 0.2, 0.04, 0.25, 0.4, 1 / 8, 1 / 10, 1e-3

    def rhs(t, y, k):
        S, E1, E2, I, H, C, R, D = y[:8]
        f = betas[k] * I / (S + E1 + E2 + I + H + C + R) * S
        return [-f, f - 2 * s * E1, 2 * s * (E1 - E2), 2 * s * E2 - g * I, sev * g * I - w * H, crit * w * H - c * C,
                (1 - sev) * g * I + (1 - crit) * w * H + (1 - fat) * c * C, fat * c * C, sev * g * I, fat * c * C]
    y = run(rhs, [N * (1 - 2 * i0), i0 * N, 0, i0 * N, 0, 0, 0, 0, 0, 0], DAY, 80)
    save("HospitalDemand", DAY, 16, dict(severe=sev, critical=crit, fatality=fat, infected0=i0), dict(population=N),
         dict(admissions=new(y[:, 8]), icu_occupancy=y[:, 5], deaths=new(y[:, 9])), dict(beta=betas))


def ward():
    b, q, car, st, ls, c0, beds = 0.3, 0.5, 0.1, 1 / 8, 1 / 14, 0.1, 30.0

    def rhs(t, y, k):
        u, c = y[:2]
        ad, acq = st * u + ls * c, b * (1 - q) * c / (u + c) * u
        return [(1 - car) * ad - acq - st * u, car * ad + acq - ls * c, acq]
    y = run(rhs, [beds * (1 - c0), beds * c0, 0], DAY, 60)
    save("WardColonisation", DAY, 16, dict(beta=b, carriage=car, colonised0=c0), dict(beds=beds),
         dict(colonised=y[:, 1], acquisitions=new(y[:, 2])))


def age_vaccination():
    b, sus, eff = 0.06, np.array([1.0, 0.7, 0.6]), np.array([0.7, 0.6, 0.4])
    s, g, i0, v = 0.5, 0.25, 1e-4, np.array([0.004, 0.001, 0.01])
    pop, m = np.array([20_000.0, 60_000.0, 20_000.0]), np.array([[8.0, 3.0, 1.0], [1.0, 7.0, 1.5], [0.5, 3.0, 3.0]])

    def rhs(t, y, k):
        S, V, E, I, R, C = y.reshape(6, 3)
        f = b * sus * (m @ (I / pop)) * S
        return np.concatenate([-f - eff * v * S, eff * v * S, f - s * E, s * E - g * I, g * I, f])
    y = run(rhs, np.concatenate([pop * (1 - 2 * i0), 0 * pop, i0 * pop, i0 * pop, 0 * pop, 0 * pop]), DAY, 60)
    labels = ["0_17", "18_64", "65plus"]
    inputs = {f"population_{n}": pop[i] for i, n in enumerate(labels)} | {f"vaccination_{n}": v[i] for i, n in enumerate(labels)}
    inputs |= {f"contacts_{a}_{c}": m[i, j] for i, a in enumerate(labels) for j, c in enumerate(labels)}
    save("AgeVaccination", DAY, 16, dict(beta=b, infected0=i0), inputs, dict(cases=new(y[:, 15:18].sum(1)), cases_65=new(y[:, 17])))


def age_seir():
    ages = [f"{a:02d}_{a + 5:02d}" for a in range(0, 75, 5)] + ["75plus"]
    n, b, s, g, rep, i0 = 16, 0.5, 0.25, 0.2, 0.3, 1e-3
    pop = np.array([8000.0 - 400 * i for i in range(n)])
    m = np.array([[math.exp(-abs(i - j) / 3) for j in range(n)] for i in range(n)])
    m /= m.sum(1, keepdims=True)
    betas = [b] * 40

    def rhs(t, y, k):
        S, E1, E2, I, R, C = y.reshape(6, n)
        f = b * (m @ (I / pop)) * S
        return np.concatenate([-f, f - 2 * s * E1, 2 * s * (E1 - E2), 2 * s * E2 - g * I, g * I, f])
    y = run(rhs, np.concatenate([pop * (1 - 2 * i0), i0 * pop, 0 * pop, i0 * pop, 0 * pop, 0 * pop]), DAY, 40)
    inputs = {f"population_{a}": pop[i] for i, a in enumerate(ages)} | {f"contacts_{a}_{c}": m[i, j] for i, a in enumerate(ages) for j, c in enumerate(ages)}
    save("AgeSeir", DAY, 16, dict(gamma=g, reported=rep, infected0=i0), inputs, dict(cases=rep * new(y[:, 5 * n:].sum(1))), dict(beta=betas))


def metapopulation():
    b, s, g, pop = 0.5, 1 / 3, 0.2, np.array([100_000.0, 40_000.0, 15_000.0])
    m, i0 = np.array([[0.9, 0.08, 0.02], [0.15, 0.85, 0.0], [0.3, 0.1, 0.6]]), np.array([1e-3, 1e-6, 1e-6])

    def rhs(t, y, k):
        S, E, I, R, C = y.reshape(5, 3)
        present = (m.T @ I) / (m.T @ pop)
        f = b * (m @ present) * S
        return np.concatenate([-f, f - s * E, s * E - g * I, g * I, f])
    y = run(rhs, np.concatenate([pop * (1 - 2 * i0), i0 * pop, i0 * pop, 0 * pop, 0 * pop]), DAY, 60)
    cases = np.diff(np.vstack([np.zeros(3), y[:, 12:15]]), axis=0)
    save("MetapopulationSeir", DAY, 16, dict(beta=b, gamma=g), dict(population=pop.tolist(), infected0=i0.tolist()),
         dict(cases=cases.T), matrices=dict(mobility=m.ravel().tolist()), lanes=3)


def delayed():
    betas, s, g, rep, mean, sd, i0 = [0.6] * 60, 1 / 3, 0.2, 0.3, 8.0, 4.0, 5e-4

    def rhs(t, y, k):
        f = betas[k] * y[2] * y[0] / N
        return [-f, f - s * y[1], s * y[1] - g * y[2], g * y[2], f]
    y = run(rhs, [N * (1 - 2 * i0), i0 * N, i0 * N, 0, 0], DAY, 60)
    signal = rep * new(y[:, 4])
    shape, rate = (mean / sd) ** 2, mean / sd ** 2
    edges = gammainc(shape, rate * np.arange(0, 400))
    weights = np.diff(edges)
    # Before the first row the signal is taken as its first value.
    late = [sum(weights[d] * signal[max(t - d, 0)] for d in range(len(weights))) for t in range(60)]
    save("SeirReportingDelay", DAY, 16, dict(reported=rep, infected0=i0), dict(population=N), dict(cases=late), dict(beta=betas))


def unreported():
    b, mu, z, d, a, i0 = 0.9, 0.55, 3.7, 3.5, 0.2, 1e-4

    def rhs(t, y, k):
        f = b * (y[2] + mu * y[3]) * y[0] / N
        return [-f, f - y[1] / z, a * y[1] / z - y[2] / d, (1 - a) * y[1] / z - y[3] / d, (y[2] + y[3]) / d, a * y[1] / z]
    y = run(rhs, [N * (1 - i0), i0 * N, 0, 0, 0, 0], DAY, 90)
    save("UnreportedInfections", DAY, 16, dict(beta=b, ascertained=a, infected0=i0), dict(population=N), dict(cases=new(y[:, 5])))


def cholera():
    bi, bw, g, x, i0 = 0.15, 0.3, 0.25, 0.05, 1e-3

    def rhs(t, y, k):
        p = y[1] / N
        f = (bi * p + bw * y[3]) * y[0]
        return [-f, f - g * y[1], g * y[1], x * (p - y[3]), f]
    y = run(rhs, [N * (1 - i0), i0 * N, 0, 0, 0], DAY, 120)
    save("CholeraWater", DAY, 16, dict(direct=bi, byWater=bw, decay=x, infected0=i0), dict(population=N), dict(cases=new(y[:, 4])))


def tuberculosis():
    b, f, v, mu, r, m, l0, t0 = 10.0, 0.05, 0.00256, 0.139, 0.5, 1 / 70, 0.3, 0.005

    def rhs(t, y, k):
        s, l, a = y[:3]
        n = s + l + a
        inf = b * a / n * s
        return np.array([m * n - inf - m * s, (1 - f) * inf + r * a - (v + m) * l, f * inf + v * l - (r + mu + m) * a, f * inf + v * l]) / YEAR
    y = run(rhs, [N * (1 - l0 - t0), l0 * N, t0 * N, 0], YEAR, 40)
    save("TuberculosisSlowFast", YEAR, 400, dict(beta=b, fast=f, latent0=l0, active0=t0), dict(population=N), dict(notifications=new(y[:, 3])))


def reed_frost():
    r, i0 = 2.0, 1e-3
    s, c, out = N * (1 - i0), N * i0, []
    for _ in range(20):
        escape = (1 - r / N) ** c
        s, c = s * escape, s * (1 - escape)
        out.append(c)
    save("ReedFrost", DAY, 1, dict(r0=r, infected0=i0), dict(population=N), dict(cases=out))


def rabies():
    b, a, d, K, s, al, x0, y0 = 80.0, 1.0, 0.5, 3.0, 13.0, 73.0, 2.0, 0.01

    def rhs(t, y, k):
        x, h, r = y
        c = (a - d) * (x + h + r) / K
        return np.array([(a - d - c) * x - b * x * r, b * x * r - (s + d + c) * h, s * h - (al + d + c) * r]) / YEAR
    y = run(rhs, [x0, 0, y0], 30.0, 60)
    save("FoxRabies", 30.0, 400, dict(beta=b, capacity=K, susceptible0=x0, rabid0=y0), {}, dict(foxes=y.sum(1), rabid=y[:, 2]))


def target_cells():
    b, k_, d, p, c, v0 = 3e-5, 4.0, 4.0, 2e6, 5.0, 0.1

    def rhs(t, y, k):
        return [-b * y[0] * y[3], b * y[0] * y[3] - k_ * y[1], k_ * y[1] - d * y[2], p * y[2] - c * y[3]]
    y = run(rhs, [1, 0, 0, v0], DAY, 8)
    save("TargetCellInfluenza", DAY, 400, dict(beta=b, death=d, production=p, virus0=v0), {}, dict(virus=y[:, 3]))


def oral():
    # Bateman's function.
    ka, cl, v, dose = 1.2, 5.0, 40.0, 100.0
    t, ke = np.arange(1, 25), cl / v
    c = dose / v * ka / (ka - ke) * (np.exp(-ke * t) - np.exp(-ka * t))
    save("OralOneCompartment", HOUR, 16, dict(absorption=ka, clearance=cl, volume=v), dict(dose=dose), dict(concentration=c))


def two_compartments():
    cl, q, v1, v2 = 5.0, 8.0, 10.0, 40.0
    rate = [50.0] * 4 + [0.0] * 20

    def rhs(t, y, k):
        return np.array([rate[k] - (cl + q) / v1 * y[0] + q / v2 * y[1], q / v1 * y[0] - q / v2 * y[1]]) * 24
    y = run(rhs, [0, 0], HOUR, 24)
    save("TwoCompartments", HOUR, 64, dict(clearance=cl, exchange=q, central=v1, peripheral=v2), dict(infusion=rate), dict(concentration=y[:, 0] / v1))


def saturable():
    # Beal 1982: C/K exp(C/K) = C0/K exp((C0 - V t)/K).
    vm, km, v, dose = 20.0, 5.0, 40.0, 800.0
    t, c0 = np.arange(1, 49), dose / v
    c = km * np.real(lambertw(c0 / km * np.exp((c0 - vm / v * t) / km)))
    save("SaturableElimination", HOUR, 16, dict(maximum=vm, half=km, volume=v), dict(dose=dose), dict(concentration=c))


def indirect():
    ke, ic, kout, dose = 0.05, 20.0, 0.1, 100.0

    def rhs(t, y, k):
        return np.array([-ke * y[0], kout * 100 * ic / (ic + y[0]) - kout * y[1]]) * 24
    y = run(rhs, [dose, 100], HOUR, 72)
    save("IndirectResponse", HOUR, 16, dict(elimination=ke, half=ic, turnover=kout), dict(dose=dose), dict(drug=y[:, 0], response=y[:, 1]))


def gompertz():
    r, K, v0 = 0.05, 500.0, 2.0
    t = np.arange(1, 61)
    save("GompertzTumour", DAY, 16, dict(growth=r, capacity=K), dict(volume0=v0), dict(tumour_volume=K * (v0 / K) ** np.exp(-r * t)))


def bertalanffy():
    # With u the cube root: du/dt = (a - b u) / 3.
    a, b, v0 = 0.5, 0.05, 1.0
    t = np.arange(1, 101)
    save("BertalanffyTumour", DAY, 16, dict(gain=a, loss=b), dict(volume0=v0),
         dict(tumour_volume=(a / b + (v0 ** (1 / 3) - a / b) * np.exp(-b * t / 3)) ** 3))


def simeoni():
    l0, l1, k2, k1, w0 = 0.3, 0.2, 0.02, 0.3, 0.05
    c = [0.0] * 9 + [10.0, 5.0, 2.5, 1.0] * 3 + [0.0] * 9

    def rhs(t, y, k):
        x, d1, d2, d3 = y
        w = x + d1 + d2 + d3
        return [l0 * x / (1 + (l0 / l1 * w) ** 20) ** (1 / 20) - k2 * c[k] * x, k2 * c[k] * x - 3 * k1 * d1, 3 * k1 * (d1 - d2), 3 * k1 * (d2 - d3)]
    y = run(rhs, [w0, 0, 0, 0], DAY, 30)
    save("SimeoniTumour", DAY, 64, dict(exponential=l0, linear=l1, potency=k2, transit=k1), dict(concentration=c, weight0=w0), dict(weight=y.sum(1)))


def claret():
    g, k_, r, e, y0 = 0.02, 0.1, 0.06, 1.5, 80.0
    t = np.arange(1, 41)
    save("ClaretTumour", WEEK, 32, dict(growth=g, kill=k_, resistance=r), dict(exposure=e, size0=y0),
         dict(size=y0 * np.exp(g * t - k_ * e / r * (1 - np.exp(-r * t)))))


def tumour_chemo_radio():
    growth, K, kill, alpha, ab, el, v0 = [0.01] * 60, 300.0, 0.01, 0.05, 10.0, 0.5, 20.0
    chemo = [5.0 if k % 14 == 0 else 0.0 for k in range(60)]
    radio = [2.0 if k % 7 < 5 and 10 <= k < 40 else 0.0 for k in range(60)]

    def rhs(t, y, k):
        rad = alpha * (radio[k] + radio[k] ** 2 / ab)
        return [y[0] * (growth[k] * math.log(K / y[0]) - kill * y[1] - rad), chemo[k] - el * y[1]]
    y = run(rhs, [v0, 0], DAY, 60)
    save("TumourChemoRadio", DAY, 32, dict(capacity=K, chemoKill=kill, alpha=alpha), dict(chemoDose=chemo, radioDose=radio, volume0=v0),
         dict(tumour_volume=y[:, 0]), dict(growth=growth))


def lotka_volterra():
    a, b, c, d, x0, y0 = 0.6, 0.03, 0.8, 0.025, 30.0, 4.0
    y = run(lambda t, y, k: np.array([a * y[0] - b * y[0] * y[1], d * y[0] * y[1] - c * y[1]]) / YEAR, [x0, y0], YEAR, 30)
    save("LotkaVolterra", YEAR, 400, dict(growth=a, predation=b, loss=c, gain=d, prey0=x0, predators0=y0), {}, dict(prey=y[:, 0], predators=y[:, 1]))


def rosenzweig():
    r, K, a, h, e, m, x0, y0 = 1.0, 200.0, 1.5, 60.0, 0.5, 0.4, 50.0, 20.0

    def rhs(t, y, k):
        eat = a * y[0] / (h + y[0]) * y[1]
        return np.array([r * y[0] * (1 - y[0] / K) - eat, e * eat - m * y[1]]) / YEAR
    y = run(rhs, [x0, y0], YEAR, 30)
    save("RosenzweigMacArthur", YEAR, 400, dict(growth=r, capacity=K, attack=a, half=h, loss=m, prey0=x0, predators0=y0), {},
         dict(prey=y[:, 0], predators=y[:, 1]))


def chemostat():
    mu, h, q, f, b0 = 0.8, 0.3, 0.5, 5.0, 0.05
    d = [0.2] * 20 + [0.4] * 20

    def rhs(t, y, k):
        grow = mu * y[0] / (h + y[0]) * y[1]
        return np.array([d[k] * (f - y[0]) - grow / q, grow - d[k] * y[1]]) * 24
    y = run(rhs, [f, b0], HOUR, 40)
    save("Chemostat", HOUR, 64, dict(growth=mu, half=h, bacteria0=b0), dict(dilution=d, feed=f), dict(substrate=y[:, 0], density=y[:, 1]))


def ricker():
    r, K, n, out = 1.8, 500.0, 50.0, []
    for _ in range(30):
        n *= math.exp(r * (1 - n / K))
        out.append(n)
    save("RickerMap", DAY, 1, dict(growth=r, capacity=K, stock0=50.0), {}, dict(stock=out))


KB, A = 1.380649e-23, 1e-10


def fcc():
    temperature, mu, nu, b, mis, lt = [77.0, 293.0, 473.0, 873.0, 1173.0], 84.0, 0.28, 2.54, 5e-4, 0.123
    el = (1 + nu) / (1 - nu)
    tau = 0.01785 * lt ** (-1 / 3) * mu * 1e3 * el ** (4 / 3) * mis ** (2 / 3)
    barrier = 1.5618 * lt ** (1 / 3) * mu * 1e9 * (b * A) ** 3 * el ** (2 / 3) * mis ** (1 / 3)
    out = [3.06 * tau * math.exp(-KB * t / barrier * math.log(1e4 / 1e-3) / 0.51) for t in temperature]
    same = {k: [v] * 5 for k, v in dict(shearModulus=mu, poisson=nu, burgers=b, misfit=mis).items()}
    save("FccSoluteStrengthening", DAY, 1, {}, dict(temperature=temperature), dict(yield_strength=out), same)


def bcc():
    temperature, mu, nu, b, mis, lt, soft = [300.0, 600.0, 900.0, 1273.0], 50.0, 0.35, 2.8, 4e-3, 1 / 12, 1e-4
    el, out = (1 + nu) / (1 - nu), []
    for t in temperature:
        m = mu * math.exp(-soft * (t - 300))
        tau = 0.040 * lt ** (-1 / 3) * m * 1e3 * el ** (4 / 3) * mis ** (2 / 3)
        barrier = 2.0 * lt ** (1 / 3) * m * 1e9 * (b * A) ** 3 * el ** (2 / 3) * mis ** (1 / 3)
        out.append(3.06 * tau * math.exp(-(KB * t * math.log(1e4 / 1e-3) / barrier) ** 0.91 / 0.55))
    same = {k: [v] * 4 for k, v in dict(shearModulus=mu, poisson=nu, burgers=b, misfit=mis).items()}
    save("BccSoluteStrengthening", DAY, 1, dict(softening=soft), dict(temperature=temperature), dict(yield_strength=out), same)


def hall_petch():
    size, f, s = [0.001, 0.01, 0.1, 1.0], 120.0, 600.0
    save("HallPetch", DAY, 1, dict(friction=f, slope=s), dict(grainSize=size), dict(yield_strength=[f + s / math.sqrt(x / 1e-3) for x in size]))


def forest():
    # With u the root of the density: du/dt = (k1 - k2 u) / 2.
    k1, k2, f, q0 = 0.3, 0.08, 20.0, 0.05
    t = np.arange(1, 31)
    u = k1 / k2 + (math.sqrt(q0) - k1 / k2) * np.exp(-k2 * t / 2)
    save("ForestHardening", DAY, 64, dict(storage=k1, recovery=k2, friction=f, density0=q0), {}, dict(flow_stress=f + 3.06 * 0.3 * 48e3 * 2.56e-3 * u))


for make in (sir, seir, seirm, sirs, sir_demography, sir_saturating, seir_power, seir_seasonal, sis, seir_stages, mseir, siri, two_strains,
             leaky, newborn, ross, dengue, ebola, hospital, ward, age_vaccination, age_seir, metapopulation, delayed, unreported, cholera,
             tuberculosis, reed_frost, rabies, target_cells, oral, two_compartments, saturable, indirect, gompertz, bertalanffy, simeoni,
             claret, tumour_chemo_radio, lotka_volterra, rosenzweig, chemostat, ricker, fcc, bcc, hall_petch, forest):
    make()
