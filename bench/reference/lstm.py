#!/usr/bin/env python3
"""The LSTM baseline on covid-bogota by PyTorch, with the settings of LstmMethod: an independent look at what it gives.

    NIMMGEN_DATA=../../../shared/data python3 lstm.py            all channels fed back, as the method does
    NIMMGEN_DATA=../../../shared/data python3 lstm.py cases      the cases alone

Prints the RMSE of each test origin and seed, and mean and deviation over seeds. Debian: python3-torch. A minute each.
"""
import csv
import math
import os
import sys

import numpy as np
import torch

WINDOW, HORIZON, BATCH, ITERATIONS, RATE, PENALTY = 4, 28, 64, 1000, 1e-3, 0.01
ORIGINS, SEEDS = (294, 301, 308, 315), (1, 2, 3)


class Lstm(torch.nn.Module):
    def __init__(self, features):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, 32, batch_first=True)
        self.dense = torch.nn.Linear(32, 16)
        self.output = torch.nn.Linear(16, features)
        self.dropout = torch.nn.Dropout(0.2)

    def forward(self, windows):
        hidden, _ = self.lstm(windows)
        return self.output(self.dropout(torch.relu(self.dense(hidden[:, -1]))))


def read():
    with open(os.path.join(os.environ["NIMMGEN_DATA"], "covid-bogota", "covid_bogota_343d.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ["cases"] if "cases" in sys.argv[1:] else [n for n in rows[0] if n not in ("t", "date")]
    values = np.array([[float(r[n] or "nan") for n in names] for r in rows])
    for t in range(1, len(values)):
        values[t] = np.where(np.isnan(values[t]), values[t - 1], values[t])
    return values, names.index("cases")


def forecast(known, target, seed):
    mean, deviation = known.mean(0), known.std(0).clip(1e-9)
    z = torch.tensor((known - mean) / deviation, dtype=torch.float32)
    torch.manual_seed(seed)
    network, draws = Lstm(z.shape[1]), torch.Generator().manual_seed(seed)
    optimiser = torch.optim.Adam(network.parameters(), RATE)
    for i in range(ITERATIONS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * i / ITERATIONS)))
        at = torch.randint(0, len(z) - WINDOW, (BATCH,), generator=draws)
        windows = torch.stack([z[k:k + WINDOW] for k in at])
        loss = ((network(windows) - z[at + WINDOW]) ** 2).mean() + PENALTY * (network.output.weight ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    network.eval()
    window, values = z[-WINDOW:].clone(), []
    with torch.no_grad():
        for _ in range(HORIZON):
            step = network(window[None])[0]
            window = torch.cat([window[1:], step[None]])
            values.append(max(0.0, float(step[target]) * deviation[target] + mean[target]))
    return np.array(values)


def main():
    torch.set_num_threads(1)
    values, target = read()
    means = []
    for seed in SEEDS:
        scores = [math.sqrt(((forecast(values[:o], target, seed) - values[o:o + HORIZON, target]) ** 2).mean()) for o in ORIGINS]
        means.append(np.mean(scores))
        print(f"seed {seed}: {', '.join(f'{s:.0f}' for s in scores)}; mean {means[-1]:.0f}")
    print(f"{np.mean(means):.0f} +- {np.std(means, ddof=1):.0f}")


if __name__ == "__main__":
    main()
