using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NimmGen.LanguageModels.Tests;

/// <summary>A span and its measurements a question.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task A_question_is_a_span_without_its_text()
    {
        var spans = new ConcurrentQueue<Activity>();
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        await using FakeServer server = await FakeServer.StartAsync((c, n) => n == 1 ? Answers.OpenAiAsync(c, "S to I to R.") : Answers.ErrorAsync(c, 500, "broken"));
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "NimmGen.LanguageModels",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Other tests ask at the same time.
            ActivityStopped = a =>
            {
                if (Equals(a.GetTagItem("server.address"), server.Address))
                {
                    spans.Enqueue(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == "NimmGen.LanguageModels") { l.EnableMeasurementEvents(i); } } };
        meters.SetMeasurementEventCallback<double>((i, v, tags, _) => measured.Enqueue((i.Name, v, string.Join(' ', tags.ToArray()))));
        meters.SetMeasurementEventCallback<long>((i, v, tags, _) => measured.Enqueue((i.Name, v, string.Join(' ', tags.ToArray()))));
        meters.Start();

        using LanguageModel model = Try.Make("openai:traced-1", Try.Options() with { BaseUrl = server.Address });
        var ask = new Ask("You are brief.", Try.Question, "modelling") { Sample = 4 };
        Try.Answered("S to I to R.", await model.AskAsync(ask, Try.Cancellation));
        Assert.Equal("NL0007", (await model.AskAsync(ask, Try.Cancellation)).Failure?.Code);

        Activity[] both = [.. spans];
        Assert.Equal(2, both.Length);
        Assert.Equal("chat traced-1", both[0].DisplayName);
        Assert.Equal(("openai", "modelling", 4, 100L, 20L, 1), (both[0].GetTagItem("gen_ai.provider.name"), both[0].GetTagItem("nimmgen.purpose"), both[0].GetTagItem("nimmgen.sample"),
            both[0].GetTagItem("gen_ai.usage.input_tokens"), both[0].GetTagItem("gen_ai.usage.output_tokens"), both[0].GetTagItem("nimmgen.attempts")));
        Assert.Equal(ActivityStatusCode.Unset, both[0].Status);
        Assert.Equal((ActivityStatusCode.Error, "NL0007"), (both[1].Status, both[1].GetTagItem("error.type")));
        Assert.All(both, s => Assert.DoesNotContain(s.TagObjects, t => t.Value is string text && text.Contains("influenza", StringComparison.Ordinal)));

        (string Name, double Value, string Tags)[] ours = [.. measured.Where(m => m.Tags.Contains("traced-1", StringComparison.Ordinal))];
        Assert.Equal(100, ours.Where(m => m.Name == "gen_ai.client.token.usage" && m.Tags.Contains("input", StringComparison.Ordinal)).Sum(m => m.Value));
        Assert.Equal(20, ours.Where(m => m.Name == "gen_ai.client.token.usage" && m.Tags.Contains("output", StringComparison.Ordinal)).Sum(m => m.Value));
        Assert.Equal(["ok", "NL0007"], ours.Where(m => m.Name == "gen_ai.client.operation.duration").Select(m => m.Tags.Split("outcome, ")[1].TrimEnd(']')));
    }
}
