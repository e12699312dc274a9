using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Differences;

namespace NimmGen.Search;

/// <summary>Computes a <see cref="RunAnalysis"/> from what a run stored; nothing is trained again.</summary>
public static class Analyst
{
    private const int Part = 20;

    // What a candidate waits for, which is not the loop's own work.
    private static readonly string[] Waiting = ["propose", "judge", "reflect", "wait", "train"];

    public static RunAnalysis Of(RunRecord run)
    {
        ImmutableArray<CandidateRecord> all = run.Candidates;
        int span = Math.Min(Part, all.Length / 2);
        return new(
            Loss(all),
            Improvements(all),
            Bugs(all, span),
            span,
            Drafts(all),
            [.. all.SelectMany(c => c.Timings).GroupBy(t => t.Stage).Select(g => new StageTime(g.Key, g.Sum(t => t.Seconds)))],
            [.. run.Exchanges.GroupBy(e => e.Purpose).Select(g => new QuestionCount(g.Key, g.Count(), g.Sum(e => e.InputTokens), g.Sum(e => e.OutputTokens), g.Sum(e => e.Money ?? 0), g.Sum(e => e.Seconds)))],
            all.Where(c => !c.Timings.IsEmpty).Select(c => c.Timings.Where(t => !Waiting.Contains(t.Stage)).Sum(t => t.Seconds)).DefaultIfEmpty(double.NaN).Average());
    }

    private static ImmutableArray<LossPoint> Loss(ImmutableArray<CandidateRecord> all)
    {
        var points = ImmutableArray.CreateBuilder<LossPoint>(all.Length);
        double sum = 0, best = double.NaN;
        int scored = 0;
        foreach (CandidateRecord candidate in all)
        {
            if (double.IsFinite(candidate.Score))
            {
                (sum, scored, best) = (sum + candidate.Score, scored + 1, candidate.Score >= best ? best : candidate.Score);
            }

            points.Add(new(candidate.Number, candidate.Score, scored == 0 ? double.NaN : sum / scored, best));
        }

        return points.ToImmutable();
    }

    private static ImmutableArray<Improvement> Improvements(ImmutableArray<CandidateRecord> all)
    {
        var found = ImmutableArray.CreateBuilder<Improvement>();
        CandidateRecord? best = null;
        foreach (CandidateRecord candidate in all.Where(c => double.IsFinite(c.Score)))
        {
            if (candidate.Score >= best?.Score)
            {
                continue;
            }

            CandidateRecord? from = all.FirstOrDefault(c => c.Number == candidate.Parent && c.Hash is not null) ?? best;
            found.Add(new(candidate.Number, candidate.Name, from?.Number, candidate.Score, best?.Score ?? double.NaN, from is null ? [] : Changes(from, candidate), candidate.Change));
            best = candidate;
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<string> Changes(CandidateRecord before, CandidateRecord after) =>
        Read(before) is { } a && Read(after) is { } b ? [.. ModelDifferences.Between(a, b).Select(c => c.Sentence)] : [];

    // A program of a later version of the language may not be one of this.
    private static MechanismIr? Read(CandidateRecord candidate) =>
        ModelReader.Read(candidate.Program, $"candidate {candidate.Number}", CancellationToken.None).Models is [var model, ..] ? model : null;

    private static ImmutableArray<BugCount> Bugs(ImmutableArray<CandidateRecord> all, int span)
    {
        var codes = all.Select((c, i) => (Index: i, Codes: RememberStage.Causes(c).Select(d => d.Code).Distinct())).SelectMany(c => c.Codes.Select(code => (c.Index, Code: code)));
        return
        [
            .. codes.GroupBy(c => c.Code).Select(g => new BugCount(g.Key, g.Count(c => c.Index < span), g.Count(c => c.Index >= all.Length - span), g.Count()))
                .OrderByDescending(b => b.All).ThenBy(b => b.Code, StringComparer.Ordinal),
        ];
    }

    private static DraftRates Drafts(ImmutableArray<CandidateRecord> all)
    {
        CandidateRecord[] compiled = [.. all.Where(c => c.Outcome != Outcome.NotCompiled)];
        CandidateRecord[] judged = [.. compiled.Where(c => c.Outcome != Outcome.Duplicate)];
        CandidateRecord[] verified = [.. judged.Where(c => c.Outcome != Outcome.Rejected || c.Judgement is { Accepted: false })];
        CandidateRecord[] accepted = [.. verified.Where(c => c.Outcome != Outcome.Rejected)];
        return new(all.Length, compiled.Length, verified.Length, accepted.Length, accepted.Count(c => c.Outcome is Outcome.Scored or Outcome.Stopped), compiled.Length - judged.Length);
    }
}
