using System.Text.Json.Nodes;

namespace NimmGen.Data.Tests;

public sealed class MatrixTests
{
    private const string Contacts = "age,young,old\nyoung,0.75,0.5\nold,0.25,0.5\n";
    private const string Journeys = "from,to,share\nnorth,north,0.9\nnorth,south,0.1\nsouth,south,1\n";

    [Fact]
    public void A_card_brings_axes_groups_and_matrices_to_the_panel()
    {
        using Folder folder = Towns();
        ReadResult result = folder.Read();
        Assert.Empty(result.Diagnostics);
        Panel panel = result.Panel!;
        Assert.Equal(["young", "old"], Assert.Single(panel.Axes).Labels);
        Assert.Equal([400, 900], panel.Constant("people_by_age", "young"));
        Assert.Equal([600, 1100], panel.Constant("people_by_age", "old"));
        Assert.Equal([1000, 2000], panel.Constant("people_by_age"));
        Assert.Equal([1, 0, 2, 1, 2, 0], panel.Values("tests", "young").ToArray());
        Assert.Equal([4, 1, 6, 3, 5, 2], panel.Values("tests").ToArray());

        PanelMatrix contacts = panel.Matrix("contacts");
        Assert.Equal([0.75, 0.5, 0.25, 0.5], contacts.Dense.ToArray());
        Assert.Equal((0.5, "age met", "own age"), (contacts[0, 1], contacts.RowMeaning, contacts.ColumnMeaning));
        PanelMatrix journeys = panel.Matrix("journeys");
        Assert.Equal(["north", "south"], journeys.Rows);
        Assert.Equal([0, 2, 3], journeys.RowStarts);
        Assert.Equal([0, 1, 1], journeys.ColumnIndices);
        Assert.Equal([0.9, 0.1, 1], journeys.Values);
        Assert.Equal([0.9, 0.1, 0, 1], journeys.Dense.ToArray());
        Assert.Equal(0, journeys[1, 0]);
    }

    [Fact]
    public void Groups_of_a_location_may_be_rows_of_a_file()
    {
        using Folder folder = Towns();
        folder.Card["constants"]![1]!["column"] = "count";
        folder.Card["constants"]![1]!["groupColumn"] = "age";
        folder.Write("ages.csv", "place,age,count\nsouth,old,1100\nnorth,young,400\nnorth,old,600\nsouth,young,900\n");
        Panel panel = folder.Read().Panel!;
        Assert.Equal([400, 900], panel.Constant("people_by_age", "young"));
        Assert.Equal([600, 1100], panel.Constant("people_by_age", "old"));
    }

    [Fact]
    public void What_a_slice_or_an_origin_hides_is_hidden_in_every_group()
    {
        using Folder folder = Towns();
        Panel panel = folder.Read().Panel!;
        Assert.Equal([2, 1, 2, 0], panel.Slice(1, 3).Values("tests", "young").ToArray());
        Assert.Equal([1, 0, double.NaN, double.NaN, double.NaN, double.NaN], panel.UpTo(new(1)).Values("tests", "young").ToArray());
        Assert.Equal(2, panel.Slice(0, 2).Matrix("journeys").Rows.Length);
    }

    [Theory]
    [InlineData("contacts.csv", "0.75,0.5", "0.5,0.75")]
    [InlineData("journeys.csv", "0.9", "0.95")]
    [InlineData("ages.csv", "400,600", "401,600")]
    [InlineData("cases.csv", "0.4,1,2,3", "0.4,1,3,2")]
    public void The_hash_is_of_matrices_and_groups_too(string file, string old, string changed)
    {
        using Folder folder = Towns(), other = Towns();
        foreach (JsonNode? matrix in (JsonNode?[])[.. folder.Card["matrices"]!.AsArray(), .. other.Card["matrices"]!.AsArray()])
        {
            matrix!["normalisation"] = "none";
        }

        string before = File.ReadAllText(Path.Combine(other.Root, file));
        Assert.Contains(old, before);
        other.Write(file, before.Replace(old, changed));
        Assert.NotEqual(folder.Read().Panel!.ContentHash, other.Read().Panel!.ContentHash);
        Assert.Equal(folder.Read().Panel!.ContentHash, folder.Read().Panel!.ContentHash);
    }

