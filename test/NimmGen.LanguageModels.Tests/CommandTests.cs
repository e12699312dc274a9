using System.Diagnostics;
using System.Text.Json;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Commands as language models, run by the shell.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ProviderOptions Options => Try.Options() with { Folder = _folder.Root };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_request_is_json_and_the_reply_is_what_is_printed()
    {
        var ask = new Ask("You judge.", "Ünïcödé, \"quotes\" and\nlines", "verification") { Sample = 3, Temperature = 0.5f, Schema = JsonReply.Schema<Judgement>() };
        Answer answer = await Try.AskAsync("exec:cat", Options with { MaxOutputTokens = 99 }, ask);
        Assert.Null(answer.Failure);
        using var request = JsonDocument.Parse(answer.Text);
        JsonElement root = request.RootElement;
        Assert.Equal("""{"version":1,"purpose":"verification","sample":3}""", root.GetProperty("nimmgen").GetRawText());
        Assert.Equal(ask.Messages[1].Text, root.GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.Equal("system", root.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal((99, 0.5), (root.GetProperty("max_tokens").GetInt32(), root.GetProperty("temperature").GetDouble()));
        Assert.True(root.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").TryGetProperty("properties", out _));
        Assert.Equal(("exec", 1), (answer.Model, answer.Attempts));
        Assert.Equal(answer.Usage.Total, answer.Usage.Estimated);
    }

    [Fact]
    public async Task A_pipe_gets_the_text_of_the_prompt() =>
        Try.Answered("You are brief.\n\nHow?\n", await Try.AskAsync("pipe:cat", Options, new("You are brief.", "How?")));

    [Fact]
    public async Task A_chat_completion_is_read_as_one()
    {
        _folder.Write("reply.json", Answers.OpenAiWhole("S to I to R.", "local-7b"));
        Answer answer = await Try.AskAsync("exec:cat >/dev/null; cat reply.json", Options);
        Try.Answered("S to I to R.", answer);
        Assert.Empty(answer.Warnings);
        Assert.Equal(("local-7b", new TokenUsage(100, 20)), (answer.Model, answer.Usage));
        _folder.Write("reply.json", Answers.OpenAiWhole("S to I", "local-7b").Replace("\"stop\"", "\"length\""));
        Assert.Equal("NL0009", Try.Failed(await Try.AskAsync("exec:cat reply.json", Options)).Code);
    }

    [Theory]
    [InlineData("""{"accept": true}""")]
    [InlineData("""{"choices": []}""")]
    [InlineData("""{"choices": [{"message": {"content": 7}}]}""")]
    [InlineData("{ not json")]
    public async Task Other_json_is_text(string printed)
    {
        _folder.Write("reply.txt", printed);
        Try.Answered(printed, await Try.AskAsync("exec:cat reply.txt", Options));
    }

    [Theory]
    [InlineData("nimmgen-no-such-command", "NL0015", FailureKind.Setup, 1, "not found")]
    [InlineData("./reply.txt", "NL0015", FailureKind.Setup, 1, "cannot be executed")]
    [InlineData("echo wrong model >&2; exit 3", "NL0015", FailureKind.Provider, 1, "exit code 3")]
    [InlineData("kill -9 $$", "NL0015", FailureKind.Provider, 1, "exit code 137")]
    [InlineData("true", "NL0013", FailureKind.Reply, 3, "empty")]
    [InlineData("yes", "NL0012", FailureKind.Reply, 1, "longer than")]
    public async Task What_goes_wrong_gets_its_code(string line, string code, FailureKind kind, int attempts, string message)
    {
        _folder.Write("reply.txt", "no program");
        Answer answer = await Try.AskAsync($"exec:{line}", Options with { Retries = 2, Time = new HurryingTime(), TimeOut = TimeSpan.FromHours(2) });
        LanguageModelFailure failure = Try.Failed(answer);
        Assert.Equal((code, kind, attempts), (failure.Code, failure.Kind, failure.Attempts));
        Assert.Contains(message, failure.Diagnostic.Message);
        if (line.StartsWith("echo", StringComparison.Ordinal))
        {
            Assert.Contains("wrong model", failure.Diagnostic.Why);
        }
    }

    [Fact]
    public async Task One_that_has_answered_is_tried_again()
    {
        // Fails at every second call.
        _folder.Write("moody.sh", "echo x >> calls; test $(($(wc -l < calls) % 2)) = 1 || { echo busy >&2; exit 75; }; echo fine\n");
        using LanguageModel model = Try.Make("exec:sh moody.sh", Options with { Retries = 2 });
        int[] attempts = [(await model.AskAsync(new("", "1"), Try.Cancellation)).Attempts, (await model.AskAsync(new("", "2"), Try.Cancellation)).Attempts];
        Assert.Equal([1, 2], attempts);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_given_up() =>
        Assert.Equal("NL0008", Try.Failed(await Try.AskAsync("exec:sleep 300", Options with { TimeOut = TimeSpan.FromMilliseconds(300) })).Code);

    [Fact]
    public async Task A_command_is_killed_with_what_it_started()
    {
        // The shell starts a child that starts a child; each notes its number.
        _folder.Write("slow.sh", "echo $$ > outer\nsh -c 'echo $$ > inner; sleep 300' &\nwait\n");
        using var cancel = new CancellationTokenSource();
        using LanguageModel model = Try.Make("exec:sh slow.sh", Options);
        Task<Answer> asked = model.AskAsync(new("", Try.Question), cancel.Token);
        int[] numbers = [await NumberAsync("outer"), await NumberAsync("inner")];
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        foreach (int number in numbers)
        {
            Assert.True(await EndsAsync(number), $"{number} still runs");
        }
    }

    [Fact]
    public async Task A_command_that_leaves_something_running_has_answered()
    {
        var clock = Stopwatch.StartNew();
        Answer answer = await Try.AskAsync("exec:sleep 300 & echo $! > left; echo done", Options);
        Try.Answered("done\n", answer);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 150);
        using var left = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_folder.Root, "left"))));
        left.Kill();
    }

    [Fact]
    public async Task A_long_prompt_need_not_be_read()
    {
        var ask = new Ask("", new string('x', 2_000_000));
        Try.Answered("brief\n", await Try.AskAsync("exec:echo brief", Options, ask));
        Try.Answered("2000003\n", await Try.AskAsync("pipe:wc -c", Options, ask));
    }

    [Fact]
    public async Task Cancellation_is_the_callers()
    {
        using var cancel = new CancellationTokenSource();
        using LanguageModel model = Try.Make("exec:sleep 300", Options);
        Task<Answer> asked = model.AskAsync(new("", Try.Question), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync("exec:cat", Options with { Folder = Path.Combine(_folder.Root, "none") }));
        Assert.Equal("NL0015", failure.Code);
        Assert.Contains("folder", failure.Diagnostic.Why);
    }

    // Of a process that notes it in a file.
    private async Task<int> NumberAsync(string name)
    {
        string file = Path.Combine(_folder.Root, name);
        for (int i = 0; i < 3000; i++)
        {
            if (File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file, Try.Cancellation), out int number))
            {
                return number;
            }

            await Task.Delay(20, Try.Cancellation);
        }

        throw new TimeoutException($"{name} was not written");
    }

    private static async Task<bool> EndsAsync(int id)
    {
        for (int i = 0; i < 3000; i++)
        {
            // A killed child of a killed parent waits for the machine's first process to collect it.
            string status = $"/proc/{id}/stat";
            try
            {
                if (!File.Exists(status) || File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal))
                {
                    return true;
                }
            }
            catch (IOException)
            {
                return true;
            }

            await Task.Delay(20, Try.Cancellation);
        }

        return false;
    }

    private sealed record Judgement(bool Accept);
}
