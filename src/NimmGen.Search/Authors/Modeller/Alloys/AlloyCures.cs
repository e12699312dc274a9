using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>What the results of an alloy model say for which change.</summary>
internal static class AlloyCures
{
    public static ImmutableArray<Cure> Of(AlloyGrammar g) =>
    [
        Cure.Of(Finding.AtLower("softening"), g.Softening, 5, "the modulus does not fall", Softening.None),
        Cure.Of(Finding.AtUpper("softening"), g.Theory, 3, "heat frees dislocations", Theory.Edge),
        Cure.Of(Finding.AtLower("friction"), g.Friction, 5, "there is no friction", Friction.None),
        Cure.Of(Finding.AtUpper("friction"), g.Correction, 3, "the theory is too weak", Correction.Factor, Correction.Order, Correction.Modulus),
        Cure.Of(Finding.AtLower("stiffness"), g.Correction, 5, "stiffness does nothing", Correction.None, Correction.Order),
        Cure.Of(Finding.AtLower("order"), g.Correction, 5, "order does nothing", Correction.None, Correction.Modulus),
        Cure.Of(Finding.AtUpper("factor"), g.Friction, 3, "strength beside the theory is missing", Friction.One, Friction.Predicted),
        Cure.Of(Finding.Traded("poisson"), g.Poisson, 5, "fixed, it cannot be traded", Source.One),
        Cure.Of(Finding.Traded("misfit"), g.Misfit, 5, "from a table, it cannot be traded", Source.Table),
        Cure.Of(Finding.Traded("shearModulus"), g.Modulus, 5, "from a table, it cannot be traded", Source.Table),
        Cure.Of(Finding.Traded("burgers"), g.Burgers, 5, "from a table, it cannot be traded", Source.Table),
        Cure.Of(Finding.FitsBadly, g.Friction, 2, "strength beside the theory is missing", Friction.One, Friction.Predicted),
    ];
}
