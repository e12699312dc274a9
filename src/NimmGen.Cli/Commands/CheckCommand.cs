using System.CommandLine;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Cli;

/// <summary><c>nimmgen check FILE...</c>: compiles and verifies models, and prints what they say.</summary>
internal static class CheckCommand
{
    /// <summary>A larger file is refused by the front end anyway; it is not read to be told so.</summary>
    private const int LongestFile = 1 << 20;

    private static readonly VerifierOptions Options = new() { Simulator = new KernelSimulator() };

    /// <param name="Equations">Print them as text.</param>
    /// <param name="Latex">Print them as LaTeX.</param>
    /// <param name="Diagram">Print the compartments as Mermaid.</param>
    private sealed record Wanted(bool Equations, bool Latex, bool Diagram);

    private sealed record CheckedModel(
        string Name, string? Summary, string Hash, IReadOnlyList<string> Proofs, IReadOnlyList<string> NotChecked, string? Equations = null, string? Latex = null, string? Diagram = null);

    private sealed record CheckedFile(string File, bool Accepted, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CheckedModel> Models, string? Problem = null);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var files = new Argument<string[]>("FILE") { Description = "Models in the language of NimmGen, C# text; it is read, never run", Arity = ArgumentArity.OneOrMore };
        var equations = new Option<bool>("--equations") { Description = "Print the equations as text" };
        var latex = new Option<bool>("--latex") { Description = "Print the equations as LaTeX" };
        var diagram = new Option<bool>("--diagram") { Description = "Print the compartments and flows as a Mermaid diagram" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "check",
            "Compile and verify models; every error at once, with its line and its cure",
            "nimmgen check MyModel.cs",
            "nimmgen check --equations MyModel.cs",
            "nimmgen check --diagram MyModel.cs > model.mmd",
            "nimmgen check --json models/*.cs")
        {
            files, equations, latex, diagram, json,
        };
        command.SetAction((parsed, _) =>
        {
            var wanted = new Wanted(parsed.GetValue(equations), parsed.GetValue(latex), parsed.GetValue(diagram));
            CancellationToken stop = cancellation();
            CheckedFile[] results = [.. parsed.GetValue(files)!.Select(f => CheckFile(terminal, f, wanted, stop))];
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(results);
            }
            else
            {
                foreach (CheckedFile result in results)
                {
                    Print(terminal, result);
                }
            }

            return Task.FromResult(results.All(r => r.Accepted) ? ExitCode.Done : ExitCode.UserError);
        });
        return command;
    }

    private static CheckedFile CheckFile(Terminal terminal, string file, Wanted wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!TryRead(terminal.Resolve(file), out string text))
        {
            // One file that is not there does not keep the others from being checked.
            return new(file, false, [], [], text);
        }

        ReadResult read = ModelReader.Read(text, file, cancellation);
        var diagnostics = read.Diagnostics.ToList();
        var models = new List<CheckedModel>();
        foreach (MechanismIr model in read.Models)
        {
            Verdict verdict = Verifier.Verify(model, options: Options);
            diagnostics.AddRange(verdict.Findings);
            // What does not hold together has no equations worth printing.
            models.Add(new(
                model.Name, model.Summary, model.Hash, [.. verdict.Proofs.Select(p => p.ToString())], verdict.NotChecked,
                wanted.Equations && verdict.Accepted ? EquationPrinter.Text(model) : null,
                wanted.Latex && verdict.Accepted ? EquationPrinter.Latex(model) : null,
                wanted.Diagram && verdict.Accepted ? MermaidPrinter.Print(model) : null));
        }

        return new(file, diagnostics.TrueForAll(d => d.Severity != Severity.Error), diagnostics, models);
    }

    /// <summary>The file's text, or what keeps it from being read.</summary>
    private static bool TryRead(string path, out string text)
    {
        try
        {
            using var reader = new StreamReader(path);
            char[] read = new char[LongestFile];
            text = new string(read, 0, reader.ReadBlock(read));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            text = Directory.Exists(path) ? "this is a folder" : File.Exists(path) ? $"the file cannot be read ({e.Message})" : "no such file";
            return false;
        }
    }

    private static void Print(Terminal terminal, CheckedFile result)
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
            bool asked = (model.Equations ?? model.Latex ?? model.Diagram) is not null;
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

            foreach (string? text in (ReadOnlySpan<string?>)[model.Equations, model.Latex, model.Diagram])
            {
                terminal.Out.Write(text);
            }
        }

        if (result.Models.Count == 0)
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
