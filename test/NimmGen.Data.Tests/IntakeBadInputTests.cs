using System.Text;

namespace NimmGen.Data.Tests;

/// <summary>What cannot be forecast, or is no table: each is refused or warned of with its message.</summary>
public sealed class IntakeBadInputTests
{
    private static readonly IntakeOptions People = new() { Population = "5000" };

    [Fact]
    public void Too_few_steps_are_refused_and_few_are_warned_of()
    {
        Assert.Contains("5 steps", IntakeTests.Refused("ND0044", Days(5, t => $"{IntakeTests.C(t) + 1}"), People).Got);
        IntakeResult twelve = Read(Days(12, t => $"{IntakeTests.C(t) + 1}"), People);
        Assert.Contains(twelve.Diagnostics, d => d is { Code: "ND0044", Severity: DataSeverity.Warning } && d.Got == "12 steps");
        Assert.Equal(1, twelve.Draft!.Card.Windows!.Horizon);
        Assert.NotEmpty(twelve.Draft.Card.Windows.ValidationOrigins());
    }

    [Fact]
    public void A_horizon_too_long_for_the_series_is_refused()
    {
        Assert.Contains("at most", IntakeTests.Refused("ND0044", Days(60, t => $"{IntakeTests.C(t) + 1}"), People with { Horizon = 40 }).Expected);
        Assert.Equal(9, Read(Days(60, t => $"{IntakeTests.C(t) + 1}"), People with { Horizon = 9 }).Draft!.Card.Windows!.Horizon);
    }

