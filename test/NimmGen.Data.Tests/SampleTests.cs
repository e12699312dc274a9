using System.Text.Json.Nodes;

namespace NimmGen.Data.Tests;

public sealed class SampleTests
{
    private const string Alloys = """
        formula,temperature,strength,x_A,x_B
        A1 B1,300,100,0.5,0.5
        A1 B1,900,60,0.5,0.5
        A3 B1,300,150,0.75,0.25
        A1,300,50,1,

        """;

    private const string Elements = "symbol,volume,stiffness\nA,10,200\nB,14,\nC,1,1\n";

    [Fact]
    public void Rows_become_locations_of_one_step_with_descriptors_of_their_composition()
    {
        using var alloys = new Samples();
        ReadResult result = alloys.Read();
        Panel panel = result.Panel!;
        Assert.Equal(["A1 B1, 300", "A3 B1, 300", "A1, 300"], panel.Locations);
        Assert.Equal(["A1 B1", "A3 B1", "A1"], panel.SampleGroups);
        Assert.Equal((1, "0"), (panel.StepCount, panel.TimeLabel(0)));
        Assert.Equal([100, 150, 50], panel.Values("strength").ToArray());
        Assert.Equal([300, 300, 300], panel.Values("temperature").ToArray());
        // By hand: 0.5 * 10 + 0.5 * 14; 0.75 * 10 + 0.25 * 14; 10.
        Assert.Equal([12, 11, 10], panel.Values("volume_mean").ToArray());
        // sqrt(0.5 * 4 + 0.5 * 4); sqrt(0.75 * 1 + 0.25 * 9); 0.
        Assert.Equal([2, Math.Sqrt(3), 0], panel.Values("volume_deviation").ToArray());
        Assert.Equal([4, 4, 0], panel.Values("volume_range").ToArray());
        // B has no stiffness: A alone counts, and that is said.
        Assert.Equal([200, 200, 200], panel.Values("stiffness_mean").ToArray());
        DataDiagnostic warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("ND0034", DataSeverity.Warning, "no stiffness of B, which 2 samples have"), (warning.Code, warning.Severity, warning.Got));
    }

    [Fact]
    public void What_is_to_be_predicted_is_not_known_and_what_it_is_predicted_from_is()
    {
        using var alloys = new Samples();
        Panel known = alloys.Read().Panel!.UpTo(new(0));
        Assert.All(known.Values("strength").ToArray(), v => Assert.Equal(double.NaN, v));
        Assert.Equal([12, 11, 10], known.Values("volume_mean").ToArray());
    }

    [Fact]
    public void Samples_can_be_taken_apart_with_their_keys()
    {
        using var alloys = new Samples();
        Panel part = alloys.Read().Panel!.Select([2, 0]);
        Assert.Equal(["A1, 300", "A1 B1, 300"], part.Locations);
        Assert.Equal(["A1", "A1 B1"], part.SampleGroups);
        Assert.Equal([50, 100], part.Values("strength").ToArray());
    }

    public static TheoryData<string, string, string, string, string> Wrong => new()
    {
        { "ND0033", "alloys.csv", "A1,300,50,1,\n", "", "2 samples" },
        { "ND0033", "alloys.csv", "A3 B1", "A3", "" },
        { "ND0034", "alloys.csv", "0.75,0.25", "75,25", "'75' in column 'x_A'" },
        { "ND0034", "alloys.csv", "0.75,0.25", "0.75,0.5", "atomic fractions that sum to 1.25" },
        { "ND0034", "elements.csv", "B,14,\n", "", "the element 'B'" },
        { "ND0003", "alloys.csv", "A3 B1,300", "A1 B1,300", "a second row for A1 B1, 300" },
        { "ND0003", "elements.csv", "C,1,1", "A,1,1", "a second row for 'A'" },
        { "ND0002", "elements.csv", "volume", "volumes", "column 'volume' (property of the elements)" },
        { "ND0002", "alloys.csv", "x_A,x_B", "y_A,y_B", "atomic fractions" },
        { "ND0002", "alloys.csv", "formula,", "alloy,", "group of samples" },
        { "ND0006", "alloys.csv", "A3 B1,300", "A3 B1,hot", "by which samples are selected" },
        { "ND0026", "alloys.csv", "A3 B1,300", ",300", "an empty cell in column 'formula'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_samples_are_told_with_their_place(string code, string file, string old, string wrong, string expected)
    {
        using var alloys = new Samples();
        string text = file == "alloys.csv" ? Alloys : Elements;
        Assert.Contains(old, text);
        alloys.Folder.Write(file, text.Replace(old, wrong));
        if (expected.Length == 0)
        {
            alloys.Folder.Card["samples"]!["groups"] = 4;
            expected = "3 different values of 'formula'";
        }

        ReadResult result = alloys.Read();
        Assert.Null(result.Panel);
        Assert.Contains(result.Diagnostics, d => d.Code == code && (d.File == file || code == "ND0034") && d.ToString().Contains(expected, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "step", "\"day\"" },
        { "time", """{"column": "temperature", "format": "index"}""" },
        { "windows", """{"horizon": 1, "testOrigins": [1]}""" },
        { "samples", """{"count": 0}""" },
        { "samples", """{"select": [{"column": "temperature", "reason": ""}]}""" },
        { "samples", """{"select": [{"column": "temperature", "reason": "", "min": 2, "max": 1}]}""" },
        { "composition", "null" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_card_that_contradicts_itself_is_refused(string member, string value)
    {
        using var alloys = new Samples();
        alloys.Folder.Card[member] = JsonNode.Parse(value);
        Assert.Contains(alloys.Read().Diagnostics, d => d.Code == "ND0018");
    }

    [Fact]
    public void Samples_without_names_are_numbered()
    {
        using var alloys = new Samples();
        alloys.Folder.Card["location"] = JsonNode.Parse("""{"name": "alloy"}""");
        Assert.Equal(["alloy 1", "alloy 2", "alloy 3"], alloys.Read().Panel!.Locations);
    }

    private sealed class Samples : IDisposable
    {
        public Samples()
        {
            JsonObject card = Folder.Card.AsObject();
            foreach (string member in (string[])["time", "windows", "constants"])
            {
                card.Remove(member);
            }

            card["step"] = "sample";
            card["data"] = JsonNode.Parse("""{"path": "alloys.csv"}""");
            card["location"] = JsonNode.Parse("""{"columns": ["formula", "temperature"]}""");
            card["samples"] = JsonNode.Parse("""{"select": [{"column": "temperature", "min": 290, "max": 310, "reason": "room temperature"}], "group": "formula", "count": 3, "groups": 3}""");
            card["composition"] = JsonNode.Parse("""{"prefix": "x_", "elements": {"path": "elements.csv"}, "symbolColumn": "symbol"}""");
            card["channels"] = JsonNode.Parse("""
                [
                  {"name": "strength", "column": "strength", "unit": "MPa", "kind": "state", "role": "target"},
                  {"name": "temperature", "column": "temperature", "unit": "K", "kind": "covariate", "role": "covariate", "knownAhead": true},
                  {"name": "volume_mean", "column": "volume", "statistic": "mean", "unit": "1", "kind": "covariate", "role": "covariate", "knownAhead": true},
                  {"name": "volume_deviation", "column": "volume", "statistic": "deviation", "unit": "1", "kind": "covariate", "role": "covariate", "knownAhead": true},
                  {"name": "volume_range", "column": "volume", "statistic": "range", "unit": "1", "kind": "covariate", "role": "covariate", "knownAhead": true},
                  {"name": "stiffness_mean", "column": "stiffness", "statistic": "mean", "unit": "1", "kind": "covariate", "role": "covariate", "knownAhead": true}
                ]
                """);
            Folder.Write("alloys.csv", Alloys);
            Folder.Write("elements.csv", Elements);
        }

        public Folder Folder { get; } = new();

        public ReadResult Read() => Folder.Read();

        public void Dispose() => Folder.Dispose();
    }
}
