using System.CommandLine;
using NimmGen.Evaluate;
using NimmGen.Report;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen scenario RUN</c>: what would be, if something that the twin has a role for were different.</summary>
internal static class ScenarioCommand
{
    private sealed record Asked(string Path, string[] Scale, double[] Strengths, string Role, string? From, string? To, string? Where, int? Ahead, string? Data, string? Output, bool Json, bool Csv);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        Argument<string> path = SharedOptions.Run();
        var scale = new Option<string[]>("--scale")
        {
            Description = "Multiply a role by a factor: transmission=0.6; several make one scenario. With its own time and place: transmission=0.6,from=2021-01-31,to=2021-02-28,where=Bogota",
            HelpName = "ROLE=FACTOR",
            AllowMultipleArgumentsPerToken = true,
        };
        var strength = new Option<double[]>("--strength")
        {
            Description = "Lower the role to 1 - S: one scenario for each S from 0 to 1; default 0.2 0.4 0.6 0.8 where no --scale is given",
            HelpName = "S",
            AllowMultipleArgumentsPerToken = true,
        };
        strength.Validators.Add(r =>
        {
            foreach (string token in r.Tokens.Select(t => t.Value))
            {
                if (double.TryParse(token, System.Globalization.CultureInfo.InvariantCulture, out double s) && !(s is >= 0 and <= 1))
                {
                    r.AddError($"--strength {token}: a number from 0 to 1 is expected");
                }
            }
        });
        var role = new Option<string>("--role") { Description = "The role that --strength lowers", HelpName = "ROLE", DefaultValueFactory = _ => "transmission" };
        var from = new Option<string?>("--from") { Description = "Date or step number from which it holds; default the last origin", HelpName = "DATE" };
        var to = new Option<string?>("--to") { Description = "Date or step number at which it ends; default never", HelpName = "DATE" };
        var where = new Option<string?>("--where") { Description = "Place; default everywhere", HelpName = "PLACE" };
        var ahead = new Option<int?>("--ahead") { Description = "Steps to simulate beyond the last origin; default three horizons", HelpName = "N" };
        ahead.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && int.TryParse(token.Value, out int n) && n is < 1 or > 10_000)
            {
                r.AddError($"--ahead {token.Value}: a whole number from 1 to 10000 is expected");
            }
        });
        Option<string?> data = SharedOptions.Data();
        var output = new Option<string?>("--output") { Description = "Write a picture: a name that ends in .svg, .png or .html", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "Print every step of every scenario as CSV" };
        var command = new ExampleCommand(
            "scenario",
            "Ask the twin of a run what would be if transmission, vaccination or anything with a role were different",
            "nimmgen scenario bogota.nimm                                      transmission lowered by 20 to 80 % from the last origin on",
            "nimmgen scenario bogota.nimm --from 2020-12-01 --output fig.svg   from a day in the past, with a picture",
            "nimmgen scenario flu.nimm --scale transmission=0.6 --where Ohio   one change in one place",
            "nimmgen scenario flu.nimm --scale transmission=0.8 --scale importation=0 --json")
        {
            path, scale, strength, role, from, to, where, ahead, data, output, json, csv,
        };
        command.SetAction(parsed => Execute(
            terminal,
            new(
                parsed.GetValue(path)!, parsed.GetValue(scale) ?? [], parsed.GetValue(strength) ?? [], parsed.GetValue(role)!, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(where),
                parsed.GetValue(ahead), parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(json), parsed.GetValue(csv)),
            cancellation()));
        return command;
    }

    private static int Execute(Terminal terminal, Asked asked, CancellationToken cancellation)
    {
        RunRecord run;
        using (var store = SqliteRunStore.Open(terminal.Resolve(asked.Path), write: false))
        {
            run = store.Load();
        }

        if (asked.Output is { } picture && Path.GetExtension(picture).ToLowerInvariant() is not (".svg" or ".png" or ".html"))
        {
            throw new UserErrorException($"--output {picture}: no picture of that kind is drawn", "a name that ends in .svg, .png or .html", "name another file");
        }

        if (run.Final is not { Members.IsDefaultOrEmpty: false })
        {
            throw new UserErrorException(
                $"{asked.Path}: this run keeps no twin that could be asked",
                "a run of forecasts that has ended, by this version of nimmgen",
                run.Final is null ? $"let it end: nimmgen resume {asked.Path}" : "run the task again; scenarios are for epidemics, not for patients' treatments");
        }

        ForecastTask task = RunData.Task(terminal, run, asked.Data);
        ScenarioEnsemble ensemble = RunTwins.Of(run, task, asked.Ahead ?? 3 * task.Horizon, cancellation)!;
        ScenarioAnswer[] answers = [.. new ScenarioTerms(task, ensemble, asked.From, asked.To, asked.Where)
            .Scenarios(asked.Scale, asked.Strengths, asked.Role).Select(s => Ask(ensemble, s, cancellation))];
        if (asked.Json)
        {
            terminal.WriteJson(ScenarioOutput.ForMachines(asked.Path, run, answers));
        }
        else if (asked.Csv)
        {
            ScenarioOutput.WriteCsv(terminal.Out, run, answers);
        }
        else
        {
            ScenarioOutput.Write(terminal, run, task, answers);
        }

        if (asked.Output is { } file)
        {
            string svg = ScenarioPicture.Svg(run, ensemble.Twins[0].Expected, answers);
            string kind = Path.GetExtension(file).ToLowerInvariant();
            if (kind != ".png")
            {
                FigureFiles.Write(terminal, file, kind == ".svg" ? svg : ScenarioPicture.Html(run, svg));
            }
            else if (FigureFiles.TryWritePng(terminal, file, svg) is { } failed)
            {
                throw new UserErrorException($"{file}: {failed.Message}", failed.Expected, failed.Fix + "; or name a file that ends in .svg");
            }

            terminal.Error.WriteLine(file);
        }

        return ExitCode.Done;
    }

    private static ScenarioAnswer Ask(ScenarioEnsemble ensemble, Scenario scenario, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return ensemble.Ask(scenario);
        }
        catch (ArgumentException e)
        {
            string message = e.Message.Split(" (Parameter")[0];
            throw new UserErrorException(message, $"a role that the twin has{(ensemble.Roles.IsEmpty ? "" : ": " + string.Join(", ", ensemble.Roles))}", "see the roles of its symbols: nimmgen report RUN, section 'The model'");
        }
    }
}
