using System.Text.RegularExpressions;
using NimmGen.Ir;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>A language model that writes one program a question.</summary>
internal sealed partial class ModellingAgent(Correspondence correspondence, ModellingPrompt prompts) : IAuthor
{
    private const int LongestChange = 700;

    public string Name => correspondence.Author;

    public IReadOnlyList<Task<Proposed>> Propose(ProposalRound round, CancellationToken cancellation) =>
        [.. Enumerable.Range(0, round.Count).Select(slot => ProposeAsync(round, slot, cancellation))];

    private async Task<Proposed> ProposeAsync(ProposalRound round, int slot, CancellationToken cancellation)
    {
        int number = round.First + slot;
        if (round.Stored.TryGetValue(number, out CandidateRecord? known))
        {
            return new(new(number, known.Parent, known.Name, known.Change, known.Program) { Aim = known.Aim });
        }

        ExchangeRecord exchange = await correspondence.AskAsync(new(number, "modelling", prompts.Fill(round, slot)), cancellation);
        Proposed proposed = exchange.Failure is { } failure
            ? Nothing(number, "", new(failure.Split(':')[0], Severity.Error, Place.None, failure[(failure.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))
            : Read(number, exchange.Reply, round.History.Count);

        // Asked to change a candidate, who names none has changed that one.
        Aim aim = round.Aims[slot];
        Proposal written = proposed.Proposal;
        if (aim.Kind != AimKind.Any)
        {
            written = written with { Parent = written.Parent ?? aim.Parents[0], Aim = aim.Kind };
        }

        return proposed with { Proposal = written, Asked = exchange.Seconds };
    }

    internal static Proposed Read(int number, string reply, int earlier)
    {
        ProgramReply read = ProgramReply.Read(reply);
        string change = ReplyText.Paragraph(read.Rationale, LongestChange);
        if (read.Code is null)
        {
            return Nothing(number, change, read.Failure!);
        }

        string program = ReplyText.Program(read.Code);
        int? parent = BuildsOn().Match(read.Rationale) is { Success: true } match && int.TryParse(match.Groups["number"].Value, out int on) && on >= 1 && on <= earlier ? on : null;
        string name = ClassName().Match(program) is { Success: true } named ? named.Groups["name"].Value : "Unnamed";
        return new(new(number, parent, name.Length > 60 ? name[..60] : name, change, program));
    }

    private static Proposed Nothing(int number, string change, Diagnostic failure) => new(new(number, null, "NoProgram", change, ""), failure);

    [GeneratedRegex(@"\bbuilds\s+on:?\s*(candidate\s*)?#?(?<number>\d{1,6})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex BuildsOn();

    [GeneratedRegex(@"\bclass\s+(?<name>\w+)\s*:\s*\w*Model\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ClassName();
}
