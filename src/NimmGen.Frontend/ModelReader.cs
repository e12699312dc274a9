using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NimmGen.Frontend.Binding;
using NimmGen.Frontend.Gate;
using NimmGen.Frontend.Worker;
using NimmGen.Ir;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend;

/// <summary>
/// Reads models and networks from C# text. The text is data: it is parsed, checked against the subset, bound and evaluated;
/// it is never emitted, loaded or run, so it reaches no file, socket, clock, thread or reflection.
/// </summary>
public static class ModelReader
{
    private const int StackBytes = 16 * 1024 * 1024;

    private const string Smallest = """
        class Warm : Model
        {
            readonly Compartment S = new(People);
            readonly Constant k = new(PerDay, 0.5) { Role = Role.Treatment };
            protected override void Define()
            {
                Expr rate = k * S / S;
                Flow exit = Outflow(S, rate);
                Start(S, 1 * People);
                Observe("s", People, Incidence(exit));
            }
        }
        """;

    /// <summary>Reads every model and network of a file; all that one stage finds wrong is told at once.</summary>
    /// <param name="text">C#, at most 64 kB.</param>
    /// <param name="fileName">As it should stand in diagnostics.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static ReadResult Read(string text, string fileName, CancellationToken cancellation = default) => Read(text, fileName, Limits.Time, cancellation);

    /// <summary>Reads with another limit on the clock: a worker has none of its own, since its parent watches what it uses.</summary>
    internal static ReadResult Read(string text, string fileName, TimeSpan limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF');
        return TextScan.Check(text, fileName) is { } refused
            ? new([], [refused])
            : Bounded(fileName, limit, token => ReadText(text, fileName, token), cancellation);
    }

    /// <summary>Loads the compiler, so that the first real file is read as fast as the later ones.</summary>
    public static void WarmUp() => Read(Smallest, "");

    private static ReadResult ReadText(string text, string file, CancellationToken cancellation)
    {
        SyntaxTree tree = Binder.Parse(text, file, cancellation);
        List<Diagnostic> wrong = [.. SyntaxGate.Directives(tree, cancellation)];
        HashSet<int> directives = [.. wrong.Select(d => d.Place.Line)];
        wrong.AddRange(Binder.SyntaxErrors(tree, cancellation).Where(d => !directives.Contains(d.Place.Line)));
        if (wrong.Count == 0)
        {
            wrong = SyntaxGate.Check(tree, cancellation);
        }

        if (wrong.Count > 0)
        {
            return Refused(wrong, tree);
        }

        CSharpCompilation compilation = Binder.Bind(tree);
        wrong.AddRange(Binder.Errors(compilation, cancellation));
        if (wrong.Count > 0)
        {
            return Refused(wrong, tree);
        }

        List<ModelText> models = ModelText.Of(compilation.GetSemanticModel(tree), wrong, cancellation);
        List<IOperation> roots = [.. models.SelectMany(m => m.Roots)];
        wrong.AddRange(OperationGate.Check(roots, cancellation));
        wrong.AddRange(CallGraph.Recursion(roots));
        if (models.Count == 0 && wrong.Count == 0)
        {
            wrong.Add(new("NG0001", Severity.Error, new(file, 0), "the file declares no model and no network", Fix: "public sealed class Seir : Model { ... protected override void Define() { ... } }"));
        }

        // What is outside the language is not evaluated; a wrong number or field is, for what else is wrong.
        if (wrong.Exists(d => d.Code is "NG0001"))
        {
            return Refused(wrong, tree);
        }

        List<MechanismIr> read = [.. models.Where(m => !m.IsNetwork).Select(m => m.Evaluate(wrong, cancellation)).OfType<MechanismIr>()];
        List<NetworkIr> networks = [.. models.Where(m => m.IsNetwork).Select(m => m.EvaluateNetwork(wrong, cancellation)).OfType<NetworkIr>()];
        wrong.AddRange(Pairing(models));
        if (read is [{ } model] && networks is [{ } network])
        {
            read = [model with { Network = network }];
            wrong.AddRange(Idle(model, network));
        }

        return wrong.Exists(d => d.Severity == Severity.Error) ? Refused(wrong, tree) : new([.. read], [.. wrong]) { Networks = [.. networks] };
    }

    private static IEnumerable<Diagnostic> Idle(MechanismIr model, NetworkIr network) => model.Neurals.Any()
        ? []
        : [new("NG6108", Severity.Warning, network.Layers.FirstOrDefault()?.Place ?? Place.None, $"the model {model.Name} has no neural parameters: there is nothing for the network to predict", Fix: "make what varies over time Neural: readonly Neural beta = new(PerDay, 0.05, 1.5);")];

    // A network belongs to the one model of its file; a file of models alone, or of networks alone, is a library.
    private static IEnumerable<Diagnostic> Pairing(List<ModelText> classes)
    {
        List<ModelText> networks = [.. classes.Where(c => c.IsNetwork)];
        int models = classes.Count - networks.Count;
        return networks.Count == 0 || models == 0 || (networks.Count == 1 && models == 1)
            ? []
            : [Source.Error("NG6108", networks[^1].NameLocation, $"the file has {models} models and {networks.Count} networks, expected one of each", "put each pair into a file of its own", "the network of a file predicts the parameters of its model")];
    }

    private static ReadResult Refused(List<Diagnostic> wrong, SyntaxTree tree)
    {
        // A constant that is zero by integer division is told once.
        HashSet<int> divided = [.. wrong.Where(d => d.Code is "NG0005").Select(d => d.Place.Line)];
        ImmutableArray<Diagnostic> shown =
        [
            .. wrong.Where(d => d.Code is not "NG0006" || !divided.Contains(d.Place.Line))
                .DistinctBy(d => (d.Code, d.Place.Line, d.Message)).OrderBy(d => d.Place.Line).Take(Limits.Diagnostics)
                .Select(d => d.In is null && d.Place.Line > 0 ? d with { In = Source.LineOf(tree, d.Place.Line) } : d),
        ];
        return new([], shown);
    }

    // On a thread of its own: a known stack for the recursive parser and binder, and a limit in wall-clock time.
    private static ReadResult Bounded(string file, TimeSpan limit, Func<CancellationToken, ReadResult> read, CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ReadResult? result = null;
        Exception? failure = null;
        var thread = new Thread(() => failure = Try(() => result = read(source.Token)), StackBytes) { IsBackground = true, Name = "model reader" };
        thread.Start();
        source.CancelAfter(limit);

        // A compiler that ignores cancellation is left behind; it ends with the process.
        bool ended = thread.Join(limit == Timeout.InfiniteTimeSpan ? limit : limit + TimeSpan.FromSeconds(1));
        cancellation.ThrowIfCancellationRequested();
        if (!ended || failure is OperationCanceledException)
        {
            return new([], [Overrun.Time(file, limit, "")]);
        }

        source.Dispose();
        return failure is null ? result! : throw new InvalidOperationException("the model reader failed: " + failure.Message, failure);
    }

    private static Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
