using System.Collections.Immutable;
using System.CommandLine;
using NimmGen.Ir;
using NimmGen.Ir.Differences;

namespace NimmGen.Cli;

/// <summary><c>nimmgen diff A.cs B.cs</c>: what the second model says otherwise than the first, in words.</summary>
internal static class DiffCommand
{
    private sealed record Difference(string Before, string After, bool Same, string Words, ImmutableArray<Change> Changes);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var before = new Argument<string>("BEFORE") { Description = "A model, C# text" };
        var after = new Argument<string>("AFTER") { Description = "The model that it is compared with" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "diff",
            "Say in words what one model does otherwise than another; names of flows, order and comments do not count",
            "nimmgen diff models/Seir.cs MyModel.cs",
            "nimmgen diff --json models/Seir.cs MyModel.cs")
        {
            before, after, json,
        };
        command.SetAction((parsed, _) =>
        {
            CancellationToken stop = cancellation();
            MechanismIr a = ModelFile.ReadOne(terminal, parsed.GetValue(before)!, stop), b = ModelFile.ReadOne(terminal, parsed.GetValue(after)!, stop);
            ImmutableArray<Change> changes = ModelDifferences.Between(a, b);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new Difference(a.Name, b.Name, changes.IsEmpty, ModelDifferences.InWords(changes), changes));
                return Task.FromResult(ExitCode.Done);
            }

            terminal.Out.WriteLine(changes.IsEmpty ? $"{b.Name} says what {a.Name} says" : $"{b.Name}, compared with {a.Name}:");
            foreach (Change change in changes)
            {
                terminal.Out.WriteLine("  " + change.Sentence);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
