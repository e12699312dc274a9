using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary>Answers to scenarios, for people and for machines.</summary>
internal static class ScenarioOutput
{
    public static void Write(Terminal terminal, RunRecord run, ForecastTask task, ScenarioAnswer[] answers)
    {
        ScenarioOutcome first = answers[^1].Winner;
        int twins = answers[0].Members.Length, end = first.From + first.Values.Length;
        terminal.Out.WriteLine($"{run.Data.Title}: {run.Data.TargetTitle} from {Label(run, first.From)}, {Figures.Count(first.Values.Length, task.Panel.Step.ToString().ToLowerInvariant())} to {Label(run, end - 1)}");
        terminal.Out.WriteLine($"By {Figures.Count(twins, "twin")}{(twins > 1 ? ": the winner, and the least and the most of all in brackets" : "")}");
        Table table = Tables.Create("scenario", ">peak", "on", ">in all", ">difference", ">", "[least, most]");
        foreach (ScenarioAnswer answer in answers)
        {
            ScenarioOutcome o = answer.Winner;
            (double least, double most) = answer.Spread(m => m.Share);
            table.Row(
                answer.Scenario.Name, Figures.Score(o.Peak), Label(run, o.PeakStep), Figures.Score(o.Cumulative), Figures.Score(o.Difference), Percent(o.Share),
                twins > 1 ? $"[{Percent(least)}, {Percent(most)}]" : "");
        }

        terminal.Write(table);
        terminal.Out.WriteLine("What a scenario leaves out: people who act otherwise because of it. Nothing differs but what was turned.");
    }

    public static object ForMachines(string path, RunRecord run, ScenarioAnswer[] answers) => new
    {
        run = path,
        task = run.Configuration.Task,
        target = run.Data.Target,
        unit = run.Data.TargetUnit.ToString(),
        scenarios = answers.Select(a => new
        {
            name = a.Scenario.Name,
            turns = a.Scenario.Turns.Select(t => new { role = t.Role, factor = t.Factor, from = Label(run, t.From), to = t.To is { } to ? Label(run, to) : null, where = t.Location }),
            from = Label(run, a.Winner.From),
            peak = a.Winner.Peak,
            peakAt = Label(run, a.Winner.PeakStep),
            cumulative = a.Winner.Cumulative,
            difference = a.Winner.Difference,
            share = a.Winner.Share,
            leastShare = a.Spread(m => m.Share).Least,
            mostShare = a.Spread(m => m.Share).Most,
            infections = a.Winner.Infections,
            infectionDifference = a.Winner.InfectionDifference,
            twins = a.Members.Length,
            values = a.Winner.Values,
        }),
    };

    public static void WriteCsv(TextWriter output, RunRecord run, ScenarioAnswer[] answers)
    {
        output.WriteLine("scenario,twin,step,date,value,baseline");
        foreach (ScenarioAnswer answer in answers)
        {
            for (int m = 0; m < answer.Members.Length; m++)
            {
                ScenarioOutcome o = answer.Members[m];
                for (int i = 0; i < o.Values.Length; i++)
                {
                    int step = o.From + i;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{answer.Scenario.Name.Replace("\"", "\"\"")}\",{m + 1},{step},{(step < run.Data.Steps.Length ? run.Data.Steps[step] : "")},{o.Values[i]:R},{o.Baseline[i]:R}"));
                }
            }
        }
    }

    private static string Percent(double share) => share == 0 ? "0 %" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:+0.#;-0.#} %");

    private static string Label(RunRecord run, int step) => Report.StepNames.Of(run, step);
}
