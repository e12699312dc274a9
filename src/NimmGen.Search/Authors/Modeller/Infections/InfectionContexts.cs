using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>Reads from a data card what the grammar of infections must know.</summary>
internal static class InfectionContexts
{
    // Four weeks: fewer changes of a rate cannot be told from noise.
    private const double LongDays = 28;

    // A wave of which less than this is seen is a trend.
    private const double YearDays = 300;

    // Each age group costs what a place costs; above this a candidate takes minutes.
    private const int MostGroups = 64;

    private static readonly Unit People = Unit.Of("people");

    private static readonly ImmutableArray<string> VaccineWords = ["coverage", "dose"];

    // Names that the grammar declares itself.
    private static readonly ImmutableHashSet<string> Taken =
    [
        "S", "V", "E", "A", "I", "H", "C", "R", "D", "beta", "sigma", "gamma", "effect", "present", "share", "living", "force", "infection", "onset",
        "reported", "visits", "background", "imports", "waning", "half", "mixing", "amplitude", "peak", "contact", "turnover", "delay", "dispersion", "scatter",
    ];

    public static InfectionContext Of(ForecastTask task) =>
        Of(task.Panel.Card, task.Panel.LocationCount, task.ValidationOrigins[0].TrainSteps * task.StepDays) with
        {
            // Values after the first validation origin are not looked at.
            Covariates = [.. Candidates(task.Panel.Card).Select(c => c with { Scale = Scale(task.Panel.Values(c.Channel)[..(task.ValidationOrigins[0].TrainSteps * task.Panel.LocationCount)]) })],
        };

    /// <summary>From the card alone, with covariates as they are.</summary>
    /// <param name="card">The card.</param>
    /// <param name="places">Locations of the data.</param>
    /// <param name="trainDays">Days of the shortest training.</param>
    public static InfectionContext Of(DataCard card, int places, double trainDays)
    {
        Channel target = card.Targets.First();
        string population = Population(card);
        return new()
        {
            Channel = target.Name,
            Kind = target.Kind switch
            {
                ChannelKind.Prevalence => ObservedKind.Prevalence,
                ChannelKind.Percent => ObservedKind.PercentOfVisits,
                _ => ObservedKind.NewCases,
            },
            Weekly = card.Step == TimeStep.Week,
            Daily = card.Step == TimeStep.Day && !card.CountsSteps,
            ManyPlaces = places > 1,
            Long = trainDays >= LongDays,
            Years = trainDays >= YearDays,
            Population = population,
            Covariates = [.. Candidates(card)],
            Deaths = card.Channels.FirstOrDefault(c => c.Name == "deaths" && c.Kind == ChannelKind.New && c.Role != ChannelRole.Target && c.Axis is null)?.Name,
            Vaccine = Vaccine(card),
            Places = places > 1 && card.Matrices.FirstOrDefault(m => m.Rows == Data.Axis.Location && m.Columns == Data.Axis.Location && Shares(m)) is { } between
                ? new(Field(between.Name)!, [], between.Normalisation == Normalisation.Columns) : null,
            Ages = Ages(card, population, places),
            LatentDays = Published(card, "latent period") ?? 3,
            InfectiousDays = Published(card, "infectious period") ?? 5,
        };
    }

    /// <summary>A name as people write fields, if the data set is found by it.</summary>
    internal static string? Field(string name)
    {
        string camel = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        string? field = new InputSymbol(camel, Unit.One, null, null, null, null, Place.None).Channel == name ? camel : name;
        return char.IsAsciiLetter(field[0]) && field.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? field : null;
    }

    // Who can be infected: the population, or whatever else the card counts people by (beds of a hospital).
    private static string Population(DataCard card) =>
        card.Constants.Where(c => c.Unit.Equals(People)).Select(c => c.Name).OrderBy(n => n != "population").FirstOrDefault() ?? "population";

    private static IEnumerable<Covariate> Candidates(DataCard card) =>
        from c in card.Channels
        where c.Role != ChannelRole.Target && c.Axis is null && c.Unit.Dimension == Unit.One.Dimension && Vaccinates(c.Name) is null
        let field = Field(c.Name)
        where field is not null && !Taken.Contains(field)
        select new Covariate(c.Name, field, c.Unit.Equals(Unit.One) ? "One" : "Percent", 1);

    // The greatest magnitude to one digit, in the unit of the data; percentages become shares by their unit.
    private static double Scale(ReadOnlySpan<double> values)
    {
        double most = 0;
        foreach (double value in values)
        {
            most = double.IsFinite(value) ? Math.Max(most, Math.Abs(value)) : most;
        }

        return most > 0 ? double.Parse(most.ToString("0e0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 1;
    }

    private static VaccineSeries? Vaccine(DataCard card) => card.Channels
        .Where(c => c.Role != ChannelRole.Target && c.Axis is null && Field(c.Name) is not null)
        .Select(c => (c, word: Vaccinates(c.Name)))
        .Select(p => p switch
        {
            (var c, "coverage") when c.Unit.Dimension == Unit.One.Dimension => new VaccineSeries(Field(c.Name)!, VaccineForm.Coverage),
            (var c, "dose") when c.Unit.Equals(People) && c.Kind == ChannelKind.New => new VaccineSeries(Field(c.Name)!, VaccineForm.Doses),
            (var c, "dose") when c.Unit.IsCompatibleWith(People / Unit.Of("day")) => new VaccineSeries(Field(c.Name)!, VaccineForm.DosesADay),
            _ => null,
        })
        .FirstOrDefault(v => v is not null);

    private static string? Vaccinates(string name) => VaccineWords.FirstOrDefault(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static bool Shares(CardMatrix matrix) => matrix.Normalisation != Normalisation.None && matrix.Unit.Equals(Unit.One) && Field(matrix.Name) is not null;

    // Groups need people of each group, and a target that can be summed over them.
    private static CouplingMatrix? Ages(DataCard card, string population, int places) =>
        card.Constants.FirstOrDefault(c => c.Name == population)?.Axis is { } axis && card.FindAxis(axis) is { } groups && groups.Labels.Length * places <= MostGroups
        && axis.Equals("age", StringComparison.OrdinalIgnoreCase)
        && card.Matrices.FirstOrDefault(m => m.Rows == axis && m.Columns == axis && Shares(m)) is { } matrix
            ? new(Field(matrix.Name)!, groups.Labels, matrix.Normalisation == Normalisation.Columns) : null;

    private static double? Published(DataCard card, string quantity) =>
        card.Literature.Where(l => l.Name == quantity && l.Unit.IsCompatibleWith(Unit.Of("day"))).Select(l => (double?)Math.Round((l.Min + l.Max) / 2 * l.Unit.FactorTo(Unit.Of("day")), 1)).FirstOrDefault();
}
