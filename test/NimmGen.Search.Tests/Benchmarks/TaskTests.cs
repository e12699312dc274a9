using System.Text.RegularExpressions;
using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Frontend;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Search.Tests;

/// <summary>What every task of the benchmark has beside its data: a text for authors, a program to begin with, published values with their source.</summary>
public sealed partial class TaskTests
{
    public static TheoryData<string> Names => [.. BenchmarkCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_has_its_text_its_skeleton_and_its_ranges(string name)
    {
        BenchmarkTask task = Find(name);
        DataCard card = task.Task.Panel.Card;
        string text = TaskText.Of(task.Task);
        Assert.Contains($"Target: channel `{task.Task.Target.Name}`", text);
        Assert.Contains($"Your model must contain `Observe(\"{task.Task.Target.Name}\", ...)`.", text);
        Assert.Contains("Published: ", text);
        Assert.Equal(card.Step == TimeStep.Sample, text.Contains("The mechanism is static.", StringComparison.Ordinal));
        Assert.DoesNotContain("{{", text);

        Frontend.ReadResult skeleton = ModelReader.Read(BuiltInModeller.Skeleton(task.Task), "Skeleton.cs", TestContext.Current.CancellationToken);
        Assert.True(skeleton.Models.Length == 1 && skeleton.Diagnostics.IsEmpty, string.Join('\n', skeleton.Diagnostics));

        Assert.NotEmpty(card.Literature);
        Assert.All(card.Literature, l => Assert.Matches(Source(), l.Source));
        Assert.All(card.Literature, l => Assert.InRange(l.Min, 0, l.Max));
        Assert.NotEmpty(card.Citation);
        Assert.NotEmpty(card.Licence);
    }

    private static BenchmarkTask Find(string name)
    {
        string? root = Environment.GetEnvironmentVariable(DataRoot.Variable);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            root = Directory.Exists(data) ? data : null;
        }

        Assert.SkipWhen(root is null, $"needs the data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        (BenchmarkTask? task, System.Collections.Immutable.ImmutableArray<string> problems) = BenchmarkCatalogue.Find(name, root, null);
        Assert.True(task is not null, string.Join('\n', problems));
        return task;
    }

    // Authors, a year, and where it can be found.
    [GeneratedRegex(@"[A-Z][a-z]+.*\b(19|20)\d\d\b.*(doi:10\.|PMC\d|ISBN|Press|, [A-Z])", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Source();
}
