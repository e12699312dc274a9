using System.Text;

namespace NimmGen.Data.Tests;

/// <summary>Files that nobody has described, as they come: each becomes a data set that can be read, and every guess is told.</summary>
public sealed class IntakeTests
{
    private const int Days = 60;

    private static readonly DateOnly First = new(2021, 1, 4);

    [Fact]
    public void Date_place_cases_population_are_read()
    {
        IntakeDraft draft = Made(Table("date,place,cases,population", (t, _) => $"{Iso(t)},North,{t % 9},1000", (t, _) => $"{Iso(t)},South,{t % 7},2500"));
        DataCard card = draft.Card;
        Assert.Equal(("outbreak", TimeStep.Day, "cases"), (card.Name, card.Step, card.Targets.Single().Name));
        Assert.Equal(ChannelKind.New, card.Targets.Single().Kind);
        Panel panel = Read(draft);
        Assert.Equal(["North", "South"], panel.Locations);
        Assert.Equal(Days, panel.StepCount);
        Assert.Equal([1000.0, 2500.0], panel.Constant("population"));
        Assert.Equal(8, panel.Values("cases")[8 * 2]);
        Assert.Equal(1, panel.Values("cases")[8 * 2 + 1]);
        Assert.Equal(["table", "date", "place", "target", "counts", "population", "inputs", "step", "forecasts"], draft.Guesses.Select(g => g.What));
        Assert.StartsWith("// Written by 'nimmgen data init' from outbreak.csv", draft.CardText, StringComparison.Ordinal);
        Assert.Contains("//   date: date: year-month-day, such as 2021-01-30  [--date COLUMN, --date-format FORMAT]\n", draft.CardText);
        Assert.NotNull(CardReader.Parse(draft.CardText, "card.json").Card);
        Windows windows = card.Windows!;
        Assert.Equal((7, 7, 53), (windows.Horizon, windows.Spacing, windows.TestOrigins[^1].TrainSteps));
        Assert.NotEmpty(windows.ValidationOrigins());
    }

    [Theory]
    [InlineData("semicolons and decimal commas", "datum;ort;fälle;einwohner;temperatur")]
    [InlineData("tabs", "datum\tort\tfälle\teinwohner\ttemperatur")]
    [InlineData("bars", "datum|ort|fälle|einwohner|temperatur")]
    public void Separators_and_decimal_signs_are_found(string name, string header)
    {
        char separator = header[5];
        string number = separator == ';' ? "1.234,5" : "1,234.5";
        IntakeDraft draft = Made(Table(header, (t, _) => string.Join(separator, $"{First.AddDays(t):dd.MM.yyyy}", "Bonn", $"{C(t)}", separator == ';' ? "330.579" : "330,579", t == 0 ? number : $"{t}")), file: name + ".csv");
        Assert.Equal("falle", draft.Card.Targets.Single().Name);
        Panel panel = Read(draft);
        Assert.Equal(330_579, panel.Constant("population")[0]);
        Assert.Equal(1234.5, panel.Values("temperatur")[0]);
        Assert.Equal(First, panel.Times[0]);
        Assert.Equal("Bonn", panel.Locations.Single());
    }

    [Theory]
    [InlineData("utf-8 with a mark")]
    [InlineData("utf-16")]
    [InlineData("latin 1")]
    public void Encodings_are_found(string encoding)
    {
        string text = Table("date,city,cases", (t, _) => $"{Iso(t)},Bogotá,{C(t)}");
        byte[] bytes = encoding switch
        {
            "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.Latin1.GetBytes(text),
        };
        IntakeDraft draft = Made(bytes, new() { Population = "7_000_000" });
        Assert.Equal("Bogotá", draft.Card.Location.Name);
        Assert.Equal(encoding != "utf-8 with a mark", draft.Guesses.Any(g => g.What == "encoding"));
    }

    [Theory]
    [InlineData("week", "yyyy-'W'", TimeStep.Week, "2021-01-04")]
    [InlineData("epiweek", "yyyy", TimeStep.Week, "2021-01-03")]
    [InlineData("iso week", "yyyy", TimeStep.Week, "2021-01-04")]
    public void Weeks_are_read(string header, string year, TimeStep step, string first)
    {
        IntakeDraft draft = Made(Table($"{header},cases", (t, _) => $"{First.AddDays(7 * (t % 52)).ToString(year)}{t + 1:00},{C(t)}", rows: 52), new() { Population = "5000" });
        Assert.Equal(step, draft.Card.Step);
        Assert.Equal(DateOnly.Parse(first), Read(draft).Times[0]);
        Assert.Equal(52, Read(draft).StepCount);
    }

