using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NimmGen.Data.Tests;

/// <summary>Every code: a data set that causes it, and a page that explains it.</summary>
public sealed partial class DiagnosticCodeTests
{
    private static readonly Dictionary<string, Action<Folder>> Wrong = new()
    {
        ["ND0001"] = f => File.Delete(Path.Combine(f.Root, "cases.csv")),
        ["ND0002"] = f => f.Write("cases.csv", Folder.Csv.Replace("searches", "serches")),
        ["ND0003"] = f => f.Write("cases.csv", Folder.Csv + "south,2021-01-03,1,0.3,1\n"),
        ["ND0004"] = f => f.Write("cases.csv", Folder.Csv.Replace("north,2021-01-02,5,0.6,0\n", "")),
        ["ND0005"] = f => f.Write("cases.csv", Folder.Csv.Replace("02,5,", "02,-5,")),
        ["ND0006"] = f => f.Write("cases.csv", Folder.Csv.Replace("02,5,", "02,five,")),
        ["ND0007"] = f => f.Write("cases.csv", Folder.Csv.Replace("2021-01-02,5", "02.01.2021,5")),
        ["ND0008"] = f => f.Card["channels"]![0]!["unit"] = "persons per day",
        ["ND0009"] = f => f.Write("people.csv", Folder.People.Replace("1000", "0")),
        ["ND0010"] = f => f.Write("people.csv", Folder.People.Replace("south", "suth")),
        ["ND0011"] = f => f.Write("cases.csv", ""),
        ["ND0012"] = f => f.Write("cases.csv", Folder.Csv.Replace("02,5,0.6,0", "02,5,0,6,0")),
        ["ND0013"] = f => f.Write("cases.csv", Folder.Csv + new string('\n', 5000)),
        ["ND0014"] = f => f.Write("cases.csv", Folder.Csv.Replace("0.6", new string('6', 2000))),
        ["ND0015"] = f => f.Write("cases.csv", [.. "place,date\nBogot"u8, 0xE1]),
        ["ND0016"] = f => f.Card["data"]!["sha256"] = new string('0', 64),
        ["ND0017"] = f => f.Card["tittle"] = "Two towns",
        ["ND0018"] = f => f.Card["channels"]![1]!["name"] = "cases",
        ["ND0019"] = f => f.Write("cases.csv", Folder.Csv.Replace("02,5,0.6", "02,5,")),
        ["ND0020"] = f => f.Card["data"]!["path"] = "../cases.csv",
        ["ND0021"] = f => f.Write("cases.csv", Folder.Csv.Replace("02,5,0.6,0", "02,5,0.6,")),
        ["ND0022"] = f => f.Write("cases.csv", Folder.Csv.Replace("01,0,", "01,,").Replace("02,2,", "02,,").Replace("03,1,", "03,NA,")),
        ["ND0025"] = f => f.Write("cases.csv", Folder.Csv.Replace("searches,closed", "cases,closed")),
        ["ND0026"] = f => f.Write("cases.csv", Folder.Csv.Replace("north,2021-01-02", ",2021-01-02")),
        ["ND0027"] = f => f.Card["windows"]!["testOrigins"] = new JsonArray(2, 3),
        ["ND0043"] = f => f.Write("people.csv", Folder.People.Replace("1000", "4")),
        ["ND0028"] = f => f.Card["channels"]![0]!["kind"] = "percent",
    };

    // Matrices and axes: MatrixTests; samples: SampleTests; downloads: FetchTests; files without a card: IntakeTests, IntakeBadInputTests.
    private static readonly string[] Elsewhere =
    [
        "ND0029", "ND0030", "ND0031", "ND0032", "ND0033", "ND0034", "ND0035", "ND0036", "ND0037", "ND0038", "ND0039", "ND0040", "ND0041", "ND0042", "ND0044",
    ];

    public static TheoryData<string> Codes => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Wrong_data_get_their_code(string code)
    {
        using var folder = new Folder();
        Wrong[code](folder);
        if (code == "ND0028")
        {
            folder.Write("cases.csv", Folder.Csv.Replace("02,5,", "02,500,"));
        }

        ReadResult result = folder.Read(new() { FileBytes = 4000, LineBytes = 1000 });
        Assert.Contains(result.Diagnostics, d => d.Code == code);
        Assert.Equal(result.HasErrors, result.Panel is null);
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("", new[] { d.Got, d.Expected, d.Fix }));
    }

    [Fact]
    public void A_missing_folder_and_an_unknown_name_get_their_codes()
    {
        Assert.Equal("ND0023", Assert.Single(PanelReader.ReadFolder("/no/such/folder").Diagnostics).Code);
        Assert.Equal("ND0023", Assert.Single(Catalogue.Read("covid-bogota", "/no/such/folder").Diagnostics).Code);
        DataDiagnostic unset = Assert.Single(Catalogue.Read("covid-bogota", null, _ => null).Diagnostics);
        Assert.Equal("ND0023", unset.Code);
        Assert.Contains("GradMetapopulation", unset.Fix);
        DataDiagnostic unknown = Assert.Single(Catalogue.Read("covid-bogotá").Diagnostics);
        Assert.Equal("ND0024", unknown.Code);
        Assert.Contains("covid-bogota", unknown.Fix);
    }

    // That each code has a page is the architecture tests' to hold.
    [Fact]
    public void Every_code_of_the_source_has_a_test()
    {
        string[] used = [.. Directory.EnumerateFiles(Path.Combine(Repository(), "src", "NimmGen.Data"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct().Order()];
        Assert.Equal(used, Wrong.Keys.Concat(["ND0023", "ND0024"]).Concat(Elsewhere).Order());
    }

    internal static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NimmGen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex("ND[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