    [Fact]
    public void Nothing_but_zeros_is_refused_and_one_spike_is_warned_of()
    {
        Assert.Contains("every value of cases is 0", IntakeTests.Refused("ND0044", Days(60, _ => "0"), People).Got);
        Assert.Contains("no value of cases", IntakeTests.Refused("ND0044", Days(60, t => t < 0 ? "1" : "NA"), People with { Target = "cases" }).Got);
        IntakeResult spike = Read(Days(60, t => t == 30 ? "12" : "0"), People);
        Assert.NotNull(spike.Draft);
        Assert.Contains(spike.Diagnostics, d => d is { Code: "ND0044", Severity: DataSeverity.Warning } && d.Got.StartsWith("one value of cases is above 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_thousand_places_are_read_and_warned_of()
    {
        var text = new StringBuilder("place,date,cases\n");
        for (int p = 0; p < 2000; p++)
        {
            for (int t = 0; t < 40; t++)
            {
                text.Append($"town {p},{IntakeTests.Iso(t)},{(p + t) % 5}\n");
            }
        }

        IntakeResult result = Read(text.ToString(), People);
        Assert.Equal(2000, IntakeTests.Read(result.Draft!).LocationCount);
        Assert.Contains(result.Diagnostics, d => d is { Code: "ND0044", Severity: DataSeverity.Warning } && d.Got == "2,000 places");
    }

    [Fact]
    public void A_target_that_ends_before_its_inputs_ends_the_series()
    {
        IntakeResult result = Read(IntakeTests.Table("date,cases,mobility", (t, _) => $"{IntakeTests.Iso(t)},{(t < 50 ? $"{IntakeTests.C(t)}" : "")},{-t}"), People);
        Assert.Equal(50, IntakeTests.Read(result.Draft!).StepCount);
        Assert.Contains(result.Draft!.Guesses, g => g.What == "steps left out" && g.Value.StartsWith("10 after", StringComparison.Ordinal));
    }

    [Fact]
    public void More_cases_than_people_are_refused_and_more_in_all_are_warned_of()
    {
        Assert.Contains("whose population is 30", IntakeTests.Refused("ND0043", Days(60, t => $"{IntakeTests.C(t) + 1}"), People with { Population = "30" }).Got);
        IntakeResult result = Read(Days(60, t => $"{IntakeTests.C(t) + 1}"), People with { Population = "1000" });
        Assert.Contains(result.Diagnostics, d => d is { Code: "ND0043", Severity: DataSeverity.Warning });
        Assert.Contains("one person or more", IntakeTests.Refused("ND0041", Days(60, t => $"{IntakeTests.C(t) + 1}"), People with { Population = "0" }).Expected);
    }

    [Theory]
    [InlineData("place,cases\nNorth,1\nSouth,2\n", "ND0041", "none of which holds dates")]
    [InlineData("date,confirmed_cases,probable_cases\n2021-01-01,1,2\n", "ND0040", "confirmed_cases, probable_cases")]
    [InlineData("date,onset_date,cases\n2021-01-01,2020-12-24,2\n2021-01-02,2020-12-25,3\n", "", "")]
    [InlineData("report_date,onset_date,cases\n2021-01-01,2020-12-24,2\n2021-01-02,2020-12-25,3\n", "ND0040", "report_date, onset_date")]
    [InlineData("date,cases\n2021-01-01,1\n01/15/2021,2\n2021-01-03,2\n", "ND0007", "mixed forms")]
    [InlineData("date,cases\n2021-01-01,1\n,2\n2021-01-03,2\n", "ND0007", "an empty cell")]
    [InlineData("date,cases\n2024-01-01,3\n2024-13-01,4\n", "ND0007", "'2024-13-01' in column 'date'")]
    [InlineData("date,cases\nsoon,3\nlater,4\n", "ND0007", "'soon' in column 'date'")]
    [InlineData("date,cases\n2021-01-01,1\n2021-01-02,<5\n2021-01-03,2\n", "ND0041", "none of which counts")]
    [InlineData("date,cases,cases\n2021-01-01,1,2\n", "ND0025", "two columns named 'cases'")]
    [InlineData("2021-01-01,North,5\n2021-01-02,North,6\n", "ND0039", "seems to be a value")]
    [InlineData("date\n2021-01-01\n", "ND0039", "one column")]
    [InlineData("", "ND0011", "an empty file")]
    [InlineData(" \n\n", "ND0011", "an empty file")]
    [InlineData("date,cases\n", "ND0011", "without rows")]
    [InlineData("date,cases\n2021-01-01,1\n2021-01-02\n", "ND0012", "1 cells")]
    [InlineData("date,cases\n2021-01-01,1\n2021-01-03,2\n2021-01-05,4\n", "ND0042", "mostly 2 days apart")]
    [InlineData("date,cases\n2021-01-01,1\n2021-01-08,2\n2021-01-15,4\n2021-01-23,4\n2021-01-29,4\n", "ND0042", "a Saturday")]
    [InlineData("date,cases\n2021-01-01,1\n", "ND0042", "one date")]
    [InlineData("date,place,cases\n2021-01-01,,1\n2021-01-02,,2\n", "ND0044", "2 steps")]
    [InlineData("date,cases,bad\n2021-01-01,-1,1\n2021-01-02,2,1\n2021-01-03,2,1\n", "ND0005", "-1")]
    [InlineData("year,cases\n2019,4\n2020,5\n", "ND0041", "none of which holds dates")]
    public void A_table_that_cannot_be_understood_is_refused(string text, string code, string got)
    {
        if (code.Length > 0)
        {
            Assert.Contains(got, IntakeTests.Refused(code, text, People).Got);
            return;
        }

        // A column that is called date needs no asking; what follows is that two steps are too few.
        IntakeTests.Refused("ND0044", text, People);
    }

    [Fact]
    public void A_text_among_numbers_is_an_error_unless_it_means_missing()
    {
        string text = Days(60, t => t == 20 ? "<5" : $"{IntakeTests.C(t)}");
        DataDiagnostic error = IntakeTests.Refused("ND0006", text, People);
        Assert.Equal(22, error.Line);
        Assert.Contains("--missing '<5'", error.Fix);
        Assert.True(double.IsNaN(IntakeTests.Read(Read(text, People with { Missing = ["<5"] }).Draft!).Values("cases")[20]));
    }

    [Fact]
    public void Columns_that_are_named_must_be_there()
    {
        foreach (IntakeOptions options in (IntakeOptions[])[People with { Date = "dat" }, People with { Target = "case" }, People with { Place = "plase" }])
        {
            DataDiagnostic error = IntakeTests.Refused("ND0041", Days(60, t => $"{IntakeTests.C(t)}"), options);
            Assert.Contains("which is no column", error.Got);
        }

        IntakeTests.Refused("ND0007", Days(60, t => $"{IntakeTests.C(t)}"), People with { DateFormat = "m/d/y" });
    }

    [Theory]
    [InlineData("PK\u0003\u0004....", "Excel")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("SQLite format 3\0", "SQLite")]
    [InlineData("date,cases\0\n1,2\n", "binary")]
    public void What_is_no_text_is_refused(string start, string got) => Assert.Contains(got, IntakeTests.Refused("ND0038", start, People).Got);

    [Fact]
    public void Random_bytes_are_refused_and_nothing_crashes()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            Assert.Null(DataIntake.Read("noise.csv", bytes, People).Draft);

            // Text of the signs that tables are made of.
            byte[] text = [.. bytes.Select(b => (byte)"0123456789-/,;\n\".dateWs #%"[b % 26])];
            IntakeResult read = DataIntake.Read("noise.csv", text, People with { AcceptAll = true });
            Assert.True(read.Draft is not null || read.Diagnostics.Any(d => d.Severity == DataSeverity.Error));
        }
    }

    [Fact]
    public void A_file_of_200_megabytes_is_refused_before_it_is_read()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("nimmgen-large-").FullName, "large.csv");
        try
        {
            // It takes no room on the disk: nothing is written but its length.
            using (FileStream large = File.Create(path))
            {
                large.SetLength(200_000_000);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            DataDiagnostic error = Assert.Single(DataIntake.ReadFile(path, "large.csv", People, _ => null).Diagnostics);
            Assert.Equal("ND0013", error.Code);
            Assert.Contains("200,000,000 bytes", error.Got);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }

        Assert.Equal("ND0001", Assert.Single(DataIntake.ReadFile(path, "large.csv", People, _ => null).Diagnostics).Code);
    }

