using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What is checked before anything walks a model's terms: lists that are there, and sizes that no hostile model may exceed.</summary>
internal static class ModelLimits
{
    // A person's model has a few dozen statements; these only keep hostile ones from exhausting the stack or the clock. With its groups
    // written out a model may have as many parts as an expansion makes.
    private const int MaximumParts = 2_000;
    private const int MaximumSize = 100_000;

    public const int MaximumDepth = 1_000;

    public static void Check(MechanismIr model, bool expanded)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Symbols.IsDefault || model.Statements.IsDefault || model.Symbols.Any(s => s is null) || model.Statements.Any(s => s is null))
        {
            throw new ModelNotCompilableException("the model has no list of symbols or statements, or an empty place in one");
        }

        int parts = model.Symbols.Length + model.Statements.Length, most = expanded ? Expansion.MaximumParts : MaximumParts;
        if (parts > most)
        {
            throw new ModelNotCompilableException($"the model is too large to compile: {parts} symbols and statements, at most {most}");
        }

        long size = 0;
        foreach (Expression term in model.Statements.SelectMany(s => s.Terms()))
        {
            _ = term ?? throw new ModelNotCompilableException("a statement has no term");
            size += term.Size;
            if (size > MaximumSize || term.Depth > MaximumDepth)
            {
                throw new ModelNotCompilableException(
                    $"the model is too large to compile: terms of more than {MaximumSize} nodes, or nested deeper than {MaximumDepth}");
            }
        }

        foreach (Symbol symbol in model.Symbols)
        {
            if (string.IsNullOrEmpty(symbol.Name))
            {
                throw new ModelNotCompilableException("a symbol has no name");
            }
        }
    }
}
