using System.Collections.Immutable;
using NimmGen.Compile;

namespace NimmGen.Evaluate;

/// <summary>Runs the kernels of a forecast again under a scenario, and leaves them as they were.</summary>
internal sealed class ScenarioSimulation
{
    private readonly ForecastSession _session;
    private readonly SimulationBuffers _buffers;

    /// <param name="session">Forecast already, with flow totals.</param>
    public ScenarioSimulation(ForecastSession session)
    {
        (_session, _buffers) = (session, session.Trajectory.Buffers);
        Roles = [.. _buffers.Layout.Multipliers.Select(RoleOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What can be turned.</summary>
    public ImmutableArray<string> Roles { get; }

    public int TotalSteps => _session.Data.TotalSteps;

    /// <summary>Expected observations [step][lane] from a step on, and people infected in each of these steps over all lanes (null without infection).</summary>
    /// <param name="turns">What is turned, each with its lane or null for all.</param>
    /// <param name="from">The first step at which anything is.</param>
    public (ImmutableArray<double> Expected, double[]? Infections) Run(IReadOnlyList<(Turn Turn, int? Lane)> turns, int from)
    {
        try
        {
            foreach ((Turn turn, int? lane) in turns)
            {
                foreach (string name in _buffers.Layout.Multipliers.Where(m => RoleOf(m) == turn.Role))
                {
                    Multiply(name, turn, lane);
                }
            }

            KeepProgram(turns);
            return (_session.Replay(from), Infections(from));
        }
        finally
        {
            _buffers.ClearMultipliers();
            _session.Replay(from);
        }
    }

    /// <summary>People infected, one number a step over all lanes, as last simulated; null without infection.</summary>
    public double[]? Infections(int from)
    {
        if (_session.Plan is not { } plan)
        {
            return null;
        }

        int[] flows = [.. plan.InfectionFlows.Select(f => _buffers.Layout.Flows.IndexOf(f)).Where(f => f >= 0)];
        return [.. Enumerable.Range(from, TotalSteps - from).Select(step => flows.Sum(f => _buffers.FlowTotals.AsSpan(_buffers.FlowRow(step, f), _buffers.Lanes).ToArray().Sum()))];
    }

    // Turns of one role at the same time multiply: half of a half is a quarter.
    private void Multiply(string name, Turn turn, int? lane)
    {
        int index = _buffers.Layout.Multipliers.IndexOf(name), end = Math.Min(turn.To ?? TotalSteps, TotalSteps);
        for (int step = turn.From; step < end; step++)
        {
            for (int l = lane ?? 0; l < (lane + 1 ?? _buffers.Lanes); l++)
            {
                double before = _buffers.Multipliers is { } set ? set[_buffers.MultiplierRow(step, index) + l] : 1;
                _buffers.Multiply(name, before * turn.Factor, step, step + 1, l);
            }
        }
    }

    // Delayed signals need one program to the end: where a scenario ends before, one rounding unit keeps it.
    private void KeepProgram(IReadOnlyList<(Turn Turn, int? Lane)> turns)
    {
        if (_session.IsDelayed && turns.Any(t => t.Turn.Factor != 1) && turns.All(t => t.Turn.To < TotalSteps))
        {
            string name = _buffers.Layout.Multipliers.First(m => RoleOf(m) == turns[0].Turn.Role);
            _buffers.Multiply(name, Math.BitIncrement(1.0), TotalSteps - 1, TotalSteps);
        }
    }

    private string? RoleOf(string name) => _session.Model.Find(name)?.Role ?? _session.Model.Lets.FirstOrDefault(l => l.Name == name)?.Role;
}
