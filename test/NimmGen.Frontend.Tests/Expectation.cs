using System.Globalization;
using System.Text.RegularExpressions;

namespace NimmGen.Frontend.Tests;

/// <summary>What a wrong program says is wrong with it: lines such as "// expect: NG0001 at 12" at its beginning.</summary>
internal static partial class Expectation
{
    public static (string Code, int Line)[] Of(string text) =>
        [.. Expected().Matches(text).Select(m => (m.Groups["code"].Value, int.Parse(m.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)))];

    [GeneratedRegex(@"^// expect: (?<code>\w+) at (?<line>\d+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Expected();
}