    [Theory]
    [InlineData("month", "yyyy-MM")]
    [InlineData("month", "MM/yyyy")]
    [InlineData("month", "MMM yyyy")]
    [InlineData("month", "yyyyMM")]
    [InlineData("date", "yyyy-MM-dd")]
    public void Months_are_read(string header, string format)
    {
        IntakeDraft draft = Made(Table($"{header},cases", (t, _) => $"{new DateOnly(2017, 5, 1).AddMonths(t).ToString(format)},{C(t)}", rows: 40), new() { Population = "5000" });
        Assert.Equal(TimeStep.Month, draft.Card.Step);
        Assert.Equal(new DateOnly(2020, 8, 1), Read(draft).Times[39]);
    }

    [Fact]
    public void A_year_and_a_week_in_two_columns_are_put_together()
    {
        IntakeDraft draft = Made(Table("year,mmwr_week,cases", (t, _) => $"{2019 + t / 52},{t % 52 + 1},{C(t)}", rows: 104), new() { Population = "5000" });
        Assert.Equal((TimeStep.Week, 104), (draft.Card.Step, Read(draft).StepCount));
    }

    [Fact]
    public void Days_before_months_are_told_by_the_days_above_twelve_and_else_asked()
    {
        Panel panel = Read(Made(Table("date,cases", (t, _) => $"{First.AddDays(t):d/M/yyyy} 00:00,{C(t)}"), new() { Population = "9000" }));
        Assert.Equal(First, panel.Times[0]);
        panel = Read(Made(Table("date,cases", (t, _) => $"{First.AddDays(t):M/d/yy},{C(t)}"), new() { Population = "9000" }));
        Assert.Equal(First, panel.Times[0]);

        string open = Table("date,cases", (t, _) => $"{First.AddMonths(t):01/MM/yyyy},{C(t)}", rows: 40);
        DataDiagnostic asked = Refused("ND0040", open, new() { Population = "9000" });
        Assert.Contains("--date-format d/m/y or --date-format m/d/y", asked.Fix);
        Assert.Equal(TimeStep.Month, Made(open, new() { Population = "9000", DateFormat = "d/m/y" }).Card.Step);
        IntakeDraft taken = Made(open, new() { Population = "9000", AcceptAll = true });
        Assert.Equal(TimeStep.Month, taken.Card.Step);
        Assert.Contains(taken.Guesses, g => g.What == "date" && g.Value.Contains("day/month/year", StringComparison.Ordinal));
    }

    [Fact]
    public void Weeks_that_could_begin_on_Sunday_or_Monday_are_asked()
    {
        DataDiagnostic asked = Refused("ND0040", Table("week,cases", (t, _) => $"2021{t + 1:00},{C(t)}", rows: 52), new() { Population = "9000" });
        Assert.Contains("--date-format iso-week or --date-format epiweek", asked.Fix);
    }

    [Fact]
    public void A_comma_that_could_be_either_is_asked()
    {
        string text = Table("date;cases", (t, _) => $"{Iso(t)};1,{C(t) + 100}");
        Assert.Contains("--decimal", Refused("ND0040", text, new() { Population = "9000" }).Fix);
        Assert.Equal(1100, Read(Made(text, new() { Population = "9000", Decimal = '.' })).Values("cases")[0]);
        Assert.Equal(1.1, Read(Made(text, new() { Population = "9000", Decimal = ',' })).Values("cases")[0]);
        Refused("ND0040", Table("date;cases;rain", (t, _) => $"{Iso(t)};{C(t)};{(t == 3 ? "1,5" : "1.5")}"), new() { Population = "9000" });
    }

    [Fact]
    public void One_column_a_place_is_unfolded()
    {
        string text = Table("date,Bogota,Medellin,Cali", (t, _) => $"{Iso(t)},{C(t)},{2 * C(t)},{3 * C(t)}");
        IntakeDraft draft = Made(text, new() { Population = "9000" });
        Assert.Equal(["Bogota", "Medellin", "Cali"], Read(draft).Locations);
        Assert.Equal(3 * C(30), Read(draft).Values("cases")[30 * 3 + 2]);
        Assert.Contains(draft.Guesses, g => g.What == "layout" && g.Value.StartsWith("one column a place: 3", StringComparison.Ordinal));
        Assert.Equal("cali", Made(text, new() { Population = "9000", Wide = false, Target = "Cali" }).Card.Targets.Single().Name);

        string two = Table("date,Bogota,Medellin", (t, _) => $"{Iso(t)},{C(t)},{2 * C(t)}");
        Assert.Contains("--wide", Refused("ND0040", two, new() { Population = "9000" }).Fix);
        Assert.Equal(2, Read(Made(two, new() { Population = "9000", Wide = true })).LocationCount);
    }

