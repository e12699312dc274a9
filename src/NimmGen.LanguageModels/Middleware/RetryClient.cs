using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace NimmGen.LanguageModels;

/// <summary>The only place where anything is tried again: after the time that the server names, else after a wait that doubles, with seeded jitter.</summary>
internal sealed class RetryClient : Middleware
{
    // Of the time that the server names, on top of it.
    private const double LongestJitter = 0.1;

    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _longest;

    public RetryClient(IChatClient inner, ProviderOptions options)
        : base(inner)
    {
        _longest = options.LongestRetryDelay;
        _pipeline = options.Retries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = options.Time }.AddRetry(Strategy(options)).Build();
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        int attempts = 0;
        TokenUsage lost = TokenUsage.None;
        try
        {
            return await _pipeline.ExecuteAsync(async token =>
            {
                attempts++;
                try
                {
                    ChatResponse response = await InnerClient.GetResponseAsync(messages, options, token);
                    ReplyFacts facts = ReplyFacts.Of(response);
                    (facts with { Attempts = attempts, Usage = facts.Usage + lost }).AddTo(response);
                    return response;
                }
                catch (LanguageModelException e)
                {
                    lost += e.Failure.Spent;
                    throw;
                }
            }, cancellationToken);
        }
        catch (LanguageModelException e)
        {
            throw new LanguageModelException(Told(e.Failure, attempts) with { Spent = lost, Attempts = e.Failure.Attempts == 0 ? 0 : attempts });
        }
    }

    private RetryStrategyOptions Strategy(ProviderOptions options)
    {
        // One generator for questions asked at once: which wait goes to which does not matter, that they differ does.
        var random = new Random(options.Seed);
        var turn = new Lock();
        double Next()
        {
            lock (turn)
            {
                return random.NextDouble();
            }
        }

        return new()
        {
            MaxRetryAttempts = options.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.LongestRetryDelay,
            Randomizer = Next,
            // Never earlier than the server says, and not all at once.
            DelayGenerator = arguments => new((arguments.Outcome.Exception as LanguageModelException)?.Failure.RetryAfter * (1 + LongestJitter * Next())),
            ShouldHandle = arguments => new(arguments.Outcome.Exception is LanguageModelException { Failure.Retryable: true } e && !TooLong(e.Failure)),
        };
    }

    private bool TooLong(LanguageModelFailure failure) => failure.RetryAfter > _longest;

    private LanguageModelFailure Told(LanguageModelFailure failure, int attempts)
    {
        string? said = TooLong(failure) ? $"it asks to wait {failure.RetryAfter!.Value.TotalSeconds:N0} s, longer than the longest wait of {_longest.TotalSeconds:N0} s"
            : attempts > 1 ? $"so did the attempts before: {attempts} in all"
            : null;
        return said is null ? failure : failure with { Diagnostic = failure.Diagnostic with { Why = failure.Diagnostic.Why is { } why ? $"{why}; {said}" : said } };
    }
}
