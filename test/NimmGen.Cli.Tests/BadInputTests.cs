namespace NimmGen.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly Session _session = new();

    [Theory]
    [InlineData("rn", "did you mean 'run'?")]
    [InlineData("run --iteration 4", "did you mean '--iterations'?")]
    [InlineData("run --iterations 0", "--iterations 0: a whole number from 1 to 100000 is expected")]
    [InlineData("run --iterations many", "many")]
    [InlineData("run --jobs 0", "--jobs 0: a whole number from 1 to 1024 is expected")]
    [InlineData("run a b", "'b'")]
    [InlineData("show", "see: nimmgen show --help")]
    [InlineData("data lst", "did you mean 'list'?")]
    [InlineData("", "see: nimmgen --help")]
    public async Task A_wrong_command_line_is_exit_2(string line, string expected)
    {
        Assert.Equal(ExitCode.Usage, await _session.Run(new FakeSearch(), line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(expected, _session.Error);
        Assert.Contains("see: nimmgen", _session.Error);
        Assert.Empty(_session.Out);
        Assert.Empty(_session.Files);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("resume")]
    public async Task A_bad_run_file_is_exit_1_with_its_message(string command)
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "3", "--run", "whole.nimm");
        byte[] whole = File.ReadAllBytes(_session["whole.nimm"]);
        byte[] newer = [.. whole];
        newer[63] = 9;
        foreach ((string name, byte[] content, string expected) in new[]
        {
            ("cut.nimm", whole[..(whole.Length / 2)], "truncated"),
            ("newer.nimm", newer, "version 9, newer than this program"),
            ("text.nimm", "hello"u8.ToArray(), "not a run file"),
        })
        {
            File.WriteAllBytes(_session[name], content);
            Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), command, name));
            Assert.Contains(expected, _session.Error);
            Assert.Contains("fix: ", _session.Error);
            Assert.Empty(_session.Out);
        }

        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), command, "absent.nimm"));
        Assert.Contains("no such file", _session.Error);
    }

    [Fact]
    public async Task An_unknown_task_lists_the_tasks_and_the_closest()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "covid-bogta"));
        Assert.Contains("did you mean 'covid-bogota'?", _session.Error);
        Assert.All((string[])["boarding-school", "covid-bogota", "covid-medellin", "influenza-usa", "mrsa-virginia", "lung-cancer"], name => Assert.Contains(name, _session.Error));
        Assert.Empty(_session.Files);
    }

    [Fact]
    public async Task A_data_folder_that_does_not_exist_is_named()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "covid-bogota", "--data", "absent"));
        Assert.StartsWith("error ND0023", _session.Error, StringComparison.Ordinal);
        Assert.Contains("no such folder", _session.Error);
        Assert.Contains("--data DIR", _session.Error);
        Directory.CreateDirectory(_session["mine"]);
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "mine"));
        Assert.Contains("card.json", _session.Error);
        Assert.Equal(["mine"], _session.Files);
    }

    [Fact]
    public async Task Data_commands_name_what_is_wrong()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "card", "covid-bogta"));
        Assert.Contains("did you mean 'covid-bogota'?", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check", "./absent"));
        Assert.Contains("no such folder", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check", "covid-bogota", "--data", "absent"));
        Assert.Contains("no such folder", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("doctor", "--data", "absent"));
        Assert.Contains("there is no such folder", _session.Out);
    }

    [Fact]
    public async Task Data_check_reports_all_that_is_wrong_and_counts()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("data", "card", "boarding-school", "--json"));
        Directory.CreateDirectory(_session["mine"]);
        File.WriteAllText(_session["mine/card.json"], _session.Out.Replace("\"folder\": \"boarding-school\",", "", StringComparison.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check", "mine"));
        Assert.Contains("error ND", _session.Error);
        Assert.Matches(@"^mine: \d+ errors?, 0 warnings\n$", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "check", "boarding-school"));
        Assert.Equal("boarding-school: 14 steps, 1 place, 2 channels; 0 errors, 0 warnings\n", _session.Out);
    }

    [Fact]
    public async Task Lists_and_findings_are_plain_lines()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("data", "list"));
        Assert.Contains("boarding-school", _session.Out);
        Assert.DoesNotContain("─", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "list", "--json"));
        Assert.Contains("\"name\": \"covid-bogota\"", _session.Out);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check", "./absent", "--json"));
        Assert.Contains("\"fix\": ", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("doctor"));
        Assert.Contains("NIMMGEN_DATA", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("doctor", "--json"));
        Assert.StartsWith("[", _session.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();
}
