using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>Which treatments the simulated patients get.</summary>
public enum LungCancerScenario
{
    None,
    Chemotherapy,
    ChemoRadiotherapy,
}

/// <summary>Constants of the simulator; all from HDTwinGen (Holt, Liu and van der Schaar 2024, libs/cancer/env.py), after Geng et al. 2017, Scientific Reports 7:13542.</summary>
public sealed record LungCancerParameters
{
    /// <summary>Growth rate, 1/day: 7e-5 + 2 * 7.23e-3.</summary>
    public double GrowthRate { get; init; } = 0.01453;

    /// <summary>Carrying capacity, cm3: a sphere of 30 cm diameter.</summary>
    public double CarryingCapacity { get; init; } = 14137.166941;

    /// <summary>Kill rate of the drug, m3/mg/day.</summary>
    public double ChemoEffect { get; init; } = 0.028;

    /// <summary>Linear effect of radiation, 1/Gy/day.</summary>
    public double RadioLinear { get; init; } = 0.0398;

    /// <summary>Quadratic effect of radiation, 1/Gy2/day.</summary>
    public double RadioQuadratic { get; init; } = 0.00398;

    /// <summary>Smallest initial volume, cm3 (0.3 cm across).</summary>
    public double MinVolume { get; init; } = 0.014165261814709135;

    /// <summary>Largest initial volume, cm3 (13 cm across).</summary>
    public double MaxVolume { get; init; } = 1149.8958812607506;

    /// <summary>Dose of one chemotherapy, mg/m3.</summary>
    public double ChemoDose { get; init; } = 5;

    /// <summary>Dose of one radiotherapy, Gy.</summary>
    public double RadioDose { get; init; } = 2;
}

/// <summary>
/// Patients with lung cancer whose doctor treats larger tumours more often. Daily forward Euler, no noise:
/// v' = v + v (rho ln(K/v) - beta_c c - alpha r - beta r^2), c' = c/2 + dose.
/// In each day the diameter d of v gives the probability p = 1/(1 + exp(-(2/13)(d - 6.5))) of each treatment, drawn
/// independently; a dose drawn on day t first shows in the state of day t + 1, and a drug dose acts on the volume of
/// day t + 2 through the concentration. The published code means to average the diameter over 15 days, but its queue
/// holds 15 references to the one current volume; as here, the dose follows the current diameter.
/// </summary>
public static class LungCancerSimulator
{
    public const string Volume = "tumour_volume";
    public const string Concentration = "drug_concentration";
    public const string Chemo = "chemo_dose";
    public const string Radio = "radio_dose";

    /// <summary>Simulates patients as the locations of a panel; equal seeds give equal panels on every machine.</summary>
    public static Panel Simulate(LungCancerScenario scenario, int seed, int patients = 1000, int days = 60, LungCancerParameters? parameters = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        LungCancerParameters p = parameters ?? new();
        var random = new Random(seed);
        double[] volume = new double[days * patients], drug = new double[days * patients];
        double[] chemo = new double[days * patients], radio = new double[days * patients];
        for (int i = 0; i < patients; i++)
        {
            double v = p.MinVolume + random.NextDouble() * (p.MaxVolume - p.MinVolume);
            double c = 0;
            for (int t = 0; t < days; t++)
            {
                int at = t * patients + i;
                (volume[at], drug[at]) = (v, c);

                // Both draws are made in every scenario: a seed gives the same patients and the same dice in each.
                double treated = TreatmentProbability(v);
                bool givesChemo = random.NextDouble() < treated, givesRadio = random.NextDouble() < treated;
                chemo[at] = givesChemo && scenario != LungCancerScenario.None ? p.ChemoDose : 0;
                radio[at] = givesRadio && scenario == LungCancerScenario.ChemoRadiotherapy ? p.RadioDose : 0;
                (v, c) = Next(p, v, c, chemo[at], radio[at]);
            }
        }

        DataCard card = Card(scenario, seed);
        var all = new Dictionary<string, double[]> { [Volume] = volume, [Concentration] = drug, [Chemo] = chemo, [Radio] = radio };
        return Panel.Create(
            card,
            Enumerable.Range(1, patients).Select(i => $"patient {i}"),
            Enumerable.Range(0, days).Select(DateOnly.FromDayNumber),
            card.Channels.ToDictionary(c => c.Name, c => all[c.Name]));
    }

