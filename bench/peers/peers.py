"""CalibNN and SEIRM in PyTorch against `NimmGen.Bench peer`: the same point, the same data, the same loss.

First the gradients of one iteration are compared; then both train in turns, a few iterations each, and the ratio of the
median times is printed. See README.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description="Gradients and speed of NimmGen against PyTorch, interleaved.")
parser.add_argument("shapes", nargs="*", default=["covid-bogota", "influenza-usa"], help="covid-bogota, influenza-usa, mrsa-virginia (about 6 GB)")
parser.add_argument("--threads", type=int, default=1, help="of each side (default 1)")
parser.add_argument("--rounds", type=int, default=7, help="turns of each side (default 7)")
parser.add_argument("--sub-steps", type=int, default=1, help="of the mechanism in a data step (default 1); a search takes 4 (daily) and 28 (weekly)")
parser.add_argument("--json", action="store_true", help="one line of JSON a shape instead of words")
arguments = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(arguments.threads)

import numpy  # noqa: E402
import torch  # noqa: E402

torch.set_num_threads(arguments.threads)
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "..", "NimmGen.Bench")
TARGETS = {"covid-bogota": 180, "influenza-usa": 12, "mrsa-virginia": 10}
POPULATION = 1e6
HIDDEN = 32
SMOOTHNESS = 0.12
WEEKDAY_SPREAD, LEARNED_SPREAD = 0.5, 3.0


class Ours:
    """The process that trains on our side; it waits for a line and answers with a line."""

    def __init__(self, shape):
        command = ["dotnet", "run", "-c", "Release", "--no-build", "--project", PROJECT, "--", "peer", shape, str(arguments.sub_steps), str(arguments.threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while (line := self.process.stdout.readline()) != "ready\n":
            if not line:
                sys.exit("our side did not start; the message is above")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"our side ended at '{line}'; the message is above")
        return answer

    def close(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.close()
        self.process.wait()


class CalibNN(torch.nn.Module):
    """As published, with attention averaged over time: written as PyTorch's users write it."""

    def __init__(self, features, locations, weeks, outputs):
        super().__init__()
        width = 2 * HIDDEN
        self.encoder = torch.nn.GRU(features, HIDDEN, num_layers=2, bidirectional=True)
        self.query, self.key, self.value = (torch.nn.Linear(width, width) for _ in range(3))
        self.context = torch.nn.Linear(width + locations, width)
        self.step = torch.nn.Linear(1, width)
        self.merge = torch.nn.Linear(2 * width, width)
        self.decoder = torch.nn.GRU(width, HIDDEN, bidirectional=True)
        self.decode = torch.nn.Linear(width, HIDDEN)
        self.hidden = torch.nn.Linear(HIDDEN, HIDDEN // 2)
        self.output = torch.nn.Linear(HIDDEN // 2, outputs)
        self.register_buffer("metadata", torch.eye(locations))
        self.register_buffer("index", torch.linspace(0, 1, weeks).reshape(-1, 1, 1))

    def forward(self, history):
        """[step, location, feature] to raw outputs [week, location, output]."""
        encoded, last = self.encoder(history)
        x = encoded.transpose(0, 1)
        scores = self.query(x) @ self.key(x).transpose(1, 2) / (2 * HIDDEN) ** 0.5
        pooled = (torch.softmax(scores, -1) @ self.value(x)).mean(1)
        context = torch.tanh(self.context(torch.cat([pooled, self.metadata], 1)))
        weeks, locations = self.index.shape[0], context.shape[0]
        steps = self.step(self.index).expand(weeks, locations, -1)
        merged = self.merge(torch.cat([steps, context.expand(weeks, -1, -1)], 2))
        decoded, _ = self.decoder(merged, last[-2:])
        return self.output(torch.relu(self.hidden(torch.tanh(self.decode(decoded)))))


def ours_to_theirs(network):
    """Our block name to what it is in PyTorch: a parameter, and how ours [inputs, outputs] becomes it."""
    pairs = {}
    for ours, gru, layer in [("encoder.0", network.encoder, 0), ("encoder.1", network.encoder, 1), ("decoder.0", network.decoder, 0)]:
        for kind in ("weight_ih", "bias_ih", "weight_hh", "bias_hh"):
            both = [getattr(gru, f"{kind}_l{layer}{suffix}") for suffix in ("", "_reverse")]
            pairs[f"{ours}.{kind}"] = (both, kind)
    for ours, linear in [
        ("attention.query", network.query), ("attention.key", network.key), ("attention.value", network.value), ("context", network.context),
        ("decoder.step", network.step), ("decoder.merge", network.merge), ("decoder.output", network.decode),
        ("head.hidden", network.hidden), ("head.output", network.output),
    ]:
        pairs[f"{ours}.weight"] = ([linear.weight], "weight")
        pairs[f"{ours}.bias"] = ([linear.bias], "bias")
    return pairs


def pack(kind, tensors):
    """PyTorch's tensors in our layout, as one flat array."""
    parts = [t.detach().cpu().double().numpy() for t in tensors]
    if kind == "weight_ih":  # ours [inputs, direction, gates]
        return numpy.concatenate([p.T for p in parts], 1).ravel()
    if kind == "weight_hh":  # ours [direction, hidden, gates]
        return numpy.concatenate([p.T for p in parts], 0).ravel()
    return numpy.concatenate([p.T.ravel() if p.ndim == 2 else p for p in parts])


def unpack(kind, values, tensors):
    """Ours into PyTorch's tensors."""
    if kind == "weight_ih":
        inputs, gates = tensors[0].shape[1], tensors[0].shape[0]
        split = values.reshape(inputs, 2, gates)
        parts = [split[:, d].T for d in range(2)]
    elif kind == "weight_hh":
        gates, hidden = tensors[0].shape
        parts = [values.reshape(2, hidden, gates)[d].T for d in range(2)]
    elif kind in ("bias_ih", "bias_hh"):
        parts = list(values.reshape(2, -1))
    elif kind == "weight":
        parts = [values.reshape(tensors[0].shape[1], tensors[0].shape[0]).T]
    else:
        parts = [values]
    for tensor, part in zip(tensors, parts):
        tensor.data.copy_(torch.from_numpy(numpy.ascontiguousarray(part)))


def bounded(raw, low, high):
    """Between the bounds: a sigmoid, of the logarithm where these are more than a factor of ten apart."""
    low, high = torch.tensor(low, dtype=raw.dtype), torch.tensor(high, dtype=raw.dtype)
    if high / low > 10.0000001:
        return torch.exp(torch.log(low) + (torch.log(high) - torch.log(low)) * torch.sigmoid(raw))
    return low + (high - low) * torch.sigmoid(raw)


class Training:
    """The whole iteration: network, SEIRM, loss and penalties, AdamW."""

    def __init__(self, facts, folder, kind):
        self.facts, self.kind = facts, kind
        locations, steps = facts["locations"], facts["steps"]
        self.network = CalibNN(facts["features"], locations, facts["weeks"], 4).to(kind)
        self.blocks = blocks(facts)
        parameters = numpy.fromfile(os.path.join(folder, "parameters.f32"), numpy.float32)
        for name, (tensors, shape) in ours_to_theirs(self.network).items():
            unpack(shape, self.take(parameters, name), tensors)
        history = numpy.fromfile(os.path.join(folder, "history.f32"), numpy.float32)
        self.history = torch.from_numpy(history.reshape(steps, locations, facts["features"])).to(kind)
        cases = torch.from_numpy(numpy.fromfile(os.path.join(folder, "cases.f64")).reshape(steps, locations))
        self.offset = max(1e-3 * cases.abs().mean().item(), 1e-12)
        roots = torch.sqrt(cases + self.offset)
        self.variance = ((roots - roots.mean()) ** 2).mean().item()
        self.roots = roots.to(kind)
        self.learned = torch.zeros(2, dtype=kind, requires_grad=True)
        self.weekday = torch.zeros(facts["weekdays"], dtype=kind, requires_grad=True)
        self.optimiser = torch.optim.AdamW([
            {"params": self.network.parameters(), "lr": 2e-3, "weight_decay": 1e-3},
            {"params": [self.learned, self.weekday], "lr": 2e-2, "weight_decay": 0.0},
        ])
        per_week = 7 if facts["stepDays"] == 1 else 1
        shift = (per_week - steps % per_week) % per_week
        self.week_of = [(s + shift) // per_week for s in range(steps)]

    def take(self, values, name):
        # The context's linear map is two blocks of ours: the pooled history, then the one-hot metadata.
        if name == "context.weight":
            return numpy.concatenate([block(values, self.blocks[n]) for n in ("context.weight", "context.metadata")])
        return block(values, self.blocks[name])

    def loss(self):
        facts, kind = self.facts, self.kind
        raw = self.network(self.history)
        beta = bounded(raw[:, :, 0], 0.05, 1.5)
        mean = raw.mean(0)
        sigma, gamma, fatality = bounded(mean[:, 1], 0.1, 1), bounded(mean[:, 2], 0.05, 0.5), bounded(mean[:, 3], 0.001, 0.05)
        reported, infected = bounded(self.learned[0], 0.01, 0.9), bounded(self.learned[1], 1e-6, 1e-3)
        exposed = infectious = (infected * POPULATION).expand(facts["locations"])
        recovered = dead = torch.zeros(facts["locations"], dtype=kind)
        susceptible = POPULATION - exposed - infectious
        days = facts["stepDays"] / facts["subSteps"]
        onset_share, exit_share = -torch.expm1(-sigma * days), -torch.expm1(-gamma * days)
        incidences = []
        for step in range(facts["steps"]):
            rate = beta[self.week_of[step]]
            incidence = torch.zeros((), dtype=kind)
            for _ in range(facts["subSteps"]):
                living = susceptible + exposed + infectious + recovered
                infections = susceptible * -torch.expm1(-rate * infectious / living * days)
                onsets, exits = exposed * onset_share, infectious * exit_share
                deaths = exits * fatality
                susceptible = susceptible - infections
                exposed = exposed + infections - onsets
                infectious = infectious + onsets - exits
                recovered = recovered + (exits - deaths)
                dead = dead + deaths
                incidence = incidence + infections
            incidences.append(incidence)
        modelled = reported * torch.stack(incidences)
        total = torch.zeros((), dtype=kind)
        if facts["weekdays"]:
            factors = torch.exp(self.weekday - self.weekday.mean())
            modelled = modelled * factors[torch.arange(facts["steps"]) % 7][:, None]
            total = total + 0.5 * (self.weekday ** 2).sum() / WEEKDAY_SPREAD ** 2
        squares = ((torch.sqrt(modelled + self.offset) - self.roots) ** 2).sum()
        count = self.roots.numel()
        total = total + 0.5 * count * torch.log(squares / (self.variance * count) + 1e-3)
        total = total + 0.5 * ((torch.diff(torch.log(beta), dim=0) / SMOOTHNESS) ** 2).sum()
        total = total + 0.5 * (self.learned ** 2).sum() / LEARNED_SPREAD ** 2
        return total / count

    def gradients(self):
        """The loss, and our blocks' gradients by name."""
        loss = self.loss()
        loss.backward()
        found = {name: pack(kind, [t.grad for t in tensors]) for name, (tensors, kind) in ours_to_theirs(self.network).items()}
        found["learned values"] = torch.cat([v.grad for v in (self.learned, self.weekday) if v.grad is not None]).double().numpy()
        return loss.item(), found

    def iterate(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10)
        self.optimiser.step()
        return loss.item()


def blocks(facts):
    return {b["name"]: (b["offset"], b["rows"] * b["columns"]) for b in facts["blocks"]}


def block(values, place):
    offset, length = place
    return values[offset:offset + length].astype(numpy.float64)


def compare(facts, folder):
    """Relative errors of our gradients: of all, and the worst block (as a share of that block, or of a thousandth of all)."""
    reference, theirs = Training(facts, folder, torch.float64).gradients()
    _, single = Training(facts, folder, torch.float32).gradients()
    flat = numpy.fromfile(os.path.join(folder, "gradients.f32"), numpy.float32)
    training = Training(facts, folder, torch.float64)
    ours = {name: training.take(flat, name) for name in theirs if name != "learned values"}
    ours["learned values"] = numpy.fromfile(os.path.join(folder, "global-gradients.f64"))
    return abs(facts["loss"] / reference - 1), errors(ours, theirs), errors(single, theirs)


def errors(found, exact):
    size = numpy.sqrt(sum((g ** 2).sum() for g in exact.values()))
    distance = {name: numpy.linalg.norm(found[name] - exact[name]) for name in exact}
    everything = numpy.sqrt(sum(d ** 2 for d in distance.values())) / size
    worst = max(exact, key=lambda name: distance[name] / max(numpy.linalg.norm(exact[name]), 1e-3 * size))
    return everything, distance[worst] / max(numpy.linalg.norm(exact[worst]), 1e-3 * size), worst


def race(ours, training):
    """Of each side, in turns of about a second of PyTorch's: milliseconds of every iteration, and mean processor time of one."""
    ours.ask("run 5")
    training.iterate()
    mine, theirs, my_processor, their_processor = [], [], 0.0, 0.0
    for _ in range(arguments.rounds):
        start, processor = time.perf_counter(), time.process_time()
        while True:
            before = time.perf_counter()
            training.iterate()
            theirs.append(1e3 * (time.perf_counter() - before))
            if time.perf_counter() - start > 1:
                break
        their_processor += 1e3 * (time.process_time() - processor)
        *times, all_of_them = (float(ms) for ms in ours.ask("run 10").split())
        mine.extend(times)
        my_processor += all_of_them
    return mine, theirs, my_processor / len(mine), their_processor / len(theirs)


def main():
    failed = False
    for shape in arguments.shapes:
        if shape not in TARGETS:
            sys.exit(f"no shape '{shape}'; expected one of {', '.join(TARGETS)}")
        ours = Ours(shape)
        with tempfile.TemporaryDirectory() as folder:
            facts = json.loads(ours.ask(f"dump {folder}"))
            loss, mine, theirs = compare(facts, folder)
            training = Training(facts, folder, torch.float32)
        ours_ms, theirs_ms, ours_cpu, theirs_cpu = race(ours, training)
        ours.close()
        ours_ms, theirs_ms = statistics.median(ours_ms), statistics.median(theirs_ms)
        agrees = mine[0] < 1e-4 and mine[1] < 1e-4 and loss < 1e-4
        failed |= not agrees
        if arguments.json:
            print(json.dumps({
                "shape": shape, "threads": arguments.threads, "subSteps": facts["subSteps"], "lossError": loss, "gradientError": mine[0],
                "worstBlock": mine[2], "worstBlockError": mine[1], "peerGradientError": theirs[0], "ms": ours_ms, "peerMs": theirs_ms, "ratio": theirs_ms / ours_ms, "cpuMs": ours_cpu, "peerCpuMs": theirs_cpu, "cpuRatio": theirs_cpu / ours_cpu,
            }), flush=True)
            continue
        print(f"{shape}: {facts['locations']} locations, {facts['steps']} steps, {facts['subSteps']} sub-steps; {arguments.threads} thread(s) each")
        print(f"  loss: relative difference {loss:.1e}; gradients against PyTorch in double: ours {mine[0]:.1e} (worst block {mine[2]}, {mine[1]:.1e}),"
              f" PyTorch in float {theirs[0]:.1e} -> {'agree' if agrees else 'DIFFER'}")
        print(f"  ms an iteration, median: ours {ours_ms:.2f}, PyTorch {torch.__version__} {theirs_ms:.1f}: {theirs_ms / ours_ms:.0f} times"
              f" (target {TARGETS[shape]} on one thread); processor time {ours_cpu:.2f} and {theirs_cpu:.1f}: {theirs_cpu / ours_cpu:.0f} times", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