    public static TheoryData<string, string, string, string, string> Wrong => new()
    {
        { "ND0029", "contacts.csv", "old,0.25", "odl,0.25", "did you mean 'old'?" },
        { "ND0029", "contacts.csv", "old,0.25,0.5\n", "", "no row for old" },
        { "ND0029", "contacts.csv", "age,young,old", "age,young,elderly", "column 'elderly'" },
        { "ND0029", "journeys.csv", "south,south", "sout,south", "did you mean 'south'?" },
        { "ND0029", "ages.csv", "count", "count", "" },
        { "ND0030", "journeys.csv", "north,south,0.1\n", "north,south,0.05\nnorth,south,0.05\n", "a second entry of journeys from 'north' to 'south'" },
        { "ND0030", "contacts.csv", "old,0.25,0.5", "young,0.25,0.5", "a second entry" },
        { "ND0031", "journeys.csv", "0.1", "-0.1", "-0.1 in journeys" },
        { "ND0032", "journeys.csv", "0.9", "0.8", "row 'north' of journeys sums to 0.9" },
        { "ND0032", "contacts.csv", "young,0.75,0.5\nold,0.25,0.5", "young,0.75,0.25\nold,0.5,0.5", "the rows do: write \"normalisation\": \"rows\"" },
        { "ND0006", "journeys.csv", "0.9", "", "'' in journeys" },
        { "ND0006", "contacts.csv", "0.75", "three quarters", "'three quarters' in contacts" },
        { "ND0002", "journeys.csv", "share", "shares", "column 'share' (entries of journeys)" },
        { "ND0002", "cases.csv", "tests_old", "tests_alt", "channel tests, group old" },
        { "ND0002", "ages.csv", "people_old", "people_alt", "did you mean" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_matrix_or_group_is_told_with_its_place(string code, string file, string old, string wrong, string expected)
    {
        using Folder folder = Towns();
        if (expected.Length == 0)
        {
            folder.Card["constants"]![1]!["column"] = "count";
            folder.Card["constants"]![1]!["groupColumn"] = "age";
            folder.Write("ages.csv", "place,age,count\nnorth,young,400\nnorth,odl,600\nsouth,young,900\n");
        }
        else
        {
            string right = File.ReadAllText(Path.Combine(folder.Root, file));
            folder.Write(file, right == (right = right.Replace(old, wrong)) ? "unchanged" : right);
        }

        ReadResult result = folder.Read();
        Assert.Null(result.Panel);
        Assert.Contains(result.Diagnostics, d => d.Code == code && d.File == file && d.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_with_matrices_is_said_at_once()
    {
        using Folder folder = Towns();
        folder.Write("contacts.csv", "age,young,odl\nyoung,0.75,-0.5\nold,0.25,0.5\n");
        folder.Write("journeys.csv", "from,to,share\nnorth,north,0.9\nnorth,north,0.9\nsouth,south,x\n");
        string[] codes = [.. folder.Read().Diagnostics.Select(d => d.Code).Order()];
        Assert.Equal(["ND0006", "ND0029", "ND0029", "ND0030", "ND0031"], codes);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "axes", """[{"name": "location", "labels": ["a", "b"]}, {"name": "age", "labels": ["young", "old"]}]""" },
        { "axes", """[{"name": "age", "labels": ["young"]}]""" },
        { "axes", """[{"name": "age", "labels": ["young", "young"]}]""" },
        { "axes", """[{"name": "aeg", "labels": ["young", "old"]}]""" },
        { "axes", """[{"name": "cases", "labels": ["young", "old"]}]""" },
        { "matrices", """[{"name": "m", "unit": "1", "rows": "place", "columns": "age", "rowMeaning": "a", "columnMeaning": "b", "normalisation": "none", "source": "", "file": {"path": "contacts.csv"}}]""" },
        { "matrices", """[{"name": "m", "unit": "1", "rows": "age", "columns": "age", "rowMeaning": "age", "columnMeaning": "age", "normalisation": "none", "source": "", "file": {"path": "contacts.csv"}}]""" },
        { "constants", """[{"name": "n", "unit": "people", "source": "", "value": 3, "axis": "age"}]""" },
        { "constants", """[{"name": "n", "unit": "people", "source": "", "file": {"path": "ages.csv"}, "column": "people", "locationColumn": "place", "axis": "age"}]""" },
        { "constants", """[{"name": "n", "unit": "people", "source": "", "file": {"path": "ages.csv"}, "column": "people_young", "locationColumn": "place", "groupColumn": "age"}]""" },
        { "channels", """[{"name": "cases", "column": "cases", "axis": "age", "unit": "people", "kind": "new", "role": "target"}]""" },
        { "channels", """[{"name": "cases", "column": "cases_*", "axis": "sex", "unit": "people", "kind": "new", "role": "target"}]""" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_card_that_contradicts_itself_is_refused(string member, string value)
    {
        using Folder folder = Towns();
        folder.Card[member] = JsonNode.Parse(value);
        Assert.Contains(folder.Read().Diagnostics, d => d.Code == "ND0018");
    }

    [Fact]
    public void A_matrix_without_a_direction_is_refused()
    {
        using Folder folder = Towns();
        folder.Card["matrices"]![0]!.AsObject().Remove("columnMeaning");
        Assert.Contains(folder.Read().Diagnostics, d => d.Code == "ND0017" && d.Got.Contains("columnMeaning"));
    }

    [Fact]
    public void Unknown_names_and_labels_say_which_there_are()
    {
        using Folder folder = Towns();
        Panel panel = folder.Read().Panel!;
        Assert.Contains("contacts, journeys", Assert.Throws<ArgumentException>(() => panel.Matrix("flights")).Message);
        Assert.Contains("young, old", Assert.Throws<ArgumentException>(() => panel.Constant("people_by_age", "child")).Message);
        Assert.Contains("not given by groups", Assert.Throws<ArgumentException>(() => panel.Values("cases", "young").ToArray()).Message);
    }

    /// <summary>The two towns with an axis of two ages: tests and people by age, contacts between ages, journeys between towns.</summary>
    private static Folder Towns()
    {
        var folder = new Folder();
        folder.Card["axes"] = JsonNode.Parse("""[{"name": "age", "labels": ["young", "old"]}]""");
        folder.Card["channels"]!.AsArray().Add(JsonNode.Parse("""{"name": "tests", "column": "tests_*", "axis": "age", "unit": "people", "kind": "new", "role": "covariate"}"""));
        folder.Card["constants"]!.AsArray().Add(JsonNode.Parse("""{"name": "people_by_age", "unit": "people", "source": "made up", "file": {"path": "ages.csv"}, "column": "people_*", "locationColumn": "place", "axis": "age"}"""));
        folder.Card["matrices"] = JsonNode.Parse("""
            [
              {"name": "contacts", "unit": "1", "rows": "age", "columns": "age", "rowMeaning": "age met", "columnMeaning": "own age", "normalisation": "columns", "source": "made up", "file": {"path": "contacts.csv"}},
              {"name": "journeys", "unit": "1", "rows": "location", "columns": "location", "rowMeaning": "home", "columnMeaning": "goal", "normalisation": "rows", "source": "made up", "file": {"path": "journeys.csv"},
               "triples": {"row": "from", "column": "to", "value": "share"}}
            ]
            """);
        int[] young = [1, 2, 2, 0, 1, 0], old = [3, 4, 3, 1, 2, 2];
        string[] lines = Folder.Csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("cases.csv", string.Join('\n', lines.Select((line, i) => i == 0 ? line + ",tests_young,tests_old" : $"{line},{young[i - 1]},{old[i - 1]}")));
        folder.Write("ages.csv", "place,people_young,people_old\nnorth,400,600\nsouth,900,1100\n");
        folder.Write("contacts.csv", Contacts);
        folder.Write("journeys.csv", Journeys);
        return folder;
    }
}
