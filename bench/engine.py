"""Everything that docs/benchmarks.md says of the engine's speed, measured here and now, as Markdown on standard output.

    python3 bench/engine.py > engine.md                  at most ten minutes on two cores
    python3 bench/engine.py --seconds 1 shapes peers     some parts only

What uses one thread is pinned to the last core and, where that is allowed, runs before everything else (nice -20). Parts: shapes, mechanisms,
layers, scaling, cores, panels, peers (needs PyTorch: bench/peers/README.md). On a machine that others use, times of two cores mean little:
the load is printed before every part.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "NimmGen.Bench")
PROGRAM = os.path.join(HERE, "..", "artifacts", "bin", "NimmGen.Bench", "release", "NimmGen.Bench.dll")
PARTS = ["shapes", "mechanisms", "layers", "scaling", "cores", "panels", "peers"]
TITLES = {
    "shapes": "Whole iterations: CalibNN and SEIRM, one thread", "mechanisms": "Couplings and closures, in turns with the plain mechanism, one thread",
    "layers": "Layers, one thread", "scaling": "How time and memory grow", "cores": "All cores against one, in turns", "panels": "National panels",
    "peers": "Against PyTorch, one thread each, in turns",
}
TARGETS = {"covid-bogota": 180, "influenza-usa": 12, "mrsa-virginia": 10}


def pinned(command):
    """The command on the last core, before everything else if that is allowed."""
    before = []
    if shutil.which("taskset"):
        before += ["taskset", "-c", str((os.cpu_count() or 1) - 1)]
    if shutil.which("nice") and subprocess.run(["nice", "-n", "-20", "true"], capture_output=True).stderr == b"":
        before = ["nice", "-n", "-20"] + before
    return before + command


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0 and not done.stdout:
        return f"failed: {done.stderr.strip()[-500:]}"
    return done.stdout.strip()


def peers(rounds):
    print("| shape | gradients' relative error, ours (PyTorch's float) | ms, ours | ms, PyTorch | times faster | by processor time | target |\n|---|---|---|---|---|---|---|")
    for shape, target in TARGETS.items():
        line = run(pinned(["/usr/bin/python3", os.path.join(HERE, "peers", "peers.py"), "--rounds", str(rounds), "--json", shape])).splitlines()
        if not line or not line[-1].startswith("{"):
            print(f"| {shape} | {' '.join(line)[-200:]} | | | | | {target} |", flush=True)
            continue
        f = json.loads(line[-1])
        print(f"| {shape} | {f['gradientError']:.1e}, worst block {f['worstBlockError']:.1e} ({f['peerGradientError']:.1e}) | {f['ms']:.2f} | {f['peerMs']:.0f} | {f['ratio']:.1f} | {f['cpuRatio']:.1f} | {target} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Speed of the engine, as Markdown.")
    parser.add_argument("parts", nargs="*", default=PARTS, help=", ".join(PARTS))
    parser.add_argument("--seconds", type=float, default=3, help="for each thing that is timed (default 3)")
    parser.add_argument("--rounds", type=int, default=5, help="turns against PyTorch (default 5)")
    arguments = parser.parse_args()
    if unknown := [p for p in arguments.parts if p not in PARTS]:
        sys.exit(f"no part '{unknown[0]}'; expected {', '.join(PARTS)}")
    build = subprocess.run(["dotnet", "build", "-c", "Release", PROJECT, "-v", "q"], capture_output=True, text=True)
    if build.returncode != 0:
        sys.exit(build.stdout)
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    print(f"{time.strftime('%d %B %Y %H:%M')}, {processor}, {os.cpu_count()} cores, {run(['dotnet', '--version'])}.")
    seconds = str(arguments.seconds)
    for part in arguments.parts:
        print(f"\n## {TITLES[part]}\n\nLoad average before: {os.getloadavg()[0]:.1f}.\n", flush=True)
        if part == "peers":
            peers(arguments.rounds)
        elif part == "layers":
            print("```\n" + run(pinned(["dotnet", PROGRAM, "layers", "0.3"])) + "\n```", flush=True)
        elif part in ("cores", "panels", "scaling"):
            print(run(["dotnet", PROGRAM, "markdown", part, seconds]), flush=True)
        else:
            print(run(pinned(["dotnet", PROGRAM, "markdown", part, seconds])), flush=True)


if __name__ == "__main__":
    main()