    [Fact]
    public void One_column_a_date_is_unfolded_and_totals_become_new_counts()
    {
        var text = new StringBuilder("Province,Country,Lat,Long," + string.Join(',', Enumerable.Range(0, Days).Select(t => $"{First.AddDays(t):M/d/yy}")) + "\n");
        foreach ((string province, string country) in ((string, string)[])[("", "Chile"), ("", "Peru")])
        {
            text.Append($"{province},{country},1.5,2.5,{string.Join(',', Enumerable.Range(0, Days).Select(t => t * t))}\n");
        }

        IntakeDraft draft = Made(text.ToString(), new() { Population = "90000" });
        Panel panel = Read(draft);
        Assert.Equal(["Chile", "Peru"], panel.Locations);
        Assert.Equal(Days - 1, panel.StepCount);
        Assert.Equal(2 * 5 + 1, panel.Values("cases")[5 * 2]);
        Assert.Contains(draft.Guesses, g => g.What == "counts" && g.Value.Contains("differences", StringComparison.Ordinal));
        Assert.Contains(draft.Guesses, g => g.What == "steps left out");
    }

    [Fact]
    public void Gaps_stay_unknown_unless_said_to_be_zero()
    {
        string text = string.Join('\n', Table("date,cases", (t, _) => $"{Iso(t)},{C(t) + 1}").Split('\n').Where((_, i) => i is not (11 or 12)));
        IntakeDraft draft = Made(text, new() { Population = "9000" });
        Assert.Equal(Days, Read(draft).StepCount);
        Assert.True(double.IsNaN(Read(draft).Values("cases")[10]));
        Assert.Contains(draft.Guesses, g => g.What == "gaps" && g.Value.StartsWith("2 of 60", StringComparison.Ordinal));
        Assert.Equal(0, Read(Made(text, new() { Population = "9000", GapsAreZero = true })).Values("cases")[10]);
    }

    [Fact]
    public void Rows_of_parts_are_added_up_when_asked()
    {
        string text = Table("date,sex,region,cases", (t, _) => $"{Iso(t)},f,North,{C(t)}", (t, _) => $"{Iso(t)},m,North,{2 * C(t)}", (t, _) => $"{Iso(t)},f,South,1");
        Assert.Equal(["f, North", "m, North", "f, South"], Read(Made(text, new() { Population = "9000" })).Locations);
        Panel panel = Read(Made(text, new() { Population = "9000", SumRows = true }));
        Assert.Equal(["North", "South"], panel.Locations);
        Assert.Equal(3 * C(20), panel.Values("cases")[20 * 2]);
        Assert.Equal("ND0003", Refused("ND0003", text, new() { Population = "9000", Place = "region" }).Code);
    }

    [Fact]
    public void Equal_rows_are_one()
    {
        string text = Table("date,cases", (t, _) => $"{Iso(t)},{C(t)}");
        Assert.Equal(Days, Read(Made(text + $"{Iso(3)},{C(3)}\n", new() { Population = "9000" })).StepCount);
        Assert.Contains("with other values than line 5", Refused("ND0003", text + $"{Iso(3)},39\n", new() { Population = "9000" }).Got);
    }

    [Fact]
    public void Inputs_are_what_changes_within_a_place()
    {
        IntakeDraft draft = Made(Table("t,date,city,fips,cases,deaths,mobility_pct,area_km2,note", (t, _) => $"{t},{Iso(t)},Bogota,11001,{C(t)},{t % 2},{-t}.5,1775,text {t % 3}"), new() { Population = "9000" });
        Assert.Equal(["cases", "deaths", "mobility_pct"], draft.Card.Channels.Select(c => c.Name));
        Assert.Equal("percent", draft.Card.FindChannel("mobility_pct")!.Unit.ToString());
        Assert.All(draft.Card.Channels.Skip(1), c => Assert.False(c.KnownAhead));
        Assert.Contains(draft.Guesses, g => g.What == "left out" && g.Value.Contains("fips", StringComparison.Ordinal) && g.Value.Contains("area_km2", StringComparison.Ordinal));
    }

    [Fact]
    public void Inputs_that_are_mostly_unknown_are_left_out()
    {
        IntakeDraft draft = Made(Table("date,cases,rain,wind", (t, _) => $"{Iso(t)},{C(t)},{(t % 4 == 0 ? $"{t}" : "")},{(t % 4 == 0 ? "" : $"{t}")}"), new() { Population = "9000" });
        Assert.Equal(["cases", "wind"], draft.Card.Channels.Select(c => c.Name));
        Assert.Contains(draft.Guesses, g => g.What == "inputs left out" && g.Value.StartsWith("rain", StringComparison.Ordinal));
    }

