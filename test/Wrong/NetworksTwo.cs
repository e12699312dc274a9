// expect: NG6108 at 38
using NimmGen;
using static NimmGen.Units;

public sealed class Sir : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Constant gamma = new(PerDay, 0.2);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(S, 990 * People);
        Start(I, 10 * People);
        Start(R, 0);
        Observe("cases", People, Incidence(infection));
    }
}

public sealed class First : Network
{
    readonly Gru encoder = new(hidden: 16);

    protected override Signal Define(Signal history, Signal steps) => Read(history).Repeat(steps);

    private Signal Read(Signal history) => encoder.Of(history).Last();
}

/// <summary>
/// One too many.
/// </summary>


public sealed class Further : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps) => map.Of(history).MeanOverTime().Repeat(steps);
}
