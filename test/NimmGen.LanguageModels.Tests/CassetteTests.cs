using System.Text.Json.Nodes;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Exchanges are recorded and replayed; what is wrong with a cassette is said with what to do.</summary>
public sealed class CassetteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Root, "run.cassette");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_recorded_is_replayed_without_a_server()
    {
        var recorded = new List<Answer>();
        Ask[] asks = [Asked(1), Asked(2), Asked(3), Asked(1) with { Sample = 1 }];
        await using (FakeServer server = await FakeServer.StartAsync((c, n) => n == 3
            ? Answers.OpenAiAsync(c, "too long", finish: "length")
            : Answers.OpenAiAsync(c, $"reply {n}\n\"quoted\" → ünïcödé", n == 2 ? "another" : "test-1")))
        {
            using LanguageModel model = Recording(server, CassetteMode.Record);
            foreach (Ask ask in asks)
            {
                recorded.Add(await model.AskAsync(ask, Try.Cancellation));
            }

            // The same question with the same number of sample is the same question.
            Assert.Equal(recorded[0].Text, (await model.AskAsync(asks[0], Try.Cancellation)).Text);
            Assert.Equal(4, server.Seen.Count);
        }

        // The seconds are those of now; whoever replays may ask in any order and with any temperature.
        using LanguageModel replay = Try.Make($"replay:{File}", Try.Options() with { Temperature = 1.5f, MaxOutputTokens = 5 });
        for (int i = asks.Length - 1; i >= 0; i--)
        {
            Answer answer = await replay.AskAsync(asks[i], Try.Cancellation);
            Assert.Equal(recorded[i].Text, answer.Text);
            Assert.Equal(recorded[i].Failure?.Diagnostic, answer.Failure?.Diagnostic);
            Assert.Equal((recorded[i].Usage, recorded[i].Money), (answer.Usage, answer.Money));
            Assert.Equal(recorded[i].Warnings, answer.Warnings);
            Assert.Equal((0, true), (answer.Attempts, answer.FromCassette));
        }

        Assert.Equal("NL0009", recorded[2].Failure?.Code);
        Assert.Equal("another", recorded[1].Model);
        Assert.Equal(replay.Budget.Spent with { Wall = default }, new BudgetSpent(4, 400, 80, 0, 0, default));
    }

    [Fact]
    public async Task A_recording_that_was_killed_goes_on()
    {
        await using FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}"));
        using (LanguageModel model = Recording(server, CassetteMode.ReplayThenRecord, "by hand, 2026"))
        {
            Try.Answered("reply 1", await model.AskAsync(Asked(1), Try.Cancellation));
            Try.Answered("reply 2", await model.AskAsync(Asked(2), Try.Cancellation));
        }

        // Killed while it wrote the second.
        byte[] whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..^25]);
        LanguageModelResult made = LanguageModelFactory.Create("openai:test-1", Options(server, CassetteMode.ReplayThenRecord));
        using (LanguageModel model = made.Model!)
        {
            Assert.Equal("NL0019", Assert.Single(made.Warnings).Code);
            Try.Answered("reply 1", await model.AskAsync(Asked(1), Try.Cancellation));
            Try.Answered("reply 3", await model.AskAsync(Asked(2), Try.Cancellation));
        }

        Assert.Equal(3, server.Seen.Count);
        string[] lines = System.IO.File.ReadAllLines(File);
        Assert.Equal("""{"cassette":1,"note":"by hand, 2026"}""", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, l => JsonNode.Parse(l));
    }

    [Fact]
    public async Task Another_model_address_or_option_is_another_question()
    {
        await using FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}"));
        ProviderOptions options = Options(server, CassetteMode.ReplayThenRecord);
        (string Specification, ProviderOptions Options)[] asked =
            [("openai:test-1", options), ("openai:test-2", options), ("openai:test-1", options with { Temperature = 0.5f }), ("openai:test-1", options with { MaxOutputTokens = 9 }), ("openai:test-1", options with { BaseUrl = server.Root + "/v2" })];
        foreach ((int i, (string specification, ProviderOptions o)) in asked.Index())
        {
            Try.Answered($"reply {i + 1}", await Try.AskAsync(specification, o));
        }

        Try.Answered("reply 2", await Try.AskAsync("openai:test-2", options));
        LanguageModelFailure missing = Try.Failed(await Try.AskAsync("openai:test-3", options with { CassetteMode = CassetteMode.Replay }));
        Assert.Equal("NL0017", missing.Code);
        Assert.Contains("openai:test-3", missing.Diagnostic.Why);
        Assert.Equal(asked.Length, server.Seen.Count);
    }

    [Fact]
    public async Task A_missing_reply_says_where_the_question_differs()
    {
        await using (FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}")))
        {
            using LanguageModel model = Recording(server, CassetteMode.Record);
            await model.AskAsync(new("You are brief.", "line one\nthe population is 763\nline three", "modelling"), Try.Cancellation);
        }

        using LanguageModel replay = Try.Make($"replay:{File}", Try.Options());
        LanguageModelFailure text = Try.Failed(await replay.AskAsync(new("You are brief.", "line one\nthe population is 764\nline three", "modelling"), Try.Cancellation));
        Assert.Equal(("NL0017", FailureKind.Setup, 0), (text.Code, text.Kind, text.Attempts));
        Assert.Equal("message 2 (user), line 2: '4 line three'", text.Diagnostic.In);
        Assert.Contains("'3 line three'", text.Diagnostic.Why);
        Assert.Equal(2, text.Diagnostic.Place.Line);
        LanguageModelFailure sample = Try.Failed(await replay.AskAsync(new("You are brief.", "line one\nthe population is 763\nline three") { Sample = 4 }, Try.Cancellation));
        Assert.Contains("sample 0", sample.Diagnostic.Why);
        Assert.Equal(0, replay.Budget.Spent.Calls);
    }

    [Fact]
    public async Task A_long_text_is_written_once()
    {
        string system = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"rule {i}"));
        await using (FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}")))
        {
            using LanguageModel model = Recording(server, CassetteMode.Record);
            for (int i = 0; i < 5; i++)
            {
                await model.AskAsync(new(system, $"question {i}"), Try.Cancellation);
            }
        }

        string text = System.IO.File.ReadAllText(File);
        Assert.Single(text.Split("rule 199")[1..]);
        using LanguageModel replay = Try.Make($"replay:{File}", Try.Options());
        Try.Answered("reply 4", await replay.AskAsync(new(system, "question 3"), Try.Cancellation));
        Assert.Contains("line 199", Try.Failed(await replay.AskAsync(new(system.Replace("rule 198", "rule X"), "question 3"), Try.Cancellation)).Diagnostic.In);
    }

    [Fact]
    public async Task Nothing_is_lost_or_mixed_when_many_are_asked_at_once()
    {
        await using FakeServer server = await FakeServer.StartAsync(async (c, n) =>
        {
            await Task.Delay(n % 5, c.RequestAborted);
            await Answers.OpenAiAsync(c, $"reply {n}");
        });
        Answer[] recorded;
        using (LanguageModel model = Recording(server, CassetteMode.Record))
        {
            recorded = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => model.AskAsync(Asked(i), Try.Cancellation)));
        }

        Assert.Equal(41, System.IO.File.ReadAllLines(File).Length);
        using LanguageModel replay = Try.Make($"replay:{File}", Try.Options());
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => replay.AskAsync(Asked(i), Try.Cancellation)));
        Assert.Equal(recorded.Select(a => a.Text), answers.Select(a => a.Text));
        Assert.Equal(40, answers.Select(a => a.Text).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"cassette":2,"form":"new"}""", "NL0016", "version 2", "newer")]
    [InlineData("", "NL0016", "no cassette", "record anew")]
    [InlineData("""{"name":"something else"}""", "NL0016", "no cassette", "record anew")]
    [InlineData("SQLite format 3", "NL0016", "no cassette", "record anew")]
    [InlineData("{\"cassette\":1}\n{\"question\":\"12\n{\"question\":\"34\"}\n", "NL0016", "damaged", "remove the line")]
    [InlineData("{\"cassette\":1}\n{\"question\":\"12\"}\n", "NL0016", "damaged", "remove the line")]
    [InlineData("{\"cassette\":1}\n[1,2]\n", "NL0016", "damaged", "remove the line")]
    public void A_file_that_is_none_says_what_to_do(string text, string code, string message, string fix)
    {
        System.IO.File.WriteAllText(File, text);
        LanguageModelFailure failure = Try.Broken($"replay:{File}", Try.Options());
        Assert.Equal((code, FailureKind.Setup), (failure.Code, failure.Kind));
        Assert.Contains(message, failure.Diagnostic.Message);
        Assert.Contains(fix, failure.Diagnostic.Fix);
        Assert.Equal(File, failure.Diagnostic.Place.File);
        // Nothing of another's file is overwritten.
        if (text.Length > 0)
        {
            Assert.Equal(code, Try.Broken("exec:cat", Try.Options() with { CassetteFile = File }).Code);
            Assert.Equal("NL0018", Try.Broken("exec:cat", Try.Options() with { CassetteFile = File, CassetteMode = CassetteMode.Record }).Code);
            Assert.Equal(text, System.IO.File.ReadAllText(File));
        }
    }

    [Fact]
    public void A_file_that_cannot_be_opened_says_why()
    {
        Assert.Contains("no such file", Try.Broken($"replay:{File}", Try.Options()).Diagnostic.Why);
        Assert.Equal("NL0016", Try.Broken($"replay:{_folder.Root}", Try.Options()).Code);
        Assert.Equal("NL0018", Try.Broken("exec:cat", Try.Options() with { CassetteFile = Path.Combine(_folder.Root, "none", "x") }).Code);
        using LanguageModel first = Try.Make("exec:cat", Try.Options() with { CassetteFile = File });
        LanguageModelFailure second = Try.Broken("exec:cat", Try.Options() with { CassetteFile = File });
        Assert.Equal("NL0018", second.Code);
        Assert.Contains("another process", second.Diagnostic.Why);
    }

    [Fact]
    public async Task A_disk_that_is_full_loses_one_line_and_no_other()
    {
        await using FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}"));
        using (LanguageModel model = Recording(server, CassetteMode.Record))
        {
            await model.AskAsync(Asked(1), Try.Cancellation);
        }

        string before = System.IO.File.ReadAllText(File);
        CassetteEntry entry = CassetteReader.Read(File, System.IO.File.ReadAllBytes(File)).Content!.Entries[0];
        using (Cassette full = Cassette.Open(File, CassetteMode.ReplayThenRecord, null, f => new FullDisk(f)).Cassette!)
        {
            var another = CassetteQuestion.Of([new(Microsoft.Extensions.AI.ChatRole.User, "question 2")], null);
            var endpoint = new Endpoint(entry.Provider, entry.Address, entry.Model);
            LanguageModelFailure failure = Assert.Throws<LanguageModelException>(() => full.Add(another, endpoint, entry with { Question = another.Hash })).Failure;
            Assert.Equal(("NL0018", FailureKind.Setup, entry.Usage), (failure.Code, failure.Kind, failure.Spent));
            Assert.Contains("No space left", failure.Diagnostic.Why);
            Assert.Null(full.Find(another, endpoint));
        }

        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task What_a_cassette_has_needs_no_key()
    {
        await using (FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}")))
        {
            using LanguageModel model = Recording(server, CassetteMode.Record);
            await model.AskAsync(Asked(1), Try.Cancellation);
        }

        // As if it had been recorded at OpenAI.
        string recorded = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, System.Text.RegularExpressions.Regex.Replace(recorded, "\"address\":\"[^\"]*\"", $"\"address\":\"{Endpoint.OpenAiAddress}\""));
        using LanguageModel without = Try.Make("openai:test-1", Try.Options() with { CassetteFile = File });
        Try.Answered("reply 1", await without.AskAsync(Asked(1), Try.Cancellation));
        LanguageModelFailure failure = Try.Failed(await without.AskAsync(Asked(2), Try.Cancellation));
        Assert.Equal(("NL0002", 0), (failure.Code, failure.Attempts));
    }

    [Fact]
    public async Task A_cassette_that_is_damaged_anywhere_is_read_or_refused()
    {
        await using (FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, $"reply {n}")))
        {
            using LanguageModel model = Recording(server, CassetteMode.Record);
            await model.AskAsync(Asked(1), Try.Cancellation);
            await model.AskAsync(Asked(2) with { Schema = JsonReply.Schema<CassetteFailure>() }, Try.Cancellation);
        }

        byte[] whole = System.IO.File.ReadAllBytes(File);
        var random = new Random(20261125);
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = [.. whole];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            (CassetteContent? content, LanguageModelFailure? failure) = CassetteReader.Read(File, random.Next(2) == 0 ? damaged : damaged[..random.Next(damaged.Length)]);
            Assert.True(content is null == failure is not null);
            refused += failure?.Code == "NL0016" ? 1 : 0;
            // What was read can be asked, and a miss be explained.
            if (content is not null)
            {
                CassetteMiss.Of(CassetteQuestion.Of([new(Microsoft.Extensions.AI.ChatRole.User, "another")], null), null, content.Entries, m => m.Text ?? "");
            }
        }

        Assert.InRange(refused, 100, 900);
    }

    /// <summary>A file on a disk that has room for forty more bytes.</summary>
    private sealed class FullDisk(string file) : FileStream(file, FileMode.Open, FileAccess.ReadWrite)
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, 40);
            base.Flush();
            throw new IOException("No space left on device");
        }
    }

    private static Ask Asked(int number) => new("You are brief.", $"question {number}", "modelling");

    private ProviderOptions Options(FakeServer server, CassetteMode mode) => Try.Options() with { BaseUrl = server.Address, CassetteFile = File, CassetteMode = mode };

    private LanguageModel Recording(FakeServer server, CassetteMode mode, string? note = null) => Try.Make("openai:test-1", Options(server, mode) with { CassetteNote = note });
}
