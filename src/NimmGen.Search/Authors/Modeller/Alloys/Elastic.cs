namespace NimmGen.Search;

/// <summary>Where a property of a sample comes from.</summary>
internal enum Source
{
    /// <summary>The network predicts it from the composition.</summary>
    Predicted,

    /// <summary>The mean over the elements, from a table.</summary>
    Table,

    /// <summary>One value for all.</summary>
    One,
}

/// <summary>Shear modulus, Poisson's ratio, Burgers vector and misfit.</summary>
internal static class ElasticProduction
{
    private static bool Theorises(Design d, Production<Theory> theory) => d.Get(theory) != Theory.None;

    private static bool Edges(Design d, Production<Theory> theory) => d.Get(theory) is Theory.Edge or Theory.EdgeCold;

    public static Production<Source> Modulus(AlloyContext context, Production<Theory> theory) => new("shear modulus", Part.Values,
    [
        new(Source.Predicted, "Predicts the shear modulus from the composition."),
        new(Source.Table, "Takes the shear modulus as the mean over the elements.", 1, d => context.ShearModulus is not null && Theorises(d, theory)),
    ], theory);

    public static Production<Source> Poisson(Production<Theory> theory) => new("Poisson's ratio", Part.Values,
    [
        new(Source.Predicted, "Predicts Poisson's ratio from the composition."),
        new(Source.One, "Takes Poisson's ratio as 0.3 for all.", 1, d => Edges(d, theory)),
    ], theory);

    public static Production<Source> Burgers(AlloyContext context, Production<Theory> theory) => new("Burgers vector", Part.Values,
    [
        new(Source.Predicted, "Predicts the Burgers vector from the composition."),
        new(Source.Table, "Takes the Burgers vector from the lattice constants of the elements.", 1, d => context.Lattice is not null && Edges(d, theory)),
    ], theory);

    public static Production<Source> Misfit(AlloyContext context, Production<Theory> theory) => new("misfit", Part.Values,
    [
        new(Source.Predicted, "Predicts the misfit of the atoms from the composition."),
        new(Source.Table, "Takes the misfit from the atomic volumes of the elements.", 1, d => context is { VolumeDeviation: not null, VolumeMean: not null } && Theorises(d, theory)),
    ], theory);

    /// <summary>Declares what a theory needs; returns the name of the misfit.</summary>
    public static string Declare(AlloyModel model, ProgramText text)
    {
        AlloyContext context = model.Context;
        if (model.ModulusSource == Source.Table)
        {
            text.Input($"readonly Input {context.ShearModulus} = new(GPa, min: 1);  // mean over the elements");
        }
        else
        {
            text.Parameter($"readonly Neural shearModulus = new(GPa, 20, {(context.BodyCentred ? 160 : 150)});{(model.Softening == Softening.Exponential ? "  // at the reference temperature" : "")}");
        }

        SofteningProduction.Declare(model, text);
        if (model.Theory is Theory.Edge or Theory.EdgeCold)
        {
            text.Parameter(model.PoissonSource == Source.One
                ? "readonly Constant poisson = new(One, 0.3);  // Poisson's ratio"
                : "readonly Neural poisson = new(One, 0.2, 0.45);  // Poisson's ratio");
            if (model.BurgersSource == Source.Table)
            {
                // Half the body's diagonal, half the face's.
                text.Input($"readonly Input {context.Lattice} = new(Angstrom, min: 1, max: 10);  // lattice constant, mean over the elements");
                text.Term($"Expr burgers = Let(\"burgers\", {(context.BodyCentred ? "Math.Sqrt(3) / 2" : "1 / Math.Sqrt(2)")} * {context.Lattice});");
            }
            else
            {
                text.Parameter($"readonly Neural burgers = new(Angstrom, {(context.BodyCentred ? "2.4, 3.1" : "2.3, 3.2")});  // Burgers vector");
            }
        }

        if (model.MisfitSource == Source.Predicted)
        {
            text.Parameter("readonly Neural misfit = new(One, 1e-5, 5e-2);  // sum of concentration times squared misfit volume over the sixth power of the Burgers vector");
        }
        else
        {
            text.Input($"readonly Input {context.VolumeDeviation} = new(Angstrom * Angstrom * Angstrom, min: 0);  // standard deviation over the elements");
            text.Input($"readonly Input {context.VolumeMean} = new(Angstrom * Angstrom * Angstrom, min: 1);  // mean over the elements");

            // The cube of the Burgers vector is 3 sqrt(3) / 4 atomic volumes in a body-centred lattice, sqrt(2) in a face-centred one. A pure
            // metal has no misfit and a root of zero no slope.
            text.Term($"Expr misfit = Let(\"misfit\", 1e-6 + Pow({context.VolumeDeviation} / ({(model.Context.BodyCentred ? "3 * Math.Sqrt(3) / 4" : "Math.Sqrt(2)")} * {context.VolumeMean}), 2));");
        }

        return "misfit";
    }
}
