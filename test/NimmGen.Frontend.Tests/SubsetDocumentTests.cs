using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NimmGen.Frontend.Gate;

namespace NimmGen.Frontend.Tests;

/// <summary>The tables of docs/language-subset.md: each example gets the message of its row, and nothing that is refused is missing.</summary>
public sealed partial class SubsetDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Texts.Folder("guide"), "language-subset.md"));

    public static TheoryData<string, string, string, string> Refused => [.. Rows("not").Select(r => (r.Section, r.First, r.Example, r.Instead))];

    public static TheoryData<string, string, string> Others => [.. Rows("code").Select(r => (r.First, r.Example, r.Instead))];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_construct_is_named_with_what_to_write_instead(string section, string construct, string example, string instead)
    {
        Ir.Diagnostic[] found = [.. Texts.Read(Program(section, example)).Diagnostics.Where(d => d.Message.StartsWith($"{construct} is not part of the modelling language", StringComparison.Ordinal))];
        Assert.True(found.Length > 0, string.Join('\n', (IEnumerable<Ir.Diagnostic>)Texts.Read(Program(section, example)).Diagnostics));
        Assert.All(found, d => Assert.Equal(("NG0001", instead), (d.Code, d.Fix)));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_has_another_meaning_has_its_code(string code, string example, string instead)
    {
        Ir.Diagnostic found = Assert.Single(Texts.Read(Program("In a method", example)).Diagnostics);
        Assert.Equal((code, instead), (found.Code, found.Fix));
    }

    [Fact]
    public void Everything_that_the_gate_refuses_by_name_has_a_row()
    {
        // Outside a class C# itself speaks first; a directive of await is its statement.
        string[] missing = [.. Subset.Refused.Except(Rows("not").Select(r => r.First)).Except(["a statement outside a class"])];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
        Assert.InRange(Refused.Count, 90, 200);
    }

    [Fact]
    public void Every_budget_is_listed_with_its_size()
    {
        FieldInfo[] budgets = [.. typeof(Limits).GetFields().Where(f => f.IsLiteral)];
        Assert.True(budgets.Length > 15);
        Assert.All(budgets, b => Assert.Contains($"| `{b.Name}` | {((int)b.GetRawConstantValue()!).ToString("N0", CultureInfo.InvariantCulture)} |", Document, StringComparison.Ordinal));
        Assert.Equal(budgets.Length, Budget().Count(Document));
    }

    // Rows of the tables whose first heading is that one, with the section they stand in.
    private static IEnumerable<(string Section, string First, string Example, string Instead)> Rows(string heading)
    {
        string section = "", table = "";
        foreach (string line in Document.Split('\n'))
        {
            string[] cells = [.. Bar().Split(line).Skip(1).SkipLast(1).Select(c => c.Trim().Replace("\\|", "|", StringComparison.Ordinal))];
            section = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..] : section;
            table = cells.Length == 0 ? "" : table.Length == 0 ? cells[0] : table;
            if (cells.Length == 3 && table == heading && cells[0] != heading && !cells[0].StartsWith("--", StringComparison.Ordinal))
            {
                yield return (section, cells[0], cells[1].Trim('`'), cells[2].Trim('`'));
            }
        }
    }

    private static string Program(string section, string example) => $$"""
        {{(section == "In a file, before everything" ? example : "")}}
        using NimmGen;
        using static NimmGen.Units;
        public sealed class Test : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Learned beta = new(PerDay, 0.1, 1);
            readonly Learned gamma = new(PerDay, 0.1, 1);
        {{(section == "In a class" ? example : "")}}
            protected override void Define()
            {
                double rate = 0.5;
        {{(section == "In a method" ? example : "")}}
            }
        }
        {{(section == "In a file, beside the class" ? example : "")}}
        """;

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"^\| `\w+` \| [0-9,]+ \|", RegexOptions.Multiline)]
    private static partial Regex Budget();
}
