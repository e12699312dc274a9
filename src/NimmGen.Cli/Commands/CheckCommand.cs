using System.CommandLine;
using NimmGen.Frontend;
using NimmGen.Frontend.Worker;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Cli;

/// <summary><c>nimmgen check FILE...</c>: compiles and verifies models, and prints what they say.</summary>
internal static class CheckCommand
{
    private static readonly VerifierOptions Options = new() { Simulator = new KernelSimulator() };

    private sealed record CheckedModel(
        string Name, string? Summary, string Hash, IReadOnlyList<string> Proofs, IReadOnlyList<string> NotChecked,
        string? Equations = null, string? Latex = null, string? Diagram = null, IReadOnlyDictionary<string, string>? Printed = null);

    /// <param name="Name">Class name.</param>
    /// <param name="Hash">Of its canonical form.</param>
    /// <param name="Layers">Each layer with the shapes that it reads and makes and its weights; last the output and all weights.</param>
    private sealed record CheckedNetwork(string Name, string? Summary, string Hash, IReadOnlyList<string> Layers);

    private sealed record CheckedFile(
        string File, bool Accepted, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CheckedModel> Models, IReadOnlyList<CheckedNetwork> Networks, string? Problem = null);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var files = new Argument<string[]>("FILE") { Description = "Models in the language of NimmGen, C# text; it is read, never run", Arity = ArgumentArity.OneOrMore };
        var equations = new Option<bool>("--equations") { Description = "Print the equations as text" };
        var latex = new Option<bool>("--latex") { Description = "Print the equations as LaTeX" };
        var diagram = new Option<bool>("--diagram") { Description = "Print the compartments and flows as a Mermaid diagram" };
        var task = new Option<string?>("--task") { Description = "Check against the data set of a task too, by name or folder: its channels, units and groups", HelpName = "TASK|DIR" };
        Option<string?> data = SharedOptions.Data();
        var isolated = new Option<bool>("--isolated") { Description = "Read in a process of its own with limits of time and memory, as a search does: for files of people you do not know" };
        Option<int?> jobs = SharedOptions.Jobs("Files");
        var print = new Option<string[]>("--print") { Description = "Print the model: " + Printing.Help, HelpName = "FORM", AllowMultipleArgumentsPerToken = false };
        print.AcceptOnlyFromAmong(Printing.Names);
        var output = new Option<string?>("--output") { Description = "File for what --print and its like give; default the standard output", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "check",
            "Compile and verify models; every error at once, with its line and its cure",
            "nimmgen check MyModel.cs",
            "nimmgen check --equations MyModel.cs",
            "nimmgen check --diagram MyModel.cs > model.mmd",
            "nimmgen check --task covid-bogota MyModel.cs",
            "nimmgen check --print svg --output model.svg MyModel.cs",
            "nimmgen check --json models/*.cs")
        {
            files, equations, latex, diagram, print, output, task, data, isolated, jobs, json,
        };
        command.SetAction((parsed, _) =>
        {
            (Option<bool> Flag, string Form)[] flags = [(equations, "equations"), (latex, "latex"), (diagram, "mermaid")];
            string[] wanted = [.. flags.Where(f => parsed.GetValue(f.Flag)).Select(f => f.Form).Concat(parsed.GetValue(print) ?? []).Distinct(StringComparer.Ordinal)];
            string? file = parsed.GetValue(output);
            if (file is not null && wanted.Length == 0)
            {
                throw new UserErrorException("--output FILE without anything to write", "--print FORM beside it", "nimmgen check --print svg --output model.svg MyModel.cs");
            }

            CancellationToken stop = cancellation();
            DataContext? context = parsed.GetValue(task) is { } name ? CheckedData.Find(terminal, name, parsed.GetValue(data)) : null;
            string[] names = parsed.GetValue(files)!;
            int side = Math.Min(parsed.GetValue(jobs) ?? Environment.ProcessorCount, names.Length);
            using WorkerReader? worker = parsed.GetValue(isolated) ? ReaderProcess.Create(side) : null;
            IModelReader reader = worker is null ? new InProcessReader() : worker;
            var results = new CheckedFile[names.Length];
            Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = side, CancellationToken = stop }, i =>
                 results[i] = CheckFile(terminal, names[i], wanted, context, reader, stop));
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(results);
            }
            else
            {
                var text = new StringWriter { NewLine = "\n" };
                foreach (CheckedFile result in results)
                {
                    Print(terminal, result, file is null ? terminal.Out : text);
                }

                if (file is not null && text.GetStringBuilder().Length > 0)
                {
                    terminal.WriteFile(file, text.ToString());
                }
            }

            return Task.FromResult(results.All(r => r.Accepted) ? ExitCode.Done : ExitCode.UserError);
        });
        return command;
    }

    private static CheckedFile CheckFile(Terminal terminal, string file, string[] wanted, DataContext? data, IModelReader reader, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!ModelFile.TryRead(terminal.Resolve(file), out string text))
        {
            // One file that is not there does not keep the others from being checked.
            return new(file, false, [], [], [], text);
        }

        ReadResult read = reader.Read(text, file, cancellation);
        var diagnostics = read.Diagnostics.ToList();
        var models = new List<CheckedModel>();
        foreach (MechanismIr model in read.Models)
        {
            Verdict verdict = Verifier.Verify(model, data, Options);
            diagnostics.AddRange(verdict.Findings);
            // What does not hold together has no equations worth printing.
            Dictionary<string, string>? printed = verdict.Accepted && wanted.Length > 0 ? wanted.ToDictionary(w => w, w => Printing.Of(model, w), StringComparer.Ordinal) : null;
            models.Add(new(
                model.Name, model.Summary, model.Hash, [.. verdict.Proofs.Select(p => p.ToString())], verdict.NotChecked,
                printed?.GetValueOrDefault("equations"), printed?.GetValueOrDefault("latex"), printed?.GetValueOrDefault("mermaid"), printed));
        }

        return new(
            file, diagnostics.TrueForAll(d => d.Severity != Severity.Error), diagnostics, models,
            [.. read.Networks.Select(n => new CheckedNetwork(n.Name, n.Summary, n.Hash, NetworkPrinter.Describe(n)))]);
    }

    private static void Print(Terminal terminal, CheckedFile result, TextWriter printed)
    {
        if (result.Problem is not null)
        {
            terminal.Error.WriteLine($"error: {result.File}: {result.Problem}\n    expected: a model, a C# file such as those in models/\n    fix: check the path");
            return;
        }

        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }

        foreach (CheckedModel model in result.Models)
        {
            bool asked = model.Printed is not null;
            // Where a diagram or equations were asked for, they are all there is on the standard output: it may go to a file.
            TextWriter notes = asked ? terminal.Error : terminal.Out;
            int errors = result.Diagnostics.Count(d => d.Severity == Severity.Error);
            notes.WriteLine($"{result.File}: {model.Name}: {(errors == 0 ? "accepted" : "rejected")}, {Figures.Count(errors, "error")}, {Figures.Count(result.Diagnostics.Count - errors, "warning")}");
            foreach (string proof in model.Proofs)
            {
                notes.WriteLine($"    proved: {proof}");
            }

            foreach (string skipped in model.NotChecked)
            {
                notes.WriteLine($"    not checked: {skipped}");
            }

            foreach (string text in model.Printed?.Values ?? [])
            {
                printed.Write(text);
            }
        }

        // Beside a diagram or equations that may go to a file, networks are notes too.
        bool onlyNotes = result.Models.Any(m => (m.Equations ?? m.Latex ?? m.Diagram) is not null);
        foreach (CheckedNetwork network in result.Networks)
        {
            TextWriter notes = onlyNotes ? terminal.Error : terminal.Out;
            notes.WriteLine($"{result.File}: network {network.Name}{(result.Models.Count == 1 ? $" for the neural parameters of {result.Models[0].Name}" : "")}");
            foreach (string layer in network.Layers)
            {
                notes.WriteLine($"    {layer}");
            }
        }

        if (result.Models.Count + result.Networks.Count == 0)
        {
            terminal.Out.WriteLine($"{result.File}: {(result.Accepted ? "no model" : "rejected")}, {Figures.Count(result.Diagnostics.Count(d => d.Severity == Severity.Error), "error")}");
        }

        if (!result.Accepted)
        {
            string code = result.Diagnostics.First(d => d.Severity == Severity.Error).Code;
            terminal.Error.WriteLine($"what a code means: nimmgen explain {code}");
        }
    }
}
