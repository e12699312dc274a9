using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Differences;

/// <summary>How the rate of a flow depends on the states: the forms of the force of infection.</summary>
internal static class ForceForm
{
    /// <summary>"frequency-dependent", "density-dependent", "saturating", ...; null where no state is in it.</summary>
    public static string? Of(MechanismIr model, Expression rate)
    {
        Expression term = model.Inline(rate);
        var states = model.States.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        bool Depends(Expression e) => e.Walk().Any(n => n is Reference r && states.Contains(r.Name));
        if (term.Size > 10_000 || !Depends(term))
        {
            return null;
        }

        if (term.Walk().OfType<ClosureCall>().Any(Depends))
        {
            return "a network of the state";
        }

        if (term.Walk().OfType<Mix>().FirstOrDefault(m => Depends(m.Operand)) is { } mix)
        {
            return $"mixed by {mix.Matrix}";
        }

        if (term.Walk().Any(n => n is Binary { Operator: Operator.Power } p && Depends(p.Left)))
        {
            return "a power of the state";
        }

        MathProduct[] products = [.. MathProduct.SumOf(term).Where(p => p.Above.Concat(p.Below).Any(Depends))];
        Expression[] below = [.. products.SelectMany(p => p.Below)];
        return below.Any(b => Depends(b) && HasFixedPart(b, Depends)) ? "saturating"
            : below.Any(b => Depends(b) || IsStock(model, b)) ? "frequency-dependent"
            : "density-dependent";
    }

    // K + I, 1 + a I: something stays when the states vanish.
    private static bool HasFixedPart(Expression sum, Func<Expression, bool> depends) =>
        MathProduct.SumOf(sum) is { Count: > 1 } parts && parts.Exists(p => !p.Above.Any(depends));

    private static bool IsStock(MechanismIr model, Expression term) => term.References().Select(model.Find).OfType<InputSymbol>().Any(i => i.Unit.Dimension.Count != 0);
}
