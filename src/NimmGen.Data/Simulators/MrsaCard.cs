using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>What the simulated data of <see cref="MrsaSimulator"/> mean.</summary>
internal static class MrsaCard
{
    public const string Infections = "infections";

    private const string Batina = "Batina, Crnich, Anderson and Doepfer 2016, Models to predict prevalence and transition dynamics of methicillin-resistant Staphylococcus aureus in community nursing homes, American Journal of Infection Control 44, PMC4851896";

    public static string Admissions(int age) => age == 14 ? "admissions_age_70_over" : $"admissions_age_{5 * age:00}_{5 * age + 4:00}";

    public static DataCard Create(int seed, MrsaParameters p)
    {
        Unit people = Unit.Of("people");
        var file = new DataFile($"simulated, seed {seed}");
        ImmutableArray<Channel> channels =
        [
            new(Infections, Infections, people, ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum },
            .. Enumerable.Range(0, p.Ages.Length).Select(age => new Channel(Admissions(age), Admissions(age), people, ChannelKind.New, ChannelRole.Covariate)),
            new("prescriptions", "prescriptions", Unit.One, ChannelKind.Covariate, ChannelRole.Covariate),
            new("patients", "patients", people, ChannelKind.Prevalence, ChannelRole.Covariate),
            new("transfers_in", "transfers_in", people, ChannelKind.New, ChannelRole.Covariate),
            new("week_of_year", "week_of_year", Unit.Of("week"), ChannelKind.Covariate, ChannelRole.Covariate) { KnownAhead = true },
        ];
        return new()
        {
            Name = "mrsa-virginia",
            Title = $"MRSA infections in {p.Facilities} simulated health-care facilities, weekly, {p.Weeks} weeks (simulated)",
            Citation = "Simulated by NimmGen (MrsaSimulator); no real patients. The shape is that of claims data of Virginia that are private; sparsity after Public Health England's counts of MRSA bacteraemia by commissioning group and month, as in the R package hcaidcs.",
            Licence = "Simulated",
            Source = "Made by the program from its seed; there is nothing to get.",
            Notes =
            [
                "Simulated: a stand-in of the same shape, 644 facilities x 244 weeks x 20 features, for data that are private. Its scores are not comparable with published ones.",
                "The published window 2016 week 1 to 2021 week 4 has 265 weeks, not 244; these 244 weeks run from 2016-01-03 to 2020-08-30.",
                "Three of the twenty published features are not described; here they are patients, transfers_in and week_of_year.",
                "Most cells are zero; of the others about four in five are one.",
                "Spring 2020 has fewer admissions; no model is told so ahead of time.",
                "Test windows are printed 9 weeks long at a stated horizon of 8; 9 is used here, another can be asked for.",
            ],
            Simulated = true,
            Step = TimeStep.Week,
            Data = file,
            Location = new() { Column = "facility" },
            Time = new("week", TimeFormat.Date),
            Channels = channels,
            Constants = [new("beds", people, "Log-normal sizes; see MrsaParameters.") { File = file, Column = "beds", LocationColumn = "facility" }],
            Matrices =
            [
                new(
                    "transfers", Unit.One, Axis.Location, Axis.Location, "facility where the patients are", "facility that they came from this week; the diagonal: from none",
                    Normalisation.Rows, "Simulated: by size and distance, the fifteen strongest partners of each facility.", file)
                { Triples = new("facility", "from", "share") },
            ],
            Windows = new() { Horizon = 9, TestOrigins = [new(232), new(233), new(234), new(235)], Spacing = 1, MinTrainSteps = 52 },
            Literature =
            [
                new("basic reproduction number", Unit.One, 0.13, 0.23, "Batina, Crnich, Anderson and Doepfer 2016, Identifying conditions for elimination and epidemic potential of methicillin-resistant Staphylococcus aureus in nursing homes, Antimicrobial Resistance and Infection Control 5:32, doi:10.1186/s13756-016-0130-7: within a nursing home, 0.18, 95 percent confidence interval; it persists by admissions"),
                new("duration of carriage", Unit.Of("week"), 41, 88, "Shenoy, Paras, Noubary, Walensky and Hooper 2014, Natural history of colonization with methicillin-resistant Staphylococcus aureus and vancomycin-resistant Enterococcus: a systematic review, BMC Infectious Diseases 14:177, doi:10.1186/1471-2334-14-177: pooled median time to clearance 88 weeks, 41 weeks where follow-up is restricted"),
                new("carriage of nursing-home residents", Unit.One, 0.2, 0.24, $"{Batina}: steady state of 20 percent (15 to 25) with other than USA300 strains and 4 percent (2 to 7) with USA300"),
                new("acquisition with antibiotics over that without", Unit.One, 0.052 / 0.025, 0.052 / 0.025, $"{Batina}: rates 0.052 (0.038 to 0.075) and 0.025 (0.018 to 0.037)"),
            ],
        };
    }
}
