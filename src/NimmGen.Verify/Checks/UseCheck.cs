using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG0003: a parameter or input that nothing needs, or that only unused definitions need.</summary>
internal static class UseCheck
{
    public static void Run(Subject subject)
    {
        var written = subject.Model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.References()).ToHashSet(StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(subject.Model.Statements.Where(s => s is not LetStatement).SelectMany(s => s.Terms()).SelectMany(t => t.References()));
        while (open.TryPop(out string? name))
        {
            if (needed.Add(name) && subject.Lets.TryGetValue(name, out LetStatement? let))
            {
                foreach (string inner in let.Value.References())
                {
                    open.Push(inner);
                }
            }
        }

        foreach (Symbol symbol in subject.Model.Symbols.Where(s => s is not (CompartmentSymbol or QuantitySymbol) && !needed.Contains(s.Name)))
        {
            subject.Warn(
                "NG0003", symbol.Place,
                written.Contains(symbol.Name) ? $"{symbol.Name} occurs only in definitions that nothing uses" : $"{symbol.Name} is declared and never used",
                fix: $"use {symbol.Name} in a flow, start or observation, or remove it");
        }
    }
}
