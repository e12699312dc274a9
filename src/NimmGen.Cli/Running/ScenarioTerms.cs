using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Cli;

/// <summary>Scenarios as they are typed: roles, factors, dates and places.</summary>
internal sealed class ScenarioTerms(ForecastTask task, ScenarioEnsemble ensemble, string? from, string? to, string? where)
{
    private static readonly double[] Standard = [0.2, 0.4, 0.6, 0.8];

    /// <summary>The scenarios of a command line, the baseline first.</summary>
    public IEnumerable<Scenario> Scenarios(string[] scale, double[] strengths, string role)
    {
        // A role times one changes nothing, and says from when the others are compared.
        yield return new("baseline", [new(ensemble.Twins[0].Roles.FirstOrDefault() ?? role, 1, Step(from))]);
        if (scale.Length > 0)
        {
            ImmutableArray<Turn> turns = [.. scale.Select(Parse)];
            yield return new(string.Join(", ", turns.Select(Name)), turns);
        }

        foreach (double s in strengths.Length == 0 && scale.Length == 0 ? Standard : strengths)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{role} lowered by {100 * s:0.#} %"), [new(role, 1 - s, Step(from), End(to), Place(where))]);
        }
    }

    private static string Name(Turn turn) => string.Create(CultureInfo.InvariantCulture, $"{turn.Role} x {turn.Factor:0.###}{(turn.Location is null ? "" : " in " + turn.Location)}");

    // ROLE=FACTOR[,from=DATE][,to=DATE][,where=PLACE]
    private Turn Parse(string text)
    {
        string[] parts = text.Split(',');
        string[] first = parts[0].Split('=', 2);
        if (first.Length != 2 || !double.TryParse(first[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double factor))
        {
            throw Wrong(text, "ROLE=FACTOR, such as transmission=0.6");
        }

        var turn = new Turn(first[0].Trim(), factor, Step(from), End(to), Place(where));
        foreach (string part in parts.Skip(1))
        {
            turn = part.Split('=', 2) switch
            {
                ["from", var date] => turn with { From = Step(date) },
                ["to", var date] => turn with { To = End(date) },
                ["where", var place] => turn with { Location = Place(place) },
                _ => throw Wrong(text, "from=DATE, to=DATE or where=PLACE after ROLE=FACTOR"),
            };
        }

        return turn;
    }

    private static UserErrorException Wrong(string got, string expected) => new($"--scale {got}: this is no change of a role", expected, "see: nimmgen scenario --help");

    private int? End(string? text) => text is null ? null : Step(text);

    private int Step(string? text)
    {
        ScenarioTwin twin = ensemble.Twins[0];
        Panel panel = task.Panel;
        if (text is null)
        {
            return twin.TrainSteps;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < twin.TotalSteps)
        {
            return number;
        }

        if (panel.Step != TimeStep.Sample && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date >= panel.Times[0])
        {
            // The step that the date lies in; beyond the data steps go on as they did.
            int last = panel.StepCount - 1;
            int step = date >= panel.Times[last]
                ? last + (int)((date.DayNumber - panel.Times[last].DayNumber) / task.StepDays)
                : Enumerable.Range(0, last + 1).Last(s => panel.Times[s] <= date);
            if (step < twin.TotalSteps)
            {
                return step;
            }
        }

        string range = panel.Step == TimeStep.Sample ? "" : $"a date from {panel.Times[0]:yyyy-MM-dd} on, or ";
        throw new UserErrorException($"'{text}' is no time of the simulation", $"{range}a step from 0 to {twin.TotalSteps - 1}", "simulate further with --ahead N, or name another date");
    }

    private string? Place(string? text) => text is null || task.Panel.Locations.Contains(text)
        ? text
        : throw new UserErrorException(
            $"no place '{text}' in {task.Panel.Name}", $"one of {task.Panel.LocationCount} places, such as {string.Join(", ", task.Panel.Locations.Take(3))}",
            Nearest.To(text, task.Panel.Locations) is { } near ? $"did you mean '{near}'?" : "see the places in the report");
}
