using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NimmGen.Compile;

/// <summary>Pointers to the rows of a data step. All arrays are pinned for their life.</summary>
internal static unsafe class Addresses
{
    public static KernelPointers Of(SimulationBuffers b, ProgramGraph program, int step, int lane, StagedBuffers? staged)
    {
        FilterBuffers f = b.FiltersOf(program);
        var p = new KernelPointers
        {
            Neural = At(b.Neural) + b.NeuralRow(step, 0) + lane,
            Inputs = At(b.Inputs) + b.InputRow(step, 0) + lane,
            Learned = At(b.Learned),
            Weights = At(b.Weights),
            Multipliers = b.Multipliers is null ? null : At(b.Multipliers) + b.MultiplierRow(step, 0) + lane,
            States = At(b.States) + b.StateRow(step, 0) + lane,
            Observations = At(b.Observations) + b.ObservationRow(step, 0) + lane,
            Flows = b.FlowTotals is null ? null : At(b.FlowTotals) + b.FlowRow(step, 0) + lane,
            ObservationAdjoint = At(b.ObservationAdjoint) + b.ObservationRow(step, 0) + lane,
            NeuralAdjoint = At(b.NeuralAdjoint) + b.NeuralRow(step, 0) + lane,
            LearnedAdjoint = At(b.LearnedAdjointByLane) + lane,
            WeightAdjoint = At(b.WeightAdjointByLane) + lane,
            StateAdjoint = At(b.StateAdjoint) + lane,
            Signals = At(f.Signals) + f.Row(step, 0) + lane,
            SignalAdjoint = At(f.SignalAdjoint) + f.Row(step, 0) + lane,
            Filtered = At(f.Filtered) + f.Row(step, 0) + lane,
            FilteredAdjoint = At(f.FilteredAdjoint) + f.Row(step, 0) + lane,
            Carried = At(f.Carried) + f.CarriedRow(step, 0) + lane,
            CarriedAdjoint = At(f.CarriedAdjoint) + f.CarriedRow(step, 0) + lane,
            DelayTimes = At(f.DelayTimes) + lane,
            DelayTimeAdjoint = At(f.DelayTimeAdjoint) + lane,
            Steps = 1,
            Stride = (long)b.Stride * sizeof(double),
        };
        if (staged is { } s)
        {
            p.SubStepDays = At(s.SubStepDays);
            p.Hoisted = At(s.Hoisted) + lane;
            p.Totals = At(s.Totals) + lane;
            p.CoupledAdjoint = At(s.CoupledAdjoint) + lane;
            p.Operands = At(s.Operands) + lane;
            p.Sums = At(s.Sums) + lane;
            p.WorkAdjoint = At(s.WorkAdjoint) + lane;
            p.BeginAdjoint = At(s.BeginAdjoint) + lane;
            p.FlowAdjoint = At(s.FlowAdjoint) + lane;
        }

        return p;
    }

    public static double* At(double[] pinned) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
