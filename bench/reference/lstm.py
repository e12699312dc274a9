#!/usr/bin/env python3
"""The LSTM baseline on covid-bogota by PyTorch, with the settings of LstmMethod: an independent look at what it gives.

    NIMMGEN_DATA=../../../shared/data python3 lstm.py                           all channels fed back, as the method does
    NIMMGEN_DATA=../../../shared/data python3 lstm.py --channels cases          the cases alone
    NIMMGEN_DATA=../../../shared/data python3 lstm.py --seeds 1 2 3 4           other seeds than 1 to 3
    NIMMGEN_DATA=../../../shared/data python3 lstm.py --draws dotnet --seeds 1  with the draws of .NET's seeded generator: our own forecasts

Prints the first forecasts, the RMSE of each test origin and seed, and mean and deviation over seeds. Debian: python3-torch. Some 20
seconds a seed.
"""
import argparse
import csv
import math
import os

import numpy as np
import torch

WINDOW, HORIZON, BATCH, ITERATIONS, RATE, PENALTY = 4, 28, 64, 1000, 1e-3, 0.01
HIDDEN, DENSE, DROPPED = 32, 16, 0.2
ORIGINS = (294, 301, 308, 315)


class Lstm(torch.nn.Module):
    def __init__(self, features):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, HIDDEN, batch_first=True)
        self.dense = torch.nn.Linear(HIDDEN, DENSE)
        self.output = torch.nn.Linear(DENSE, features)
        self.dropout = torch.nn.Dropout(DROPPED)

    def forward(self, windows, kept=None):
        hidden, _ = self.lstm(windows)
        dense = torch.relu(self.dense(hidden[:, -1]))
        return self.output(self.dropout(dense) if kept is None else dense * kept)


class TorchDraws:
    """PyTorch's own initial weights, batches and dropout."""

    def __init__(self, seed, features):
        torch.manual_seed(seed)
        self.network, self.generator = Lstm(features), torch.Generator().manual_seed(seed)

    def batch(self, count):
        return torch.randint(0, count, (BATCH,), generator=self.generator), None


class DotnetDraws:
    """Those of LstmMethod: one bias where PyTorch has two, and what System.Random draws, once for the weights and once for the batches."""

    def __init__(self, seed, features):
        self.network, self.random = Lstm(features), Subtractive(seed)
        lstm, dense, output = self.network.lstm, self.network.dense, self.network.output
        for parameter, inputs in ((lstm.weight_ih_l0, HIDDEN), (lstm.weight_hh_l0, HIDDEN), (lstm.bias_ih_l0, HIDDEN),
                                  (dense.weight, HIDDEN), (dense.bias, HIDDEN), (output.weight, DENSE), (output.bias, DENSE)):
            drawn = torch.tensor(np.array([(2 * self.random.real() - 1) / math.sqrt(inputs) for _ in range(parameter.numel())], dtype=np.float32))
            # Ours are [input][output], PyTorch's the other way round.
            parameter.data = drawn.reshape(parameter.shape[::-1]).T.contiguous() if parameter.dim() == 2 else drawn
        lstm.bias_hh_l0.data.zero_()
        lstm.bias_hh_l0.requires_grad_(False)
        self.random = Subtractive(seed)

    def batch(self, count):
        steps = []
        for _ in range(BATCH):
            self.random.real()  # The place, of which there is one.
            steps.append(int(self.random.real() * count))
        kept = [0 if self.random.real() < np.float32(DROPPED) else 1 / (1 - DROPPED) for _ in range(BATCH * DENSE)]
        return torch.tensor(steps), torch.tensor(kept, dtype=torch.float32).reshape(BATCH, DENSE)


class Subtractive:
    """System.Random with a seed: the subtractive generator of Knuth (The Art of Computer Programming 2, section 3.2.2), as .NET has it."""

    LARGEST = 2147483647

    def __init__(self, seed):
        self.table, self.one, self.two = [0] * 56, 0, 21
        self.table[55], this = 161803398 - abs(seed), 1
        last = self.table[55]
        for i in range(1, 55):
            self.table[21 * i % 55] = this
            this, last = (last - this) % self.LARGEST, this
        for _ in range(4):
            for i in range(1, 56):
                self.table[i] = (self.table[i] - self.table[1 + (i + 30) % 55]) % self.LARGEST

    def real(self):
        self.one, self.two = self.one % 55 + 1, self.two % 55 + 1
        self.table[self.one] = (self.table[self.one] - self.table[self.two]) % self.LARGEST
        return self.table[self.one] / self.LARGEST


def read(channels):
    with open(os.path.join(os.environ["NIMMGEN_DATA"], "covid-bogota", "covid_bogota_343d.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ["cases"] if channels == "cases" else [n for n in rows[0] if n not in ("t", "date")]
    values = np.array([[float(r[n] or "nan") for n in names] for r in rows])
    for t in range(1, len(values)):
        values[t] = np.where(np.isnan(values[t]), values[t - 1], values[t])
    return values, names.index("cases")


def forecast(known, target, seed, source):
    mean, deviation = known.mean(0), known.std(0).clip(1e-9)
    z = torch.tensor((known - mean) / deviation, dtype=torch.float32)
    draws = source(seed, z.shape[1])
    network = draws.network
    optimiser = torch.optim.Adam([p for p in network.parameters() if p.requires_grad], RATE)
    for i in range(ITERATIONS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * i / ITERATIONS)))
        at, kept = draws.batch(len(z) - WINDOW)
        windows = torch.stack([z[k:k + WINDOW] for k in at])
        loss = ((network(windows, kept) - z[at + WINDOW]) ** 2).mean() + PENALTY * (network.output.weight ** 2).sum()
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
    parser = argparse.ArgumentParser(description="The LSTM baseline on covid-bogota by PyTorch.")
    parser.add_argument("--channels", choices=["all", "cases"], default="all")
    parser.add_argument("--draws", choices=["torch", "dotnet"], default="torch")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    options = parser.parse_args()
    torch.set_num_threads(1)
    values, target = read(options.channels)
    means = []
    for seed in options.seeds:
        forecasts = [forecast(values[:o], target, seed, DotnetDraws if options.draws == "dotnet" else TorchDraws) for o in ORIGINS]
        scores = [math.sqrt(((f - values[o:o + HORIZON, target]) ** 2).mean()) for f, o in zip(forecasts, ORIGINS)]
        means.append(np.mean(scores))
        print(f"seed {seed}: from {ORIGINS[0]} {', '.join(f'{v:.4f}' for v in forecasts[0][:4])}, ...; RMSE {', '.join(f'{s:.0f}' for s in scores)}; mean {means[-1]:.0f}", flush=True)
    print(f"{np.mean(means):.0f} +- {np.std(means, ddof=1) if len(means) > 1 else 0:.0f}")


if __name__ == "__main__":
    main()
