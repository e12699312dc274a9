namespace NimmGen.Data.Tests;

public sealed class ReaderTests
{
    [Fact]
    public void A_correct_folder_becomes_a_panel_without_diagnostics()
    {
        using var folder = new Folder();
        ReadResult result = folder.Read();
        Assert.Empty(result.Diagnostics);
        Panel panel = result.Panel!;
        Assert.Equal(["north", "south"], panel.Locations);
        Assert.Equal(new DateOnly(2021, 1, 2), panel.Times[1]);
        Assert.Equal([3, 0, 5, 2, 4, 1], panel.Values("cases").ToArray());
        Assert.Equal([1000, 2000], panel.Constant("population"));
        Assert.Empty(panel.Imputed);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        using var folder = new Folder();
        string[] lines = Folder.Csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("cases.csv", string.Join('\n', [lines[0], lines[3], lines[5], lines[1], lines[6], lines[2], lines[4]]));
        Assert.Equal([3, 0, 5, 2, 4, 1], folder.Read().Panel!.Values("cases").ToArray());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_and_a_byte_order_mark_are_read(string lineEnd)
    {
        using var folder = new Folder();
        folder.Write("cases.csv", [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Folder.Csv.Replace("\n", lineEnd))]);
        Assert.Equal([3, 0, 5, 2, 4, 1], folder.Read().Panel!.Values("cases").ToArray());
    }

    [Fact]
    public void A_missing_target_is_masked_and_a_missing_covariate_comes_from_its_past()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", Folder.Csv.Replace("02,5,0.6", "02,NA,").Replace("01,0,0.1", "01,0,"));
        ReadResult result = folder.Read();
        Panel panel = result.Panel!;
        Assert.Equal(double.NaN, panel.At("cases", 1, 0));
        Assert.Equal(0.5, panel.At("searches", 1, 0));
        Assert.Equal(double.NaN, panel.At("searches", 0, 1));
        Assert.Equal(1, panel.Imputed["searches"]);
        DataDiagnostic warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("ND0019", DataSeverity.Warning), (warning.Code, warning.Severity));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", """
            place,date,cases,searches,closed
            north,2021-01-01,-3,0.5,0
            north,2021-01-01,5,0.6,0
            north,2021-01-04,4,many,
            south,01/02/2021,0,0.1,0
            south,2021-01-01,2,0.2
            south,2021-01-01,2,0.2,0
            """);
        folder.Write("people.csv", "place,people\nnorth,0\nsoth,5\n");
        string[] codes = [.. folder.Read().Diagnostics.Select(d => d.Code).Distinct().Order()];
        Assert.Equal(["ND0003", "ND0004", "ND0005", "ND0006", "ND0007", "ND0009", "ND0010", "ND0012", "ND0021"], codes.Order());
    }

    [Fact]
    public void A_diagnostic_names_file_line_got_expected_and_fix()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", Folder.Csv.Replace("02,5", "02,-5"));
        Assert.Equal(
            """
            error ND0005 cases.csv:3
              got:      -5 in column 'cases'
              expected: a count, 0 or more
              fix:      corrections of earlier days belong to those days; leave the cell empty if the count is not known
            """,
            Assert.Single(folder.Read().Diagnostics).ToString());
    }

    [Fact]
    public void A_gap_is_one_diagnostic_however_long()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", Folder.Csv.Replace("north,2021-01-03", "north,9999-12-31").Replace("south,2021-01-03", "south,0001-01-01"));
        ReadResult result = folder.Read();
        Assert.Null(result.Panel);
        Assert.All(result.Diagnostics, d => Assert.Equal("ND0004", d.Code));
        Assert.True(result.Diagnostics.Length <= 6);
    }

    [Fact]
    public void Many_faults_of_one_kind_are_counted()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", "place,date,cases,searches,closed\n" + string.Concat(Enumerable.Repeat("north,x,1,1,0\n", 5000)));
        ReadResult result = folder.Read();
        Assert.Equal(11, result.Diagnostics.Count(d => d.Code == "ND0007"));
        Assert.Contains(result.Diagnostics, d => d.Got == "4990 more of the same kind");
    }

    [Fact]
    public void Reading_stops_where_nearly_everything_is_wrong()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", "place,date,cases,searches,closed\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"town {i},{new DateOnly(1900, 1, 1).AddDays(i % 30_000):yyyy-MM-dd},1,1,0\n")));
        ReadResult result = folder.Read();
        Assert.Null(result.Panel);
        Assert.True(result.Diagnostics.Length < 30);
        Assert.Contains(result.Diagnostics, d => d.Got.EndsWith("and then reading stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_of_megabytes_is_refused()
    {
        using var folder = new Folder();
        folder.Write("card.json", new string(' ', 2_000_000));
        Assert.Equal("ND0013", Assert.Single(folder.Read().Diagnostics).Code);
    }

    [Fact]
    public void Text_of_a_file_cannot_drive_the_terminal()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", Folder.Csv.Replace("2021-01-02,5", "\u001b[2J\u0007,5"));
        Assert.All(folder.Read().Diagnostics, d => Assert.DoesNotContain(d.ToString(), c => char.IsControl(c) && c != '\n'));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"\"\"\",\",\"\n\"")]
    [InlineData("\0\0\0\0")]
    [InlineData(",,,,\n,,,,\n")]
    [InlineData("\n\n\n")]
    [InlineData("place,date,cases,searches,closed\n\"north,2021-01-01,3,0.5,0\nnorth,2021-01-02,5,0.6,0")]
    [InlineData("place,date,cases,searches,closed\nnorth,2021-01-01,1e999,NaN,Infinity")]
    [InlineData("place,date,cases,searches,closed\nnorth,202\u0661-01-01,\u0661,0.5,0")]
    public void Nonsense_is_refused_without_an_exception(string csv)
    {
        using var folder = new Folder();
        folder.Write("cases.csv", csv);
        ReadResult result = folder.Read();
        Assert.Null(result.Panel);
        Assert.True(result.HasErrors);
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_but_never_throw()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            using var folder = new Folder();
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Folder.Csv);
            for (int k = 0; k < 5; k++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(128);
            }

            folder.Write("cases.csv", bytes);
            ReadResult result = folder.Read();
            Assert.Equal(result.Panel is null, result.HasErrors);
        }
    }

    [Theory]
    [InlineData("202053", true)]
    [InlineData("201953", false)]
    [InlineData("202100", false)]
    [InlineData("2021-04", false)]
    [InlineData("999999", false)]
    public void Only_real_MMWR_weeks_are_read(string text, bool real) =>
        Assert.Equal(real, TimeParser.TryParse(text, TimeFormat.Epiweek, out _));

    [Fact]
    public void Weeks_run_on_over_the_end_of_a_long_year()
    {
        Assert.True(TimeParser.TryParse("202053", TimeFormat.Epiweek, out DateOnly last));
        Assert.True(TimeParser.TryParse("202101", TimeFormat.Epiweek, out DateOnly first));
        Assert.Equal(new DateOnly(2020, 12, 27), last);
        Assert.Equal(last.AddDays(7), first);
    }
}
