namespace NimmGen.Search;

/// <summary>Kill by a drug as a function of its level.</summary>
internal enum DrugKill
{
    None,

    /// <summary>Log-cell kill in proportion to the level.</summary>
    Linear,

    /// <summary>Towards a greatest kill.</summary>
    Emax,

    /// <summary>The same with a learned steepness (Hill 1910).</summary>
    Hill,
}

/// <summary>How dead cells leave the tumour.</summary>
internal enum Death
{
    AtOnce,

    /// <summary>Through three transit stages, in which they still take up room (Simeoni et al. 2004).</summary>
    Transit,
}

/// <summary>What the drug does to the tumour.</summary>
internal static class DrugKillProduction
{
    private const string Level = "Milligram / CubicMeter";

    public static Production<DrugKill> Forms(TumourContext context) => new("kill by the drug", Part.Rates,
    [
        new(DrugKill.None, "Drops the kill by the drug."),
        new(DrugKill.Linear, "Adds a kill in proportion to the drug's concentration.", 1, _ => context.Drug),
        new(DrugKill.Emax, "Lets the kill by the drug saturate.", 1, _ => context.Drug),
        new(DrugKill.Hill, "Lets the kill by the drug set in above a level and saturate.", 0.7, _ => context.Drug),
    ]);

    public static Production<bool> EffectSite(Production<DrugKill> kill) => new("effect site", Part.Structure,
    [
        new(false, "Lets the drug act where it is measured.") { Label = "no" },
        new(true, "Adds an effect compartment: the drug acts later than it is measured.", 0.4, d => d.Get(kill) != DrugKill.None) { Label = "yes" },
    ], kill);

    public static Production<Death> Deaths(Production<DrugKill> kill) => new("death of cells", Part.Structure,
    [
        new(Death.AtOnce, "Takes killed cells out of the tumour at once."),
        new(Death.Transit, "Lets hit cells die late, through three transit stages.", 0.4, d => d.Get(kill) != DrugKill.None),
    ], kill);

    public static Production<bool> Resistance(Production<DrugKill> kill) => new("resistance", Part.Rates,
    [
        new(false, "Drops resistance.") { Label = "no" },
        new(true, "Lets the kill by the drug fade as resistance grows.", 0.4, d => d.Get(kill) != DrugKill.None) { Label = "yes" },
    ], kill);

    /// <summary>The rate of the kill, after what it needs is declared.</summary>
    public static string Rate(DrugKill kill, bool effectSite, bool resistance, ProgramText text)
    {
        string level = "C";
        if (effectSite)
        {
            level = "W";
            text.State($"readonly Compartment W = new({Level});  // drug where it acts, as a level");
            text.Parameter("readonly Learned equilibration = new(PerDay, 0.05, 5);  // of the effect site with the drug");
            text.Flow("Inflow(W, equilibration * C);");
            text.Flow("Outflow(W, equilibration);");
            text.Start("Start(W, 0);");
        }

        text.Parameter(kill == DrugKill.Linear
            ? $"readonly Learned chemoKill = new(PerDay / ({Level}), 1e-4, 1) {{ Role = Role.Treatment }};  // kill a unit of concentration"
            : "readonly Learned chemoKill = new(PerDay, 1e-3, 5) { Role = Role.Treatment };  // greatest kill");
        if (kill != DrugKill.Linear)
        {
            text.Parameter($"readonly Learned halfKill = new({Level}, 0.1, 100);  // level at which the kill is half of it");
        }

        if (kill == DrugKill.Hill)
        {
            text.Parameter("readonly Learned steepness = new(One, 1, 5);  // of the kill against the level");
        }

        if (resistance)
        {
            text.State("readonly Quantity F = new(Fraction);  // effect of the drug that resistance has left");
            text.Parameter("readonly Learned fading = new(PerDay, 1e-5, 0.2);  // rate at which resistance grows");
            text.Flow("Growth(F, -fading);");
            text.Start("Start(F, 1);");
        }

        string rate = kill switch
        {
            DrugKill.Emax => $"chemoKill * {level} / (halfKill + {level})",
            DrugKill.Hill => $"chemoKill * Hill({level}, halfKill, steepness)",
            _ => $"chemoKill * {level}",
        };
        return resistance ? $"{rate} * F" : rate;
    }
}
