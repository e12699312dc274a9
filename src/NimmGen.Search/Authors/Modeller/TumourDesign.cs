using System.Text;

namespace NimmGen.Search;

/// <summary>Law of untreated growth.</summary>
public enum TumourGrowth
{
    Exponential,
    Logistic,
    Gompertz,
}

/// <summary>Kill by radiation as a function of the dose of one fraction.</summary>
public enum RadiationKill
{
    None,
    Linear,
    LinearQuadratic,
}

/// <summary>What the grammar must know of the patients.</summary>
/// <param name="Drug">A dose of a drug and its concentration are recorded.</param>
/// <param name="Radiation">A dose of radiation is recorded.</param>
public sealed record TumourContext(bool Drug, bool Radiation);

/// <summary>Tumour volume with growth, and, where they are given, a drug with first-order elimination and kill terms.</summary>
/// <param name="Context">The data it is written for.</param>
/// <param name="Growth">Law of growth.</param>
/// <param name="Chemotherapy">Log-cell kill in proportion to the drug's concentration.</param>
/// <param name="Radiation">Kill by radiation.</param>
/// <param name="DailySteps">One Euler step a day, as a daily simulator does; else the fourth-order method.</param>
public sealed record TumourDesign(TumourContext Context, TumourGrowth Growth, bool Chemotherapy, RadiationKill Radiation, bool DailySteps) : Design
{
    /// <summary>The simplest member: where every search starts.</summary>
    public static TumourDesign Simplest(TumourContext context) =>
        new(context, TumourGrowth.Exponential, Chemotherapy: false, RadiationKill.None, DailySteps: false);

    public override string Name => $"{Growth}{(Chemotherapy ? "Chemo" : "")}{(Radiation == RadiationKill.None ? "" : "Radio")}";

    public override IEnumerable<Edit> Edits()
    {
        foreach (TumourGrowth growth in Enum.GetValues<TumourGrowth>().Where(g => g != Growth))
        {
            yield return new(this with { Growth = growth }, growth switch
            {
                TumourGrowth.Logistic => "Slows growth in proportion to the volume: space and nutrients run out.",
                TumourGrowth.Gompertz => "Slows growth with the logarithm of the volume, as solid tumours do.",
                _ => "Lets the tumour grow exponentially.",
            });
        }

        if (Context.Drug)
        {
            yield return Chemotherapy
                ? new(this with { Chemotherapy = false }, "Drops the kill by the drug.")
                : new(this with { Chemotherapy = true }, "Adds a kill in proportion to the drug's concentration.");
        }

        foreach (RadiationKill radiation in Enum.GetValues<RadiationKill>().Where(r => Context.Radiation && r != Radiation))
        {
            yield return new(this with { Radiation = radiation }, radiation switch
            {
                RadiationKill.Linear => "Adds a kill in proportion to the radiation dose.",
                RadiationKill.LinearQuadratic => "Makes the kill by radiation linear-quadratic in the dose.",
                _ => "Drops the kill by radiation.",
            });
        }

        yield return DailySteps
            ? new(this with { DailySteps = false }, "Integrates in continuous time.")
            : new(this with { DailySteps = true }, "Takes one step a day: doses are given once a day.");
    }

    public override string Program(string note)
    {
        var text = new StringBuilder();
        text.Append(
            $$"""
            using NimmGen;
            using static NimmGen.Units;

            namespace Candidates;

            /// <summary>Tumour volume{{(Context.Drug ? " and drug concentration" : "")}}. {{note}}</summary>
            public sealed class {{Name}} : Model
            {
                readonly Quantity V = new(CubicCentimeter);  // tumour volume
            {{(Context.Drug ? "    readonly Compartment C = new(Milligram / CubicMeter);  // drug concentration\n" : "")}}
                readonly Learned growth = new(PerDay, 1e-4, 0.5);  // growth rate

            """);
        if (Growth != TumourGrowth.Exponential)
        {
            text.Append("    readonly Learned capacity = new(CubicCentimeter, 1000, 100000);  // volume at which growth ends\n");
        }

        if (Chemotherapy)
        {
            text.Append("    readonly Learned chemoKill = new(PerDay / (Milligram / CubicMeter), 1e-4, 1) { Role = Role.Treatment };  // kill a unit of concentration\n");
        }

        if (Radiation != RadiationKill.None)
        {
            text.Append("    readonly Learned alpha = new(PerDay / Gray, 1e-4, 1) { Role = Role.Treatment };  // linear radiosensitivity\n");
        }

        if (Radiation == RadiationKill.LinearQuadratic)
        {
            text.Append("    readonly Learned betaRadio = new(PerDay / (Gray * Gray), 1e-5, 0.1) { Role = Role.Treatment };  // quadratic radiosensitivity\n");
        }

        text.Append(Context.Drug ? "    readonly Learned elimination = new(PerDay, 0.05, 2);  // of the drug\n\n" : "\n");
        text.Append("    readonly Input tumourVolume = new(CubicCentimeter, min: 0);  // first value: where it starts\n");
        if (Context.Drug)
        {
            text.Append("    readonly Input drugConcentration = new(Milligram / CubicMeter, min: 0);  // first value\n");
            text.Append("    readonly Input chemoDose = new(Milligram / CubicMeter, min: 0);  // given on the day\n");
        }

        if (Radiation != RadiationKill.None)
        {
            text.Append("    readonly Input radioDose = new(Gray, min: 0);  // of the day's fraction\n");
        }

        string growth = Growth switch
        {
            TumourGrowth.Logistic => "growth * (1 - V / capacity)",
            TumourGrowth.Gompertz => "growth * Log(capacity / V)",
            _ => "growth",
        };
        string chemo = Chemotherapy ? " - chemoKill * C" : "";
        string radio = Radiation switch
        {
            RadiationKill.Linear => " - alpha * radioDose",
            RadiationKill.LinearQuadratic => " - alpha * radioDose - betaRadio * radioDose * radioDose",
            _ => "",
        };
        text.Append(
            $$"""

                protected override void Define()
                {
                    Growth(V, {{growth}}{{chemo}}{{radio}});
            {{Drug("Inflow(C, chemoDose * PerDay);")}}{{Drug("Outflow(C, elimination);")}}
                    Start(V, tumourVolume);
            {{Drug("Start(C, drugConcentration);")}}
                    Solver({{(DailySteps ? "Scheme.Euler, subSteps: 1" : "Scheme.RungeKutta4, subSteps: 2")}});

                    Observe("tumour_volume", CubicCentimeter, V);
            {{Drug("Observe(\"drug_concentration\", Milligram / CubicMeter, C);")}}    }
            }

            """);
        return text.ToString();
    }

    // A line of Define for patients with a drug.
    private string Drug(string statement) => Context.Drug ? $"        {statement}\n" : "";
}
