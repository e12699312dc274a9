using System.CommandLine;
using NimmGen.Ir;

namespace NimmGen.Cli;

/// <summary><c>nimmgen export RUN</c>: its figures. <c>nimmgen export MODEL --format sbml|petab</c>: a model for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var file = new Argument<string>("RUN|MODEL") { Description = "A run file, as 'nimmgen run' writes it, or a model, C# text (.cs)" };
        var format = new Option<string?>("--format") { Description = "figures: of a run's report, SVG, PNG and CSV; sbml: SBML Level 3 Version 2; petab: a parameter estimation problem with the data of a task. Default figures for a run, sbml for a model", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("figures", "sbml", "petab");
        var output = new Option<string?>("--output") { Description = "For sbml the file, default the standard output; else the folder, default named after the run or the model", HelpName = "PATH" };
        var task = new Option<string?>("--task") { Description = "The task or folder whose data petab takes", HelpName = "TASK" };
        Option<string?> data = SharedOptions.Data();
        var noPng = new Option<bool>("--no-png") { Description = "Write figures as SVG and CSV only, as on a machine without fonts" };
        var command = new ExampleCommand(
            "export",
            "Write the figures of a run as SVG, PNG and CSV, or a model in a format of other programs",
            "nimmgen export bogota.nimm                    bogota-figures/forecast-2020-12-24.svg, .png, .csv, ...",
            "nimmgen export models/Seir.cs --output seir.xml",
            "nimmgen export models/Seir.cs --format petab --task covid-bogota --output bogota")
        {
            file, format, output, noPng, task, data,
        };
        command.SetAction((parsed, _) =>
        {
            string path = parsed.GetValue(file)!;
            bool isModel = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
            string chosen = parsed.GetValue(format) ?? (isModel ? "sbml" : "figures");
            string? to = parsed.GetValue(output);
            if (isModel == (chosen == "figures"))
            {
                throw new UserErrorException(
                    $"{path} with --format {chosen}", "a run file for figures, a model (.cs) for sbml and petab",
                    isModel ? $"nimmgen export {path} --format sbml" : $"nimmgen export {path}; the model of a run is in 'nimmgen show {path} NUMBER'");
            }

            if (chosen == "figures")
            {
                return Task.FromResult(FigureExports.Write(terminal, path, to, png: !parsed.GetValue(noPng)));
            }

            MechanismIr read = ModelFile.ReadOne(terminal, path, cancellation());
            return Task.FromResult(chosen == "petab"
                ? ModelExports.Petab(terminal, read, parsed.GetValue(task), parsed.GetValue(data), to ?? read.Name)
                : ModelExports.Sbml(terminal, read, to));
        });
        return command;
    }
}