    [Fact]
    public void Populations_come_from_a_column_a_number_or_a_file()
    {
        string text = Table("date,place,cases", (t, _) => $"{Iso(t)},North,{C(t)}", (t, _) => $"{Iso(t)},South,{C(t)}");
        Assert.Contains("--population", Refused("ND0041", text, new()).Fix);
        byte[] file = "region;people;population\nSouth;x;2.000\nNorth;y;1.000\n"u8.ToArray();
        IntakeResult result = DataIntake.Read("outbreak.csv", Encoding.UTF8.GetBytes(text), new() { Population = "people.csv", Decimal = ',' }, p => p == "people.csv" ? file : null);
        Assert.Equal([1000.0, 2000.0], Read(result.Draft!).Constant("population"));
        Assert.Equal("ND0041", Assert.Single(DataIntake.Read("outbreak.csv", Encoding.UTF8.GetBytes(text), new() { Population = "nowhere.csv" }).Diagnostics).Code);
        result = DataIntake.Read("outbreak.csv", Encoding.UTF8.GetBytes(text), new() { Population = "people.csv" }, _ => "place,population\nNorth,1000\n"u8.ToArray());
        Assert.Equal("ND0010", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void The_domain_brings_its_literature()
    {
        DataCard card = Made(Table("date,cases", (t, _) => $"{Iso(t)},{C(t)}"), new() { Population = "9000", Domain = "influenza" }).Card;
        Assert.StartsWith("Influenza: cases in outbreak, daily", card.Title, StringComparison.Ordinal);
        Assert.Equal(Catalogue.Find("influenza-usa")!.Literature, card.Literature);
    }

    [Theory]
    [InlineData(TimeStep.Day, 14)]
    [InlineData(TimeStep.Day, 60)]
    [InlineData(TimeStep.Day, 343)]
    [InlineData(TimeStep.Week, 12)]
    [InlineData(TimeStep.Week, 191)]
    [InlineData(TimeStep.Month, 24)]
    [InlineData(TimeStep.Month, 120)]
    public void Origins_suit_the_length(TimeStep step, int steps)
    {
        var guesses = new List<Guess>();
        Windows windows = OriginChoice.Of(steps, step, null, "a.csv", guesses);
        Assert.Equal(steps, windows.TestOrigins[^1].TrainSteps + windows.Horizon);
        Assert.True(windows.TestOrigins[0].TrainSteps >= steps / 2);
        Assert.NotEmpty(windows.ValidationOriginsOver());
        Assert.InRange(windows.MinTrainSteps, 2, windows.TestOrigins[0].TrainSteps - windows.Horizon);
        Assert.Single(guesses);
    }

    // Rises and falls: what only rises would be read as a total.
    internal static int C(int t) => t * 7 % 40;

    internal static string Iso(int t) => First.AddDays(t).ToString("yyyy-MM-dd");

    internal static string Table(string header, Func<int, int, string> one, Func<int, int, string>? two = null, Func<int, int, string>? three = null, int rows = Days)
    {
        var text = new StringBuilder(header + "\n");
        foreach (Func<int, int, string> place in new[] { one, two, three }.OfType<Func<int, int, string>>())
        {
            for (int t = 0; t < rows; t++)
            {
                text.Append(place(t, rows)).Append('\n');
            }
        }

        return text.ToString();
    }

    internal static IntakeDraft Made(string text, IntakeOptions? options = null, string file = "outbreak.csv") => Made(Encoding.UTF8.GetBytes(text), options, file);

    internal static DataDiagnostic Refused(string code, string text, IntakeOptions? options = null) => Refused(code, Encoding.UTF8.GetBytes(text), options);

    internal static DataDiagnostic Refused(string code, byte[] bytes, IntakeOptions? options = null)
    {
        IntakeResult result = DataIntake.Read("outbreak.csv", bytes, options ?? new());
        Assert.Null(result.Draft);
        DataDiagnostic first = result.Diagnostics.First(d => d.Severity == DataSeverity.Error);
        Assert.True(first.Code == code, first.ToString());
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("", new[] { d.Got, d.Expected, d.Fix }));
        return first;
    }

    internal static Panel Read(IntakeDraft draft)
    {
        ReadResult result = PanelReader.Read(CardReader.Parse(draft.CardText, "card.json").Card!, new MemorySource(draft.Files), new());
        Assert.True(result.Panel is not null, string.Join('\n', result.Diagnostics));
        return result.Panel;
    }

    private static IntakeDraft Made(byte[] bytes, IntakeOptions? options, string file = "outbreak.csv")
    {
        IntakeResult result = DataIntake.Read(file, bytes, options ?? new());
        Assert.True(result.Draft is not null, string.Join('\n', result.Diagnostics));
        return result.Draft;
    }
}