    [Fact]
    public void Dates_far_apart_do_not_make_a_grid_without_end()
    {
        DataDiagnostic error = IntakeTests.Refused("ND0013", IntakeTests.Table("date,place,cases", (t, _) => $"{(t == 9 ? "2191-01-01" : IntakeTests.Iso(t))},town {t % 40},1", rows: 400), People);
        Assert.Contains("2191-01-01", error.Got);
    }

    [Fact]
    public void A_quotation_mark_left_open_and_endless_lines_are_refused()
    {
        IntakeTests.Refused("ND0014", "date,cases\n" + new string('7', 2_000_000), People);
        IntakeTests.Refused("ND0014", "date,cases\n2021-01-01,\"" + string.Concat(Enumerable.Repeat("1,2\n", 400_000)), People);
    }

    [Fact]
    public void Control_characters_of_a_file_reach_no_terminal()
    {
        IntakeResult result = Read(IntakeTests.Table("date,place,ca\u001bses", (t, _) => $"{IntakeTests.Iso(t)},\"Nor\u001b[31mth\",{t}", (t, _) => $"{IntakeTests.Iso(t)},South,{t}"), People with { Target = "ca\u001bses" });
        Assert.NotNull(result.Draft);
        Assert.All(result.Draft.Guesses, g => Assert.DoesNotContain('\u001b', g.Value));
        Assert.DoesNotContain('\u001b', result.Draft.CardText);
        Assert.DoesNotContain('\u001b', result.Draft.Card.Title);
    }

    private static string Days(int rows, Func<int, string> cases) => IntakeTests.Table("date,cases", (t, _) => $"{IntakeTests.Iso(t)},{cases(t)}", rows: rows);

    private static IntakeResult Read(string text, IntakeOptions options) => DataIntake.Read("outbreak.csv", Encoding.UTF8.GetBytes(text), options);
}
