using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.LanguageModels;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Judges whether equations mean what they say in their domain; sees no code.</summary>
internal sealed class VerificationAgent(Correspondence correspondence, ForecastTask task)
{
    private const int LongestEquations = 8000;
    private const int LongestReason = 400;
    private const int MostCriteria = 12;
    private const int LongestName = 60;

    /// <summary>The judgement, null where the reply cannot be read; and what the candidate's record should say of it.</summary>
    public async Task<(Judgement? Judgement, Diagnostic? Note)> JudgeAsync(int number, MechanismIr model, Verdict verdict, CancellationToken cancellation)
    {
        ExchangeRecord exchange = await correspondence.AskAsync(new(number, "verification", PromptOf(task, number, model, verdict)) { Schema = JsonReply.Schema<Reply>() }, cancellation);
        if (exchange.Failure is not null)
        {
            return (null, Unjudged(exchange.Failure));
        }

        JsonReply<Reply> read = JsonReply.Read<Reply>(exchange.Reply);
        if (read.Value is not { } reply)
        {
            return (null, Unjudged($"{read.Failure!.Code}: {read.Failure.Message}"));
        }

        var judgement = new Judgement(
            reply.Accept,
            [.. (reply.Criteria ?? []).Take(MostCriteria).Select(c => new Criterion(ReplyText.Paragraph(c.Name ?? "", LongestName), c.Passes, ReplyText.Paragraph(c.Reason ?? "", LongestReason)))]);
        return (judgement, judgement.Accepted ? null : Rejection(judgement));
    }

    // A checker's findings stand without a judge; a judge that cannot be understood decides nothing.
    private static Diagnostic Unjudged(string why) => new(
        "NG9006", Severity.Warning, Place.None, "the verification agent's reply could not be read; the candidate goes on unjudged", Why: why);

    private static Diagnostic Rejection(Judgement judgement)
    {
        Criterion[] failed = [.. judgement.Criteria.Where(c => !c.Passes)];
        string criteria = failed.Length == 0 ? "no criterion named" : string.Join(", ", failed.Select(c => c.Name));
        return new(
            "NG9005", Severity.Error, Place.None, $"the verification agent rejects the model: {criteria}",
            Why: string.Join("; ", failed.Select(c => c.Reason).Where(r => r.Length > 0)), Fix: "change the model so that its equations mean what the domain says");
    }

    internal static Prompt PromptOf(ForecastTask task, int number, MechanismIr model, Verdict verdict)
    {
        string equations = EquationPrinter.Text(model).TrimEnd();
        var values = new PromptValues
        {
            ["task"] = TaskText.Of(task),
            ["number"] = $"{number}",
            ["equations"] = equations.Length > LongestEquations ? equations[..LongestEquations] + "\n..." : equations,
            ["network"] = NetworkText.Of(model),
            ["proofs"] = verdict.Proofs.IsEmpty ? "nothing" : string.Join('\n', verdict.Proofs.Select(p => $"- {p}")),
            ["warnings"] = string.Join('\n', verdict.Findings.Select(f => $"- {f.Code}: {f.Message}")),
        };
        values.List("symbols", model.Symbols.Select(s => new PromptValues
        {
            ["name"] = s.Name,
            ["unit"] = s.Unit.ToString(),
            ["kind"] = Kind(s),
            ["range"] = Range(s),
            ["meaning"] = s.Meaning ?? "",
        }));
        return PromptLibrary.Fill("verification", values);
    }

    private static string Kind(Symbol symbol) => symbol switch
    {
        CompartmentSymbol c => c.Stages > 1 ? $"compartment of {c.Stages} stages" : "compartment",
        QuantitySymbol => "quantity",
        NeuralSymbol => "predicted by the network",
        LearnedSymbol => "learned",
        ConstantSymbol => "constant",
        InputSymbol => "input",
        MatrixSymbol => "matrix",
        ClosureSymbol => "closure",
        _ => "symbol",
    };

    private static string Range(Symbol symbol) => symbol switch
    {
        NeuralSymbol n => $"{PromptNumber.Of(n.Min)} to {PromptNumber.Of(n.Max)}",
        LearnedSymbol l => $"{PromptNumber.Of(l.Min)} to {PromptNumber.Of(l.Max)}",
        ConstantSymbol { Values.IsEmpty: true } c => PromptNumber.Of(c.Value),
        _ => "",
    };

    private sealed record Reply(bool Accept, ImmutableArray<ReplyCriterion>? Criteria = null);

    private sealed record ReplyCriterion(bool Passes, string? Name = null, string? Reason = null);
}