    /// <summary>State of the next day: volume in cm3, concentration in mg/m3.</summary>
    public static (double Volume, double Concentration) Next(LungCancerParameters p, double volume, double concentration, double chemoDose, double radioDose)
    {
        double growth = p.GrowthRate * Math.Log(p.CarryingCapacity / volume);
        double killed = p.ChemoEffect * concentration + p.RadioLinear * radioDose + p.RadioQuadratic * radioDose * radioDose;
        return (volume + volume * (growth - killed), concentration / 2 + chemoDose);
    }

    /// <summary>Probability of either treatment for a tumour of that volume, cm3.</summary>
    public static double TreatmentProbability(double volume)
    {
        double diameter = Math.Cbrt(6 * volume / Math.PI);
        return 1 / (1 + Math.Exp(-(2.0 / 13) * (diameter - 6.5)));
    }

    private static string Treatment(LungCancerScenario scenario) => scenario switch
    {
        LungCancerScenario.None => "without treatment",
        LungCancerScenario.Chemotherapy => "chemotherapy",
        LungCancerScenario.ChemoRadiotherapy => "chemotherapy and radiotherapy",
        _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
    };

    internal static DataCard Card(LungCancerScenario scenario, int seed)
    {
        Channel State(string name, string unit) => new(name, name, Unit.Parse(unit), ChannelKind.State, ChannelRole.Target);
        Channel Action(string name, string unit) => new(name, name, Unit.Parse(unit), ChannelKind.Action, ChannelRole.Action) { KnownAhead = true };
        (string name, ImmutableArray<Channel> channels) = scenario switch
        {
            LungCancerScenario.None => ("lung-cancer", [State(Volume, "cm3")]),
            LungCancerScenario.Chemotherapy => ("lung-cancer-chemo", ImmutableArray.Create(State(Volume, "cm3"), State(Concentration, "mg/m3"), Action(Chemo, "mg/m3"))),
            LungCancerScenario.ChemoRadiotherapy => ("lung-cancer-chemo-radio", [State(Volume, "cm3"), State(Concentration, "mg/m3"), Action(Chemo, "mg/m3"), Action(Radio, "Gy")]),
            _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
        };
        return new()
        {
            Name = name,
            Title = $"Lung cancer, {Treatment(scenario)}, simulated patients, seed {seed}",
            Citation = "Simulator of HDTwinGen: Holt, Liu and van der Schaar 2024, Automatically Learning Hybrid Digital Twins of Dynamical Systems, NeurIPS; tumour model after Geng, Paganetti and Grassberger 2017, Prediction of treatment response for combined chemo- and radiation therapy for non-small cell lung cancer patients using a bio-mathematical model, Scientific Reports 7:13542.",
            Licence = "Simulated",
            Source = "Made by the program from its seed; there is nothing to get.",
            Notes =
            [
                "Simulated: daily forward Euler without noise; a dose of day t shows in the state of day t + 1.",
                "Larger tumours are treated more often, so that treatment and growth are confounded as in a clinic.",
                "Scores of the published study are of one-day predictions from the true state of the day before; the error of a 60-day roll-out is another and harder number.",
            ],
            Literature =
            [
                new("growth rate", Unit.Parse("1/day"), 7e-5, 7e-5 + 2 * 7.23e-3, "Geng, Paganetti and Grassberger 2017, Scientific Reports 7:13542, doi:10.1038/s41598-017-13646-z: mean 7.00e-5, standard deviation 7.23e-3; the simulator uses the mean and two deviations"),
                new("linear effect of radiation", Unit.Parse("1/Gy"), 0.0398, 0.0398, "Geng, Paganetti and Grassberger 2017, doi:10.1038/s41598-017-13646-z: alpha, mean over patients, with alpha / beta = 10 Gy"),
                new("effect of the drug", Unit.Parse("m3/mg/day"), 0.028, 0.028, "Geng, Paganetti and Grassberger 2017, doi:10.1038/s41598-017-13646-z: beta_c, mean over patients"),
            ],
            Simulated = true,
            Step = TimeStep.Day,
            Data = new($"simulated, seed {seed}"),
            Location = new() { Column = "patient" },
            Time = new("day", TimeFormat.Index),
            Channels = channels,
        };
    }
}
