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
        Cure.Of(Finding.GoesWith("temperature"), g.Theory, 4, "heat frees dislocations", Theory.Edge, Theory.EdgeCold),
        Cure.Of(Finding.GoesWith("temperature"), g.Softening, 4, "the modulus falls with temperature", Softening.Exponential, Softening.Homologous),
        Cure.Of(Finding.GoesWith("temperature"), g.Activation, 3, "the barrier is passed over a wider range", Activation.Stretched),
        Cure.Of(Finding.GoesWith("melting_temperature_mean"), g.Softening, 3, "what melts late softens late", Softening.Homologous),
        Cure.Of(Finding.GoesWith("shear_modulus_deviation"), g.Correction, 4, "atoms differ in stiffness", Correction.Modulus),
        Cure.Of(Finding.GoesWith("electronegativity_deviation"), g.Correction, 4, "unlike atoms order", Correction.Order),
        Cure.Of(Finding.GoesWith("atomic_volume_deviation"), g.Misfit, 3, "the misfit is not that of the table", Source.Predicted),
        Cure.Of(Finding.GoesWith("shear_modulus_mean"), g.Modulus, 3, "the modulus is not that of the table", Source.Predicted),
        Cure.Of(Finding.GoesWith("grain_size"), g.Friction, 5, "finer grains are stronger", Friction.HallPetch),
        Cure.Of(Finding.FitsBadly, g.Friction, 2, "strength beside the theory is missing", Friction.One, Friction.Predicted),
    ];
}
