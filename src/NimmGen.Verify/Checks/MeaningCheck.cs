using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG5003: what is observed is of another kind than the data. NG5004: all events are reported, where the data are known not to count all.</summary>
internal static class MeaningCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Data is not { } data)
        {
            return;
        }

        foreach (ObserveStatement o in subject.Model.Observations)
        {
            if (data.Find(o.Channel) is not { } channel)
            {
                continue;
            }

            var needs = subject.Needs([o.Value]);
            bool sums = o.Value.Walk().Concat(needs.Where(subject.Lets.ContainsKey).SelectMany(n => subject.Lets[n].Value.Walk())).Any(n => n is Cumulative);
            bool counts = !sums && needs.Any(subject.Flows.ContainsKey), stands = needs.Any(n => subject.Symbols.GetValueOrDefault(n) is CompartmentSymbol);
            if (Kind(channel.Kind, counts, sums, stands) is { } wrong)
            {
                subject.Warn("NG5003", o.Place, $"channel '{o.Channel}' {wrong.Is}, the model observes {wrong.Got}", o.Value, fix: wrong.Fix);
            }

            if (channel.UnderReported)
            {
                foreach (string name in needs)
                {
                    if (subject.Symbols.GetValueOrDefault(name) is LearnedSymbol { Role: "reporting", Max: >= 1 } or NeuralSymbol { Role: "reporting", Max: >= 1 })
                    {
                        subject.Warn(
                            "NG5004", subject.Symbols[name].Place, $"{name} may reach 1: every event reported, but the data set says that '{o.Channel}' does not count all",
                            why: "an epidemic that is fully seen and one that is half seen fit alike until the susceptible run out", fix: "lower the upper bound to the largest share that a study found");
                    }
                }
            }
        }
    }

    private static (string Is, string Got, string Fix)? Kind(string kind, bool counts, bool sums, bool stands) => kind switch
    {
        "new" when !counts && !sums && stands => ("counts new events", "how many there are", "Incidence(flow): what the flow moved in one step"),
        "new" when sums => ("counts new events", "all since the first row", "Incidence(flow) in place of Cumulative(flow)"),
        "prevalence" when counts && !stands => ("counts how many there are at a time", "new events", "observe the compartment itself"),
        "cumulative" when !sums && counts => ("counts all events since the beginning", "those of one step", "Cumulative(flow) in place of Incidence(flow)"),
        _ => null,
    };
}
