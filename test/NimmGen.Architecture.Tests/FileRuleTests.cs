using System.Text.RegularExpressions;

namespace NimmGen.Architecture.Tests;

/// <summary>What must not be in a repository, and what must lie beside what others wrote.</summary>
public sealed partial class FileRuleTests
{
    private const long Largest = 1 << 20;

    private static readonly string[] Binary = [".png", ".jpg", ".gif", ".ico", ".woff2"];

    private static IEnumerable<(string Path, string Text)> Texts => Repository.Files
        .Where(f => !Binary.Contains(Path.GetExtension(f)) && !f.EndsWith("packages.lock.json", StringComparison.Ordinal))
        .Select(f => (f, Repository.Read(f)));

    [Fact]
    public void No_file_is_over_one_megabyte()
    {
        Assert.All(Repository.Files, f => Assert.True(new FileInfo(Path.Combine(Repository.Root, f)).Length <= Largest, $"{f} is larger than 1 MB"));
    }

    [Fact]
    public void No_file_names_the_machine_it_was_written_on()
    {
        string[] wrong = [.. Texts.SelectMany(t => Machine().Matches(t.Text).Select(m => $"{t.Path}: {m.Value}"))];
        Assert.True(wrong.Length == 0, "paths of a machine or hosts of a package registry:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void No_file_holds_a_secret()
    {
        string[] wrong = [.. Texts.SelectMany(t => Secret().Matches(t.Text).Select(m => $"{t.Path}: {m.Value[..Math.Min(12, m.Value.Length)]}..."))];
        Assert.True(wrong.Length == 0, "looks like a key or a password:\n" + string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("AK" + "IAIOSFODNN7EXAMPLE")]
    [InlineData("-----BEGIN RSA PRIV" + "ATE KEY-----")]
    [InlineData("api_key = \"" + "0123456789abcdef0123\"")]
    [InlineData("gh" + "p_0123456789abcdefghijABCDEFGHIJ012345")]
    public void A_secret_is_seen(string text) => Assert.Matches(Secret(), text);

    [Theory]
    [InlineData("see /ho" + "me/anna/nimmgen for it")]
    [InlineData("C:\\Us" + "ers\\anna")]
    [InlineData("https://api.nu" + "get.org/v3/index.json")]
    public void A_machine_is_seen(string text) => Assert.Matches(Machine(), text);

    [Fact]
    public void The_work_of_others_has_its_licence_beside_it()
    {
        string[] vendored = [.. Repository.Files.Where(f => Vendored().IsMatch(f) && !Path.GetFileName(f).StartsWith("LICENSE", StringComparison.Ordinal) && Path.GetExtension(f) != ".md")];
        string[] wrong =
        [
            .. from file in vendored
               let licence = $"{Path.GetDirectoryName(file)!.Replace('\\', '/')}/LICENSE-{Path.GetFileName(file).Split('.')[0]}.txt"
               where !Repository.Exists(licence) || Repository.Read(licence).Length < 200
               select $"{file} needs {licence}, the licence of its authors",
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Contains("MIT License", Repository.Read("LICENSE"));
    }

    [Fact]
    public void Data_sets_state_their_licence_and_source()
    {
        string[] cards = [.. Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith("/card.json", StringComparison.Ordinal))];
        Assert.NotEmpty(cards);
        Assert.All(cards, card => Assert.All((string[])["licence", "citation"], member => Assert.Matches($"\"{member}\": \"[^\"]{{10,}}", Repository.Read(card))));
    }

    [GeneratedRegex(@"(?<![\w.])/(home|root|Users|w[o]rk|mnt|media)/\w|\b[A-Z]:\\\\?Users\b|https?://[a-z.]*(nu[g]et|npm[j]s|deb[i]an)\.[a-z]", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Machine();

    [GeneratedRegex(@"\bA[K]IA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIV[A]TE KEY-----|\bs[k]-[A-Za-z0-9_-]{24,}|\bgh[pousr]_[A-Za-z0-9]{36}|(?i:api[_-]?key|password|secret)\s*[=:]\s*[""'][A-Za-z0-9+/_-]{16,}[""']", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(^|/)([Vv]endor|third_party)/|\.min\.(js|css)$|\.iife\.", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Vendored();
}
