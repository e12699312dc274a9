using NimmGen.Ir;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Options of tests, and a question put to a model.</summary>
internal static class Try
{
    public const string Question = "How does influenza spread in a school?";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>No keys but those given, no retries, no waits worth the name.</summary>
    public static ProviderOptions Options(params (string Variable, string Value)[] keys) => new()
    {
        Keys = ProviderKeys.From(v => keys.FirstOrDefault(k => k.Variable == v).Value),
        Retries = 0,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        TimeOut = TimeSpan.FromMinutes(3),
    };

    public static LanguageModel Make(string specification, ProviderOptions options)
    {
        LanguageModelResult made = LanguageModelFactory.Create(specification, options);
        Assert.True(made.Failure is null, made.Failure?.Diagnostic.ToString());
        return made.Model!;
    }

    public static LanguageModelFailure Broken(string specification, ProviderOptions options)
    {
        LanguageModelResult made = LanguageModelFactory.Create(specification, options);
        Assert.Null(made.Model);
        return Complete(made.Failure);
    }

    public static async Task<Answer> AskAsync(string specification, ProviderOptions options, Ask? ask = null)
    {
        using LanguageModel model = Make(specification, options);
        return await model.AskAsync(ask ?? new("You are brief.", Question, "modelling"), Cancellation);
    }

    /// <summary>The failure of an answer; says what, and what to do.</summary>
    public static LanguageModelFailure Failed(Answer answer)
    {
        Assert.Equal("", answer.Text);
        return Complete(answer.Failure);
    }

    public static void Answered(string expected, Answer answer)
    {
        Assert.True(answer.Failure is null, answer.Failure?.Diagnostic.ToString());
        Assert.Equal(expected, answer.Text);
    }

    private static LanguageModelFailure Complete(LanguageModelFailure? failure)
    {
        Assert.NotNull(failure);
        Assert.Matches("^NL[0-9]{4}$", failure.Code);
        Assert.Equal(Severity.Error, failure.Diagnostic.Severity);
        Assert.NotEmpty(failure.Diagnostic.Message);
        Assert.False(string.IsNullOrEmpty(failure.Diagnostic.Fix), $"{failure.Diagnostic} has no fix");
        return failure;
    }
}
