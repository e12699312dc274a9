using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>
/// One span and its measurements a question, named after OpenTelemetry's conventions for generative models.
/// Prompts and replies are not part of it.
/// </summary>
internal sealed class TracingClient(IChatClient inner, Endpoint endpoint, TimeProvider time) : Middleware(inner)
{
    /// <summary>The name of source and meter, for exporters.</summary>
    public const string Name = "NimmGen.LanguageModels";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s");
    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("gen_ai.client.token.usage", "{token}");

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using Activity? activity = Source.StartActivity($"chat {endpoint.Model}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.provider.name", endpoint.Provider).SetTag("gen_ai.request.model", endpoint.Model)
            .SetTag("server.address", endpoint.Address).SetTag("nimmgen.purpose", AskOptions.Purpose(options)).SetTag("nimmgen.sample", AskOptions.Sample(options));
        long start = time.GetTimestamp();
        string outcome = "ok";
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            ReplyFacts facts = ReplyFacts.Of(response);
            activity?.SetTag("gen_ai.response.model", facts.Model).SetTag("gen_ai.usage.input_tokens", facts.Usage.Input).SetTag("gen_ai.usage.output_tokens", facts.Usage.Output)
                .SetTag("nimmgen.usage.estimated_tokens", facts.Usage.Estimated).SetTag("nimmgen.attempts", facts.Attempts).SetTag("nimmgen.cassette", facts.FromCassette);
            Count(facts.Usage);
            return response;
        }
        catch (LanguageModelException e)
        {
            outcome = e.Failure.Code;
            activity?.SetStatus(ActivityStatusCode.Error, e.Failure.Diagnostic.Message).SetTag("error.type", outcome);
            Count(e.Failure.Spent);
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            Duration.Record(time.GetElapsedTime(start).TotalSeconds, new("gen_ai.provider.name", endpoint.Provider), new("gen_ai.request.model", endpoint.Model), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private void Count(TokenUsage usage)
    {
        Tokens.Add(usage.Input, new("gen_ai.token.type", "input"), new("gen_ai.request.model", endpoint.Model));
        Tokens.Add(usage.Output, new("gen_ai.token.type", "output"), new("gen_ai.request.model", endpoint.Model));
    }
}
