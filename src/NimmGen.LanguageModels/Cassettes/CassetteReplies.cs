using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>A reply as a cassette has it.</summary>
/// <param name="Purpose">Who asked, such as "modelling".</param>
/// <param name="Text">Empty where it was of no use.</param>
/// <param name="Failure">The code of why it was of no use, or null.</param>
public sealed record RecordedReply(string Purpose, string Text, string? Failure);

/// <summary>What models answered, read from cassettes for whoever wants to count.</summary>
public static class CassetteReplies
{
    /// <summary>The replies of a cassette in the order of the file, or why it cannot be read.</summary>
    public static (ImmutableArray<RecordedReply> Replies, Diagnostic? Failure) Read(string file)
    {
        (Cassette? cassette, LanguageModelFailure? failure, _) = Cassette.Open(file, CassetteMode.Replay, null);
        using (cassette)
        {
            return cassette is null ? ([], failure!.Diagnostic) : ([.. cassette.Entries.Select(e => new RecordedReply(e.Purpose, e.Reply ?? "", e.Failure?.Code))], null);
        }
    }
}
