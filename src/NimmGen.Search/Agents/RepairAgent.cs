using NimmGen.Ir;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>The reflection agent on an error: where the cause is, and what to write instead.</summary>
internal sealed class RepairAgent(Correspondence correspondence)
{
    private const int Longest = 600;
    private const int LongestPage = 1500;
    private const int MostPages = 2;
    private const int MostDiagnostics = 8;
    private const int LinesAround = 2;

    /// <summary>What it found; null where there is no reply.</summary>
    public async Task<Repair?> RepairAsync(Proposal proposal, IReadOnlyList<Diagnostic> causes, CancellationToken cancellation)
    {
        ExchangeRecord exchange = await correspondence.AskAsync(new(proposal.Number, "repair", PromptOf(proposal, causes)) { Schema = JsonReply.Schema<Reply>() }, cancellation);
        if (exchange.Failure is not null)
        {
            return null;
        }

        // A reply in plain words is worth as much; it is only less tidy.
        return JsonReply.Read<Reply>(exchange.Reply).Value is { Cause: { } cause, Repair: { } repair }
            ? new(ReplyText.Paragraph(cause, Longest), ReplyText.Paragraph(repair, Longest))
            : new(causes.Count > 0 ? causes[0].Message : "", ReplyText.Paragraph(exchange.Reply, Longest));
    }

    internal static Prompt PromptOf(Proposal proposal, IReadOnlyList<Diagnostic> causes)
    {
        var values = new PromptValues
        {
            ["number"] = $"{proposal.Number}",
            ["diagnostics"] = string.Join('\n', causes.Take(MostDiagnostics).Select(d => Shortened(d.ToString()))),
            ["excerpt"] = Excerpt(proposal.Program, [.. causes.Take(MostDiagnostics).Select(d => d.Place.Line).Where(l => l > 0)]),
        };
        values.List("pages", causes.Select(d => ErrorPages.Find(d.Code)).OfType<ErrorPage>().DistinctBy(p => p.Code).Take(MostPages)
            .Select(p => new PromptValues { ["page"] = p.Text.Length > LongestPage ? p.Text[..LongestPage] + "..." : p.Text.TrimEnd() }));
        return PromptLibrary.Fill("repair", values);
    }

    private static string Shortened(string text) => text.Length > 800 ? text[..800] + "..." : text;

    // Each line with its neighbours, numbered; empty where no place is known.
    private static string Excerpt(string program, int[] lines)
    {
        string[] text = program.Split('\n');
        int[] shown = [.. lines.SelectMany(l => Enumerable.Range(l - LinesAround, 2 * LinesAround + 1)).Where(l => l >= 1 && l <= text.Length).Distinct().Order()];
        return string.Join('\n', shown.Select((l, i) => (i > 0 && shown[i - 1] < l - 1 ? "...\n" : "") + $"{l,3}  {Shortened(text[l - 1])}"));
    }

    private sealed record Reply(string? Cause = null, string? Repair = null);
}
