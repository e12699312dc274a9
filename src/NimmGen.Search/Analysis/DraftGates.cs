using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.LanguageModels;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>How far a program came as first written, and the code of what stopped it; null where nothing did.</summary>
public sealed record Draft(Gate Passed, string? Stopped);

/// <summary>The gates of a search that need no language model, in order.</summary>
public enum Gate
{
    /// <summary>There was no program, or it is none of the language.</summary>
    None,

    /// <summary>It is a program of the language.</summary>
    Compiled,

    /// <summary>The checker accepts it.</summary>
    Verified,

    /// <summary>Its training was finite.</summary>
    Trained,
}

/// <summary>Takes programs through the gates of a search one by one, whoever wrote them: no novelty, no agents, no memory.</summary>
/// <param name="reader">Reads the programs.</param>
/// <param name="task">Its data are what the checker knows and training uses; null: neither.</param>
/// <param name="settings">Of training; null: programs are not trained.</param>
public sealed class DraftGates(IModelReader reader, ForecastTask? task, EvaluationSettings? settings)
{
    private static readonly VerifierOptions Options = new() { Simulator = new KernelSimulator() };

    private readonly DataContext? _context = task is null ? null : DataContexts.Of(task.Panel);
    private readonly ITwinEvaluator? _evaluator = task is null || settings is null ? null : TwinEvaluators.Of(task, settings);

    /// <summary>The same for the program in a reply.</summary>
    public Draft TryReply(string reply, CancellationToken cancellation) =>
        ProgramReply.Read(reply) is { Code: { } code } ? Try(ReplyText.Program(code), "reply", cancellation) : new(Gate.None, "NL0022");

    /// <param name="program">C# text.</param>
    /// <param name="name">Of its file.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    public Draft Try(string program, string name, CancellationToken cancellation)
    {
        ReadResult read = reader.Read(program, name, cancellation).AsOneModel(name);
        if (Stops(read.Diagnostics) is { } wrong)
        {
            return new(Gate.None, wrong);
        }

        if (read.Models.IsEmpty)
        {
            return new(Gate.None, "NG0001");
        }

        Verdict verdict = Verifier.Verify(read.Models[0], _context, Options);
        if (Stops(verdict.Findings) is { } rejected)
        {
            return new(Gate.Compiled, rejected);
        }

        if (_evaluator is null)
        {
            return new(Gate.Verified, null);
        }

        return _evaluator.Validate(read.Models[0], (_, _) => { }, cancellation).Scores.IsEmpty ? new(Gate.Verified, "NG9003") : new(Gate.Trained, null);
    }

    private static string? Stops(ImmutableArray<Diagnostic> diagnostics) => diagnostics.FirstOrDefault(d => d.Severity == Severity.Error)?.Code;
}
