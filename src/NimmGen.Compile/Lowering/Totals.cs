using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What flows have moved since the first row: a quantity for each flow that <see cref="Cumulative"/> asks for, after the model's states.</summary>
internal static class Totals
{
    /// <summary>The quantity's name: no author's, who have no full stops.</summary>
    public static string NameOf(string flow) => flow + ".total";

    /// <summary>The model with those quantities, which begin at zero.</summary>
    public static MechanismIr Declared(MechanismIr model)
    {
        string[] flows = [.. model.Statements.SelectMany(s => s.Terms()).Where(t => t is not null).SelectMany(t => t.Walk()).OfType<Cumulative>()
            .Select(c => c.Flow).Where(f => f is not null && model.Find(NameOf(f)) is null).Distinct(StringComparer.Ordinal)];
        if (flows.Length == 0)
        {
            return model;
        }

        ImmutableArray<Symbol>.Builder symbols = model.Symbols.ToBuilder();
        ImmutableArray<Statement>.Builder statements = model.Statements.ToBuilder();
        foreach (string flow in flows)
        {
            FlowEdge edge = model.Flows.FirstOrDefault(f => f.Name == flow)
                ?? throw new ModelNotCompilableException($"Cumulative of '{flow}': the model has no flow of that name");
            Unit unit = model.Find((edge.From ?? edge.To)!)?.Unit ?? throw new ModelNotCompilableException($"flow {flow} connects no compartments");
            symbols.Add(new QuantitySymbol(NameOf(flow), unit, $"what {flow} has moved", null, Place.None));
            statements.Add(new StartStatement(NameOf(flow), new Number(0, unit), Place.None));
        }

        return model with { Symbols = symbols.ToImmutable(), Statements = statements.ToImmutable() };
    }
}
