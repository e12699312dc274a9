using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NimmGen.Data;

namespace NimmGen.Cli.Tests;

/// <summary><c>nimmgen data init</c>, and the page that describes it: from a file to a report.</summary>
public sealed partial class DataInitTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository(), "docs", "your-own-data.md"));
    private readonly Session _session = new();

    [Fact]
    public async Task The_page_goes_from_a_file_to_a_report()
    {
        string[] blocks = [.. Block().Matches(Page).Select(m => m.Groups["text"].Value)];
        File.WriteAllText(_session["school.csv"], blocks[0]);
        string[] commands = [.. Commands().Matches(Page).SelectMany(m => m.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(["nimmgen data init school.csv", "nimmgen run school --iterations 5", "nimmgen data check school", "nimmgen data card school"], commands);
        foreach (string command in commands)
        {
            int code = await _session.Run(command.Split(' ')[1..]);
            Assert.True(code == ExitCode.Done, $"{command}: {code}\n{_session.Error}");
            if (command.Contains("init", StringComparison.Ordinal))
            {
                // The page shows the output as far as its table goes.
                Assert.StartsWith(Squeezed(blocks[1]), Squeezed(_session.Out), StringComparison.Ordinal);
                Assert.Contains("warning ND0044 school.csv", _session.Error);
                Assert.EndsWith("wrote school/school.csv, school/card.json\nnext: nimmgen run school\n", _session.Out, StringComparison.Ordinal);
            }
        }

        Assert.Equal(["nimmgen-school-1.nimm", "nimmgen-school.html", "school", "school.csv"], _session.Files);
        string report = await File.ReadAllTextAsync(_session["nimmgen-school.html"], TestContext.Current.CancellationToken);
        Assert.Contains("In bed in school", report);
        Assert.True(report.Length > 50_000);
    }

    [Fact]
    public async Task What_is_there_is_not_written_over_unless_asked()
    {
        File.WriteAllText(_session["cases.csv"], Cases());
        Assert.Equal(ExitCode.Done, await _session.Run("data", "init", "cases.csv", "--population", "900", "--output", "mine", "--json"));
        JsonNode said = JsonNode.Parse(_session.Out)!;
        Assert.Equal(["mine/cases.csv", "mine/card.json"], said["written"]!.AsArray().Select(n => (string?)n));
        Assert.Contains(said["guesses"]!.AsArray(), g => (string?)g!["what"] == "target" && (string?)g["change"] == "--target COLUMN");
        string card = File.ReadAllText(_session["mine/card.json"]);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "init", "cases.csv", "--population", "800", "--output", "mine"));
        Assert.Contains("it has cases.csv and card.json already", _session.Error);
        Assert.Equal(card, File.ReadAllText(_session["mine/card.json"]));
        Assert.Equal(ExitCode.Done, await _session.Run("data", "init", "cases.csv", "--population", "800", "--output", "mine", "--force", "--horizon", "5", "--domain", "covid", "--name", "My town"));
        DataCard made = PanelReader.ReadFolder(_session["mine"]).Panel!.Card;
        Assert.Equal((5, 800.0, "my-town"), (made.Windows!.Horizon, made.Constants.Single().Value, made.Name));
        Assert.NotEmpty(made.Literature);
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_nothing_is_written()
    {
        File.WriteAllText(_session["cases.csv"], Cases().Replace("2021-01-09", "09.01.2021", StringComparison.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "init", "cases.csv", "--population", "900"));
        Assert.StartsWith("error ND0007 cases.csv:10\n  got:      '09.01.2021' in column 'date', beside '2021-01-01': mixed forms (d/m/y and y-m-d); 1 such cell\n", _session.Error, StringComparison.Ordinal);
        Assert.Contains("fix:      write all dates in one form", _session.Error);
        File.WriteAllText(_session["none.csv"], Cases().Replace("2021-01-09", "2021-13-45", StringComparison.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "init", "none.csv", "--population", "900"));
        Assert.Contains("fix:      correct it, or leave the row out", _session.Error);
        File.Delete(_session["none.csv"]);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "init", "absent.csv"));
        Assert.Contains("error ND0001", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "init", "."));
        Assert.Contains("a folder", _session.Error);
        Assert.Equal(ExitCode.Usage, await _session.Run("data", "init", "cases.csv", "--date-format", "d.m.y"));
        Assert.Equal(["cases.csv"], _session.Files);
    }

    [Theory]
    [InlineData("twelve points", 12, "every")]
    [InlineData("one spike", 40, "spike")]
    public async Task Poor_data_end_in_words_and_not_in_a_crash(string name, int days, string shape)
    {
        string file = name.Replace(' ', '-') + ".csv";
        File.WriteAllText(_session[file], Cases(days, t => shape == "spike" ? (t == 20 ? 12 : 0) : 3 + t * t % 11));
        Assert.Equal(ExitCode.Done, await _session.Run("data", "init", file, "--population", "900", "--output", "poor"));
        Assert.Contains("warning ND0044", _session.Error);
        int code = await _session.Run("run", "poor", "--iterations", "2");
        Assert.True(code is ExitCode.Done or ExitCode.NoTwin, $"{code}\n{_session.Error}");
        Assert.Contains(code == ExitCode.Done ? "nimmgen-poor.html" : "nimmgen-poor-1.nimm", _session.Out + _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private static string Cases(int days = 60, Func<int, int>? count = null) =>
        "date,cases\n" + string.Concat(Enumerable.Range(0, days).Select(t => $"{new DateOnly(2021, 1, 1).AddDays(t):yyyy-MM-dd},{count?.Invoke(t) ?? t % 9}\n"));

    private static string Squeezed(string text) => Blanks().Replace(text.Trim(), " ");

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NimmGen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex("```(csv|text)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("```bash\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commands();

    [GeneratedRegex("[ \n]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();
}
