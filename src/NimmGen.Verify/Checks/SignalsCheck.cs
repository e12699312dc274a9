using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG0008: delays and means over past steps, where they may stand and of what.</summary>
internal static class SignalsCheck
{
    public static void Run(Subject subject)
    {
        var arguments = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Statement statement in subject.Model.Statements)
        {
            foreach (Expression node in statement.Terms().SelectMany(t => t.Walk()))
            {
                Node(subject, statement, node, arguments);
            }
        }
    }

    private static void Node(Subject subject, Statement statement, Expression node, Dictionary<string, int> arguments)
    {
        bool dynamics = statement is not (ObserveStatement or LetStatement);
        Expression? signal = node switch { Delay d => d.Signal, Smooth s => s.Signal, _ => null };
        if (dynamics && signal is not null && Moving(subject, signal, "a state") is { } state)
        {
            subject.Error(
                "NG0008", statement.Place, $"{(node is Delay ? "Delay" : "Smooth")} of {state} inside the dynamics", node,
                "there its past is not known; only inputs and parameters that never change may be delayed in a rate",
                "delays of people are stages: readonly Compartment E = new(People, stages: 3);");
        }

        if (node is Delay delay)
        {
            foreach (Expression time in delay.Deviation is null ? [delay.Mean] : (Expression[])[delay.Mean, delay.Deviation])
            {
                if (Moving(subject, time, "changes in time") is { } moving)
                {
                    subject.Error("NG0008", statement.Place, $"the mean or deviation of a delay depends on {moving}, which changes in time", time, fix: "make it Learned or Constant, or every: Every.Never");
                }
            }
        }

        if (node is ClosureCall call && arguments.TryGetValue(call.Closure, out int known) && known != call.Arguments.Length)
        {
            subject.Error("NG0008", statement.Place, $"{call.Closure} takes {known} arguments elsewhere and {call.Arguments.Length} here", call, fix: "one closure has one number of arguments; declare another");
        }
        else if (node is ClosureCall first)
        {
            arguments[first.Closure] = first.Arguments.Length;
        }
    }

    // A state or time-varying parameter among what a term needs; inputs only matter where it must not change at all.
    private static string? Moving(Subject subject, Expression term, string what) => subject.Needs([term]).FirstOrDefault(n => subject.Symbols.GetValueOrDefault(n) switch
    {
        CompartmentSymbol or QuantitySymbol => true,
        NeuralSymbol p => p.Every != Cadence.Never,
        InputSymbol => what == "changes in time" && subject.Data?.Constants.Any(c => c.Name == ((InputSymbol)subject.Symbols[n]).Channel) != true && subject.Data is not null,
        null => subject.Flows.ContainsKey(n),
        _ => false,
    });
}
