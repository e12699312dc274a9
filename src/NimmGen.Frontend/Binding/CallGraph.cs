using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Binding;

/// <summary>Finds methods that call themselves, directly or through others.</summary>
internal static class CallGraph
{
    public static IEnumerable<Diagnostic> Recursion(IEnumerable<IOperation> roots)
    {
        var calls = new List<(ISymbol Caller, IMethodSymbol Callee, Location At)>();
        foreach (IInvocationOperation call in roots.SelectMany(r => r.DescendantsAndSelf()).OfType<IInvocationOperation>())
        {
            if (call.TargetMethod.Locations.Any(l => l.IsInSource) && Container(call) is { } caller)
            {
                calls.Add((caller, call.TargetMethod, call.Syntax.GetLocation()));
            }
        }

        ILookup<ISymbol, IMethodSymbol> callees = calls.ToLookup(c => c.Caller, c => c.Callee, SymbolEqualityComparer.Default);
        foreach (var (caller, callee, at) in calls)
        {
            if (Reaches(callees, callee, caller))
            {
                yield return Source.Outside(at, $"recursion ({callee.Name} calls itself)", "use for or foreach over integers or an array");
            }
        }
    }

    private static bool Reaches(ILookup<ISymbol, IMethodSymbol> callees, ISymbol from, ISymbol to)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>([from]);
        while (open.TryPop(out ISymbol? method))
        {
            if (SymbolEqualityComparer.Default.Equals(method, to))
            {
                return true;
            }

            if (seen.Add(method))
            {
                foreach (IMethodSymbol callee in callees[method])
                {
                    open.Push(callee);
                }
            }
        }

        return false;
    }

    // The nearest local function or method around the call.
    private static ISymbol? Container(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent)
        {
            switch (at)
            {
                case ILocalFunctionOperation local:
                    return local.Symbol;
                case IMethodBodyOperation body:
                    return body.SemanticModel!.GetDeclaredSymbol(body.Syntax);
            }
        }

        return null;
    }
}
