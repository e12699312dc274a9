using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

public abstract partial class Model
{
    /// <summary>
    /// From loses and to gains from times the hazard (1/time, per unit of from). Either may be one group of a compartment. Where from has
    /// stages the flow passes through all of them; everyStage: true makes it leave each with its own hazard, as a death does.
    /// </summary>
    protected Flow Flow(
        IStock from, IStock to, Expr hazard, bool everyStage = false, string? name = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(hazard))] string text = "")
    {
        Trace trace = Current;
        var place = new Place(file, line, text);
        Flow flow = trace.NewFlow($"{from.Whole.Name}_{to.Whole.Name}", name, place);
        trace.Add(() => new FlowStatement(trace.Settle(flow, null), from.Whole.Name, to.Whole.Name, hazard.Node, place)
        {
            FromGroup = from.Part,
            ToGroup = to.Part,
            EveryStage = everyStage,
        });
        return flow;
    }

    /// <summary>From loses and to gains the rate (stock/time, not per head), as doses a day; what is there limits it.</summary>
    protected Flow Transfer(
        IStock from, IStock to, Expr rate, string? name = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(rate))] string text = "")
    {
        Trace trace = Current;
        var place = new Place(file, line, text);
        Flow flow = trace.NewFlow($"{from.Whole.Name}_{to.Whole.Name}", name, place);
        trace.Add(() => new TransferStatement(trace.Settle(flow, null), from.Whole.Name, to.Whole.Name, rate.Node, place)
        {
            FromGroup = from.Part,
            ToGroup = to.Part,
        });
        return flow;
    }

    /// <summary>One exit with two ends: the fraction (0 to 1) goes to, the rest to rest. Returns both flows.</summary>
    protected (Flow ToFlow, Flow RestFlow) Split(
        Compartment from, Expr hazard, Compartment to, Expr fraction, Compartment rest, string? name = null, string? restName = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(hazard))] string text = "")
    {
        Trace trace = Current;
        var place = new Place(file, line, text);
        Flow first = trace.NewFlow($"{from.Name}_{to.Name}", name, place);
        Flow second = trace.NewFlow($"{from.Name}_{rest.Name}", restName, place);
        trace.Add(() => new SplitStatement(
            trace.Settle(first, null), trace.Settle(second, null), from.Name, hazard.Node, to.Name, fraction.Node, rest.Name, place));
        return (first, second);
    }

    /// <summary>From loses from times the hazard (1/time), in every stage; it leaves the model.</summary>
    protected Flow Outflow(
        IStock from, Expr hazard, string? name = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(hazard))] string text = "")
    {
        Trace trace = Current;
        var place = new Place(file, line, text);
        Flow flow = trace.NewFlow($"{from.Whole.Name}_out", name, place);
        trace.Add(() => new OutflowStatement(trace.Settle(flow, null), from.Whole.Name, hazard.Node, place) { FromGroup = from.Part });
        return flow;
    }

    /// <summary>The same hazard out of each of several: Outflow([S, I, R], death).</summary>
    protected void Outflow(
        Compartment[] from, Expr hazard,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(hazard))] string text = "")
    {
        foreach (Compartment compartment in from)
        {
            Outflow(compartment, hazard, null, file, line, text);
        }
    }

    /// <summary>To gains the rate (stock/time, not per head) from outside the model; with an axis, each group gains it.</summary>
    protected Flow Inflow(
        IStock to, Expr rate, string? name = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(rate))] string text = "")
    {
        Trace trace = Current;
        var place = new Place(file, line, text);
        Flow flow = trace.NewFlow($"in_{to.Whole.Name}", name, place);
        trace.Add(() => new InflowStatement(trace.Settle(flow, null), to.Whole.Name, rate.Node, place) { ToGroup = to.Part });
        return flow;
    }

    /// <summary>
    /// From each group of the axis to the next at the hazard (1/time): growing older through age groups. Nobody leaves the last group.
    /// </summary>
    protected void Ageing(
        Compartment compartment, Axis along, Expr hazard,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(hazard))] string text = "")
    {
        for (int g = 0; g + 1 < along.Count; g++)
        {
            Flow(compartment[along[g]], compartment[along[g + 1]], hazard, true, null, file, line, text);
        }
    }

    /// <summary>dq/dt = q times the per-capita rate (1/time): q stays positive.</summary>
    protected void Growth(
        Quantity quantity, Expr perCapita,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(perCapita))] string text = "") =>
        Current.Add(() => new GrowthStatement(quantity.Name, perCapita.Node, new(file, line, text)));

    /// <summary>dq/dt = the rate (unit of q / time).</summary>
    protected void Rate(
        Quantity quantity, Expr rate,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(rate))] string text = "") =>
        Current.Add(() => new RateStatement(quantity.Name, rate.Node, new(file, line, text)));

    /// <summary>The quantity after one data step is the value, computed from what stood before the step: for discrete-time models.</summary>
    protected void Next(
        Quantity quantity, Expr value,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(value))] string text = "") =>
        Current.Add(() => new NextStatement(quantity.Name, value.Node, new(file, line, text)));

    /// <summary>The value at the first row; a bare 0 is zero in the unit of the state.</summary>
    protected void Start(
        State state, Expr value,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(value))] string text = "")
    {
        Expression node = value.Node is Number { Value: 0 } zero && zero.Unit.Equals(Unit.One) ? new Number(0, state.Unit) : value.Node;
        Current.Add(() => new StartStatement(state.Name, node, new(file, line, text)));
    }

    /// <summary>The compartment starts with what the total leaves over after the others.</summary>
    protected void StartRest(
        Compartment state, Expr total,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(total))] string text = "") =>
        Current.Add(() => new StartRestStatement(state.Name, total.Node, new(file, line, text)));

    /// <summary>
    /// What the data channel should show, in the unit of the channel; noise says how the data scatter about it, weekday multiplies it by a
    /// learned factor a day of the week.
    /// </summary>
    protected void Observe(
        string channel, UnitOfMeasure unit, Expr value, Noise? noise = null, bool weekday = false,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(value))] string text = "")
    {
        var place = new Place(file, line, text);
        Current.Observe(channel, place);
        Current.Add(() => new ObserveStatement(channel, unit.Unit, value.Node, place) { Noise = noise?.Node, Weekday = weekday });
    }

    /// <summary>Names a term for reports and scenarios; the result stands for it.</summary>
    protected Expr Let(
        string name, Expr value, Role? role = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(value))] string text = "")
    {
        var place = new Place(file, line, text);
        Current.Let(name, place);
        Current.Add(() => new LetStatement(name, value.Node, role?.Name, place));
        return new(new Reference(name));
    }

    /// <summary>What the flow moved during one observation step, in the unit of its stock.</summary>
    protected Expr Incidence(Flow flow, [CallerArgumentExpression(nameof(flow))] string variable = "") =>
        new(new Incidence(Current.Settle(flow, variable)));

    /// <summary>What the flow has moved since the first row, in the unit of its stock.</summary>
    protected Expr Cumulative(Flow flow, [CallerArgumentExpression(nameof(flow))] string variable = "") =>
        new(new Cumulative(Current.Settle(flow, variable)));

    /// <summary>How time is cut into steps; the default is Hazard with sub-steps chosen by the compiler.</summary>
    protected void Solver(
        Ir.Scheme scheme, int? subSteps = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Current.Solver(scheme, subSteps, new(file, line));

    /// <summary>The schemes by name, for models that do not import the IR.</summary>
    protected static class Scheme
    {
        /// <summary>Positive and conserving for any step, first order.</summary>
        public const Ir.Scheme Hazard = Ir.Scheme.Hazard;

        /// <summary>The classical fourth-order method.</summary>
        public const Ir.Scheme RungeKutta4 = Ir.Scheme.RungeKutta4;

        /// <summary>Forward differences.</summary>
        public const Ir.Scheme Euler = Ir.Scheme.Euler;

        /// <summary>Positive and conserving for any step, second order.</summary>
        public const Ir.Scheme Patankar = Ir.Scheme.Patankar;

        /// <summary>As Patankar, with as many sub-steps as each data step needs, for rates that lie far apart.</summary>
        public const Ir.Scheme Stiff = Ir.Scheme.Stiff;
    }
}
