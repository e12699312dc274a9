#!/usr/bin/env python3
"""LstmMethod on covid-bogota by PyTorch's automatic derivatives and Adam, with the draws of .NET's seeded generator: the same forecasts.

    NIMMGEN_DATA=../../../shared/data python3 lstm_draws.py        seed 1, as `nimmgen bench nimm --tasks covid-bogota --methods lstm --seeds 1`
    NIMMGEN_DATA=../../../shared/data python3 lstm_draws.py 3      seeds 1 to 3

Prints the first forecasts of the first origin, to compare with the cache of the benchmark, and the RMSE of each test origin. Debian:
python3-torch. Half a minute a seed.
"""
import math
import sys

import numpy as np
import torch

from lstm import BATCH, HORIZON, ITERATIONS, ORIGINS, PENALTY, RATE, WINDOW, read

HIDDEN, DENSE, DROPPED = 32, 16, 0.2
LARGEST = 2147483647


class Draws:
    """System.Random with a seed: the subtractive generator of Knuth (The Art of Computer Programming 2, section 3.2.2), as .NET has it."""

    def __init__(self, seed):
        self.table, self.one, self.two = [0] * 56, 0, 21
        table, last, this = self.table, 161803398 - abs(seed), 1
        table[55] = last
        for i in range(1, 55):
            table[21 * i % 55] = this
            this = (last - this) % LARGEST
            last = table[21 * i % 55]
        for _ in range(4):
            for i in range(1, 56):
                table[i] = (table[i] - table[1 + (i + 30) % 55]) % LARGEST

    def real(self):
        self.one, self.two = self.one % 55 + 1, self.two % 55 + 1
        drawn = (self.table[self.one] - self.table[self.two]) % LARGEST
        self.table[self.one] = drawn
        return drawn / LARGEST

    def below(self, count):
        return int(self.real() * count)

    def uniform(self, rows, columns, bound):
        values = np.array([bound * (2 * self.real() - 1) for _ in range(rows * columns)], dtype=np.float32)
        return torch.tensor(values.reshape(rows, columns), requires_grad=True)


def forecast(known, target, seed):
    features = known.shape[1]
    mean, deviation = known.mean(0), known.std(0).clip(1e-9)
    z = torch.tensor((known - mean) / deviation, dtype=torch.float32)
    draws = Draws(seed)
    shapes = [(features, 4 * HIDDEN, HIDDEN), (HIDDEN, 4 * HIDDEN, HIDDEN), (1, 4 * HIDDEN, HIDDEN), (HIDDEN, DENSE, HIDDEN), (1, DENSE, HIDDEN),
              (DENSE, features, DENSE), (1, features, DENSE)]
    parameters = [draws.uniform(rows, columns, 1 / math.sqrt(inputs)) for rows, columns, inputs in shapes]
    w_input, w_hidden, bias, w_dense, b_dense, w_output, b_output = parameters

    def network(windows, kept):
        hidden = cell = torch.zeros(len(windows), HIDDEN)
        for t in range(WINDOW):
            i, f, c, o = (windows[:, t] @ w_input + bias + hidden @ w_hidden).split(HIDDEN, 1)
            cell = f.sigmoid() * cell + i.sigmoid() * c.tanh()
            hidden = o.sigmoid() * cell.tanh()
        return torch.relu(hidden @ w_dense + b_dense) * kept @ w_output + b_output

    optimiser, draws = torch.optim.Adam(parameters, RATE), Draws(seed)
    for i in range(ITERATIONS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * i / ITERATIONS)))
        at = []
        for _ in range(BATCH):
            draws.below(1)  # The place, of which there is one.
            at.append(draws.below(len(z) - WINDOW))
        kept = np.array([0 if draws.real() < np.float32(DROPPED) else 1 / (1 - DROPPED) for _ in range(BATCH * DENSE)], dtype=np.float32)
        at = torch.tensor(at)
        windows = torch.stack([z[k:k + WINDOW] for k in at])
        loss = ((network(windows, torch.tensor(kept.reshape(BATCH, DENSE))) - z[at + WINDOW]) ** 2).mean() + PENALTY * (w_output ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    window, values = z[-WINDOW:].clone(), []
    with torch.no_grad():
        for _ in range(HORIZON):
            step = network(window[None], 1.0)[0]
            window = torch.cat([window[1:], step[None]])
            values.append(max(0.0, float(step[target]) * deviation[target] + mean[target]))
    return np.array(values)


def main():
    torch.set_num_threads(1)
    values, target = read()
    for seed in range(1, int(sys.argv[1]) + 1 if len(sys.argv) > 1 else 2):
        scores = []
        for origin in ORIGINS:
            ours = forecast(values[:origin], target, seed)
            if origin == ORIGINS[0]:
                print(f"seed {seed}, forecasts from {origin}: {', '.join(f'{v:.4f}' for v in ours[:5])}")
            scores.append(math.sqrt(((ours - values[origin:origin + HORIZON, target]) ** 2).mean()))
        print(f"seed {seed}: {', '.join(f'{s:.0f}' for s in scores)}; mean {np.mean(scores):.0f}")


if __name__ == "__main__":
    main()
