using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>What came of making a language model.</summary>
/// <param name="Model">Null where it failed, and for <c>none</c>.</param>
/// <param name="Failure">What is wrong with the specification, the options, the key or the cassette.</param>
/// <param name="Warnings">What the user should know before the first question.</param>
public sealed record LanguageModelResult(LanguageModel? Model, LanguageModelFailure? Failure, ImmutableArray<Diagnostic> Warnings);

/// <summary>From a specification and options to something that can be asked.</summary>
public static class LanguageModelFactory
{
    /// <summary>Makes the model that the text names; sends nothing yet.</summary>
    public static LanguageModelResult Create(string specification, ProviderOptions options)
    {
        var redactor = new Redactor(options.Keys.All());
        SpecificationResult parsed = ModelSpecification.Parse(specification);
        LanguageModelFailure? bad = parsed.Failure is { } failure ? new(FailureKind.Setup, failure)
            : redactor.Clean(specification) != specification ? SetupFailures.KeyInSpecification()
            : OptionRules.Broken(options);
        LanguageModelResult made = bad is not null ? new(null, bad, []) : Make(parsed.Specification!, options, redactor);
        return made.Failure is null ? made : made with { Failure = made.Failure with { Diagnostic = redactor.Clean(made.Failure.Diagnostic), Attempts = 0 } };
    }

    private static LanguageModelResult Make(ModelSpecification specification, ProviderOptions options, Redactor redactor)
    {
        if (specification is ModelSpecification.BuiltIn)
        {
            return new(null, null, []);
        }

        (PriceTable? prices, LanguageModelFailure? noPrices) = PriceTable.Load(options.PriceFile is { } table ? InFolder(options, table) : null);
        ProviderSetup setup = ProviderSetup.Of(specification, options);
        if ((noPrices ?? setup.Failure) is { } failure)
        {
            return new(null, failure, []);
        }

        bool replay = specification is ModelSpecification.Replay;
        string? file = specification is ModelSpecification.Replay { File: var named } ? named : options.CassetteFile;
        CassetteMode mode = replay ? CassetteMode.Replay : options.CassetteMode;
        bool asks = file is null || mode != CassetteMode.Replay;
        // A cassette may have everything: what is missing to ask is said when something is to be asked.
        if (setup.Missing is { } missing && (file is null || mode == CassetteMode.Record))
        {
            return new(null, missing, []);
        }

        Price? price = prices!.Find(setup.Endpoint);
        if (asks && options.Limits.Money is not null && price is null)
        {
            return new(null, SetupFailures.NoPrice(setup.Endpoint.Provider, setup.Endpoint.Model), []);
        }

        (Cassette? cassette, LanguageModelFailure? unusable, ImmutableArray<Diagnostic> warnings) = file is null ? (null, null, []) : Cassette.Open(InFolder(options, file), mode, options.CassetteNote);
        if (unusable is not null)
        {
            return new(null, unusable, []);
        }

        IChatClient client = asks ? Asking(setup, options, redactor, price) : new NobodyClient();
        client = cassette is null ? client : new CassetteClient(client, cassette, mode, replay ? null : setup.Endpoint, redactor);
        var budget = new Budget(options.Limits, options.Spent, options.Time);
        client = new TracingClient(new BudgetClient(client, budget, options.Time), setup.Endpoint, options.Time);
        return new(new(client, specification, setup.Endpoint.Model, budget, options), null, [.. warnings, .. setup.Warnings]);
    }

    // From the inside out: what reads a reply, what ends an attempt, what makes another, and what may be known of them outside.
    private static ConcurrencyClient Asking(ProviderSetup setup, ProviderOptions options, Redactor redactor, Price? price)
    {
        IChatClient client = setup.Missing is { } missing ? new NobodyClient(missing) : setup.Client!();
        client = new ReadingClient(client, setup.Endpoint, options with { Stream = options.Stream && setup.Streams });
        client = new SchemaFallbackClient(client);
        client = new TimeOutClient(client, setup.Endpoint.Model, options.TimeOut, options.Time);
        client = new RetryClient(client, options);
        client = new RedactingClient(client, redactor);
        client = new PricingClient(client, price);
        return new ConcurrencyClient(client, options.Concurrency);
    }

    private static string InFolder(ProviderOptions options, string file) => options.Folder is { } folder ? Path.Combine(folder, file) : file;
}
