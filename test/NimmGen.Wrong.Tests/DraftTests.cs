using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>
/// First drafts of authors who had never seen the language, from the folder beside the data sets: each verifies, or is refused with a
/// message that is right.
/// </summary>
public sealed class DraftTests
{
    private static readonly string? Folder = Find();

    // What each is refused for, by code; no other error may be raised. Hospital data that are all scaled by one recorded share cannot tell
    // it from the share that is admitted; and where patients are a share of beds, twice the occupancy with half the reporting is the same.
    private static readonly ImmutableDictionary<string, string[]> Refused = new Dictionary<string, string[]>
    {
        ["BccAlloy"] = [],
        ["BogotaCovid"] = [],
        ["CovidVariants"] = [],
        ["Dengue"] = [],
        ["HospitalFlow"] = ["NG4003"],
        ["InfluenzaState"] = [],
        ["MrsaVirginia"] = ["NG4003"],
        ["TumourBoth"] = [],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Drafts => [.. Refused.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Drafts))]
    public void A_first_draft_gets_no_false_error(string name)
    {
        Assert.SkipWhen(Folder is null, "no folder 'drafts' beside the data sets (NIMMGEN_DATA)");
        string text = File.ReadAllText(Path.Combine(Folder!, name + ".cs"));
        ReadResult read = ModelReader.Read(text, name + ".cs", TestContext.Current.CancellationToken);
        Assert.True(read.Models.Length == 1, string.Join('\n', read.Diagnostics));
        Verdict verdict = Verifier.Verify(read.Models[0], options: WrongTests.Thorough);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', verdict.Findings) + "\n" + string.Join('\n', verdict.Proofs) + "\n" + string.Join('\n', verdict.NotChecked));
        string[] errors = [.. verdict.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Code).Distinct()];
        Assert.True(errors.Order(StringComparer.Ordinal).SequenceEqual(Refused[name]), string.Join('\n', verdict.Findings));
    }

    private static string? Find()
    {
        string[] roots = [Environment.GetEnvironmentVariable("NIMMGEN_DATA") ?? "", .. Above().Select(d => Path.Combine(d, "shared", "data"))];
        return roots.Where(r => r.Length > 0).Select(r => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(r)) ?? r, "drafts")).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Above()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
