using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>What a symbol of an expanded model stands for.</summary>
/// <param name="Symbol">The declared symbol.</param>
/// <param name="Groups">One group an axis of it; empty where it has none.</param>
/// <param name="Stage">From 1, for a compartment with stages; else null.</param>
public sealed record ExpandedPart(string Symbol, ImmutableArray<Group> Groups, int? Stage);

/// <summary>
/// A model with its groups and stages written out: every symbol, let, flow and equation once a group, every stage a compartment of its own,
/// sums and mixes over groups as sums, the entries of a matrix between groups as inputs, time as an input, a learned value per location as a
/// neural one that never changes. What couples locations stays as it is. Kernels are made from this form.
/// </summary>
public sealed class Expansion
{
    private Expansion(MechanismIr model, ImmutableDictionary<string, ExpandedPart> parts, ImmutableDictionary<string, ImmutableArray<string>> flows) =>
        (Model, Parts, Flows) = (model, parts, flows);

    /// <summary>The model without axes and stages.</summary>
    public MechanismIr Model { get; }

    /// <summary>What each symbol of <see cref="Model"/> stands for, by its name there; matrices and closures stand for themselves.</summary>
    public ImmutableDictionary<string, ExpandedPart> Parts { get; }

    /// <summary>The flows of <see cref="Model"/> that a declared flow became, by its name; passages between stages are not among them.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Flows { get; }

    /// <summary>
    /// Writes the model out. A model that needs none of it comes back as it is. Terms that vary over an axis that their place has not are an
    /// <see cref="ExpansionException"/>, as are names that nothing declares and models of more than
    /// <see cref="MaximumParts"/> parts.
    /// </summary>
    public static Expansion Of(MechanismIr model)
    {
        bool plain = IsPlain(model);
        var builder = new ExpansionBuilder(model);
        MechanismIr expanded = plain ? model : builder.Build();
        return new(
            expanded,
            plain ? model.Symbols.DistinctBy(s => s.Name).ToImmutableDictionary(s => s.Name, s => new ExpandedPart(s.Name, [], null)) : builder.Parts,
            plain ? model.Flows.DistinctBy(f => f.Name).ToImmutableDictionary(f => f.Name, f => ImmutableArray.Create(f.Name)) : builder.Flows);
    }

    /// <summary>The input that stands for <see cref="Time"/>, in days; no author can give that name.</summary>
    public const string TimeInput = "Time";

    /// <summary>True where the model is its own expansion.</summary>
    public static bool IsPlain(MechanismIr model) =>
        model.Axes.IsDefaultOrEmpty
        && !model.Symbols.Any(s => s is CompartmentSymbol { Stages: > 1 } or LearnedSymbol { Per: Scope.Location } or MatrixSymbol { CouplesLocations: false })
        && !UsesTime(model);

    internal static bool UsesTime(MechanismIr model) => model.Statements.SelectMany(s => s.Terms()).Any(Mentions);

    // Terms may share parts many times over, and hold empty places where nobody has checked them yet.
    private static bool Mentions(Expression? term)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Expression?>([term]);
        while (open.TryPop(out Expression? node))
        {
            if (node is Time)
            {
                return true;
            }

            if (node is not null && seen.Add(node))
            {
                foreach (Expression child in node.Children)
                {
                    open.Push(child);
                }
            }
        }

        return false;
    }

    /// <summary>Symbols and statements that an expanded model may have.</summary>
    public const int MaximumParts = 20_000;
}

/// <summary>The groups of a model cannot be written out; the message says why.</summary>
public sealed class ExpansionException(string message) : Exception(message);
