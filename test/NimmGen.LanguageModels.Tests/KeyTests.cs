using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels.Tests;

/// <summary>A key is planted, servers and commands repeat it in every way, and everything that comes out is searched for it.</summary>
public sealed class KeyTests
{
    // Not of a form that a scanner would take for a real one.
    private const string Key = "planted-Zq7+Xw93/kLm=tR5v";

    private static readonly string[] Forms =
    [
        Key, Key[..12], Key[8..], Uri.EscapeDataString(Key), Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Key)),
    ];

    [Theory]
    [InlineData("openai", ProviderKeys.OtherVariable)]
    [InlineData("anthropic", ProviderKeys.OtherVariable)]
    public async Task A_key_is_nowhere_but_in_the_request(string provider, string variable)
    {
        using var folder = new TemporaryFolder();
        using var traced = new Traces();
        var written = new StringBuilder();
        string quoted = string.Join(' ', Forms);
        await using FakeServer server = await FakeServer.StartAsync((c, n) => n switch
        {
            1 => Answers.ErrorAsync(c, 401, $"Incorrect API key provided: {quoted}"),
            2 => Answers.ErrorAsync(c, 404, $"model test-1 of {quoted} not found"),
            3 => Answers.ErrorAsync(c, 500, quoted),
            4 => Answers.SendAsync(c, 200, "text/html", $"<html>{quoted}"),
            5 => Answers.SendAsync(c, 200, "text/event-stream", $"data: {{\"error\":{{\"message\":\"{quoted}\"}}}}\n\n"),
            6 => Answers.SendAsync(c, 200, "text/event-stream", $"data: {quoted}\n\n"),
            7 => Answers.ErrorAsync(c, 429, quoted),
            _ => Answers.SendAsync(c, 200, "text/event-stream", provider == "openai" ? Answers.OpenAiEvents($"You sent {quoted}.", quoted.Replace(' ', '-')) : Answers.AnthropicEvents($"You sent {quoted}.", quoted.Replace(' ', '-'))),
        });
        ProviderOptions options = Try.Options((variable, Key)) with { Folder = folder.Root, CassetteFile = "run.cassette", CassetteNote = "a note" };
        string address = provider == "openai" ? server.Address : server.Root;
        using (LanguageModel model = Try.Make($"{provider}:test-1@{address}", options))
        {
            for (int i = 1; i <= 9; i++)
            {
                Answer answer = await model.AskAsync(new Ask("You are brief.", $"{i}: my key is {Key}", "modelling"), Try.Cancellation);
                written.Append(answer).Append(answer.Text).Append(answer.Failure?.Diagnostic).AppendJoin('\n', answer.Warnings);
                Assert.Equal(i > 7, answer.Failure is null);
            }

            Exception thrown = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using FakeServer failing = await FakeServer.StartAsync(c => Answers.ErrorAsync(c, 403, quoted));
                using LanguageModel other = Try.Make($"{provider}:test-1@{failing.Address}", options with { CassetteFile = null });
                await other.GetResponseAsync("Hello", cancellationToken: Try.Cancellation);
            });
            written.Append(thrown);
        }

        // The request itself has the key, or nothing was tested.
        Assert.All(server.Seen, s => Assert.Contains(Key, s.Headers[provider == "openai" ? "Authorization" : "x-api-key"]));
        Assert.Contains(Redactor.Instead, written.ToString());
        foreach (string file in Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.Contains("cassette", text);
            written.Append(text);
        }

        Assert.NotEmpty(traced.Text);
        written.Append(traced.Text);
        string all = written.ToString();
        Assert.All(Forms, f => Assert.DoesNotContain(f, all));
    }

    [Fact]
    public async Task A_command_that_prints_its_environment_tells_no_key()
    {
        using var folder = new TemporaryFolder();
        ProviderOptions options = Try.Options((ProviderKeys.OpenAiVariable, Key)) with { Folder = folder.Root, CassetteFile = "run.cassette" };
        folder.Write("environment", $"OPENAI_API_KEY={Key}");
        Answer answer = await Try.AskAsync("exec:cat >/dev/null; cat environment", options);
        Assert.Equal($"OPENAI_API_KEY={Redactor.Instead}", answer.Text);
        Answer failed = await Try.AskAsync("exec:cat environment >&2; exit 1", options);
        Assert.DoesNotContain(Key, Try.Failed(failed).Diagnostic.ToString());
        Assert.DoesNotContain(Key, File.ReadAllText(Path.Combine(folder.Root, "run.cassette")));
    }

    [Theory]
    [InlineData("openai:" + Key + " and more")]
    [InlineData("exec:curl -H 'Authorization: Bearer " + Key + "' https://models.example.org")]
    [InlineData(Key)]
    [InlineData("replay:" + "/none/" + Key)]
    public void A_key_in_the_wrong_place_is_not_repeated(string specification) =>
        Assert.DoesNotContain(Key, Try.Broken(specification, Try.Options((ProviderKeys.OpenAiVariable, Key))).Diagnostic.ToString());

    [Fact]
    public void No_key_no_model()
    {
        LanguageModelFailure openAi = Try.Broken("openai:gpt-4.1", Try.Options((ProviderKeys.AnthropicVariable, "another")));
        Assert.Equal(("NL0002", FailureKind.Setup), (openAi.Code, openAi.Kind));
        Assert.Contains("OPENAI_API_KEY", openAi.Diagnostic.Message);
        Assert.Contains("ANTHROPIC_API_KEY", Try.Broken("anthropic:claude-sonnet-5-5", Try.Options()).Diagnostic.Message);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("ünïcödé-key")]
    [InlineData("with space")]
    public void A_key_that_cannot_be_sent_is_told_without_being_shown(string key)
    {
        LanguageModelFailure failure = Try.Broken("openai:gpt-4.1", Try.Options((ProviderKeys.OpenAiVariable, key)));
        Assert.Equal("NL0002", failure.Code);
        Assert.DoesNotContain(key, failure.Diagnostic.ToString());
        Assert.Contains("character", failure.Diagnostic.Message);
    }

    [Fact]
    public void Keys_come_from_user_secrets_too()
    {
        using var home = new TemporaryFolder();
        string folder = Path.Combine(home.Root, ".microsoft", "usersecrets", ProviderKeys.SecretsId);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "secrets.json");
        ProviderKeys keys = ProviderKeys.From(v => v == "HOME" ? home.Root : v == ProviderKeys.AnthropicVariable ? "from-the-environment" : null);
        File.WriteAllText(file, "\uFEFF{ \"OPENAI_API_KEY\": \" from-the-file \", /* twice */ \"ANTHROPIC_API_KEY\": \"unused\", }");
        Assert.Equal(("from-the-file", "user secrets"), (keys.Find(ProviderKeys.OpenAiVariable).Key, keys.Find(ProviderKeys.OpenAiVariable).Source));
        Assert.Equal(["user secrets", "environment", null], keys.Present().Select(p => p.Source));

        // A file that cannot be read is said where a key is missed; its text is not.
        File.WriteAllText(file, "{ \"OPENAI_API_KEY\": from-the-file");
        LanguageModelFailure failure = Try.Broken("openai:gpt-4.1", Try.Options() with { Keys = keys });
        Assert.Contains("not JSON", failure.Diagnostic.Why);
        Assert.DoesNotContain("from-the-file", failure.Diagnostic.ToString());
    }

    [Fact]
    public void A_key_over_an_open_line_is_warned_of()
    {
        (string, string) key = (ProviderKeys.OtherVariable, "key-of-the-server");
        Assert.Equal("NL0025", Assert.Single(LanguageModelFactory.Create("openai:test-1@http://models.example.org/v1", Try.Options(key)).Warnings).Code);
        Assert.Empty(LanguageModelFactory.Create("openai:test-1@https://models.example.org/v1", Try.Options(key)).Warnings);
        Assert.Empty(LanguageModelFactory.Create("openai:test-1@http://localhost:8000/v1", Try.Options(key)).Warnings);
        Assert.Empty(LanguageModelFactory.Create("openai:test-1@http://models.example.org/v1", Try.Options()).Warnings);
    }

    [Fact]
    public void Words_are_no_keys()
    {
        var redactor = new Redactor(["none", "ollama", "planted-key-1"]);
        Assert.Equal("none of ollama's, planted", redactor.Clean("none of ollama's, planted"));
        Assert.Equal($"[{Redactor.Instead}] and {Redactor.Instead}", redactor.Clean("[planted-key-1] and anted-key"));
    }

    /// <summary>Everything that traces and measurements say, as text.</summary>
    private sealed class Traces : IDisposable
    {
        private readonly ConcurrentQueue<string> _text = new();
        private readonly ActivityListener _activities;
        private readonly MeterListener _meters = new();

        public Traces()
        {
            // Whatever source it is: the clients have their own.
            _activities = new()
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = a => _text.Enqueue($"{a.Source.Name} {a.DisplayName} {a.StatusDescription} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Events.SelectMany(e => e.Tags))}"),
            };
            ActivitySource.AddActivityListener(_activities);
            _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _meters.SetMeasurementEventCallback<double>((i, v, tags, _) => _text.Enqueue($"{i.Name} {v} {string.Join(' ', tags.ToArray())}"));
            _meters.SetMeasurementEventCallback<long>((i, v, tags, _) => _text.Enqueue($"{i.Name} {v} {string.Join(' ', tags.ToArray())}"));
            _meters.Start();
        }

        public string Text => string.Join('\n', _text);

        public void Dispose()
        {
            _activities.Dispose();
            _meters.Dispose();
        }
    }
}
