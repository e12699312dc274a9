using System.CommandLine;
using NimmGen.LanguageModels;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Options that say who writes the programs, how a language model is reached, and how much of it may be used.</summary>
internal sealed class AuthorOptions
{
    private const string BuiltIn = "none";

    private readonly Option<string?> _author = new("--llm", "--author")
    {
        Description = "Who writes the programs: none (the built-in modeller), openai:MODEL, anthropic:MODEL, exec:COMMAND (the request on standard input as JSON, the reply on standard output), pipe:COMMAND (the prompt as text), replay:FILE (a cassette). Keys come from the environment: OPENAI_API_KEY, ANTHROPIC_API_KEY, NIMMGEN_API_KEY",
        HelpName = "SPEC",
    };

    private readonly Option<string?> _baseUrl = new("--base-url") { Description = "Address of a server that speaks the protocol of openai: or anthropic:, such as http://localhost:11434/v1", HelpName = "URL" };
    private readonly Option<float?> _temperature = new("--temperature") { Description = "Sampling temperature, 0 to 2; default the model's own", HelpName = "T" };
    private readonly Option<int?> _calls = new("--budget-calls") { Description = "Questions to the language model at most; then the best so far is scored, and 'resume' goes on with more", HelpName = "N" };
    private readonly Option<long?> _tokens = new("--budget-tokens") { Description = "Tokens in and out at most", HelpName = "N" };
    private readonly Option<decimal?> _money = new("--budget-money") { Description = "US dollars at most, by the price table", HelpName = "USD" };
    private readonly Option<double?> _hours = new("--budget-time") { Description = "Hours worked on the run at most", HelpName = "HOURS" };
    private readonly Option<string?> _prices = new("--prices") { Description = "Table of prices for --budget-money, before the one that is built in (docs/language-models.md)", HelpName = "FILE" };
    private readonly Option<double?> _timeOut = new("--time-out") { Description = "Seconds for one reply, from the request to its last word; default 300", HelpName = "SECONDS" };
    private readonly Option<int?> _longest = new("--longest-reply") { Description = "Tokens of one reply, reasoning included; default 16384", HelpName = "TOKENS" };
    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "Questions to the language model in flight at once; default 4", HelpName = "N" };
    private readonly Option<int?> _retries = new("--retries") { Description = "Attempts after the first, where another can help; default 5", HelpName = "N" };
    private readonly Option<string?> _cassette = new("--cassette") { Description = "Record every question and reply in this file, and answer from it what it has; --llm replay:FILE asks nobody else", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_author, _baseUrl, _temperature, _longest, _timeOut, _retries, _concurrency, _calls, _tokens, _money, _prices, _hours, _cassette])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The configuration with what the command line says of the author; what it does not say stays.</summary>
    public RunConfiguration Apply(ParseResult parsed, RunConfiguration configuration)
    {
        RunBudget before = configuration.Budget;
        AskingTerms asking = configuration.Asking;
        string author = parsed.GetValue(_author) ?? configuration.Author;
        return configuration with
        {
            Author = author == BuiltIn ? RunConfiguration.BuiltIn : author,
            BaseUrl = parsed.GetValue(_baseUrl) ?? configuration.BaseUrl,
            Asking = new(
                parsed.GetValue(_temperature) ?? asking.Temperature, parsed.GetValue(_timeOut) ?? asking.TimeOut, parsed.GetValue(_longest) ?? asking.LongestReply,
                parsed.GetValue(_concurrency) ?? asking.Concurrency, parsed.GetValue(_retries) ?? asking.Retries, parsed.GetValue(_prices) ?? asking.Prices),
            Budget = new(parsed.GetValue(_calls) ?? before.Calls, parsed.GetValue(_tokens) ?? before.Tokens, parsed.GetValue(_money) ?? before.Money, parsed.GetValue(_hours) ?? before.Hours),
        };
    }

    /// <summary>The language model of the configuration; null for the built-in modeller. Sends nothing yet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Warnings go there.</param>
    /// <param name="configuration">With the author.</param>
    /// <param name="before">The run as stored, where it is resumed.</param>
    public LanguageModel? Connect(ParseResult parsed, Terminal terminal, RunConfiguration configuration, RunRecord? before)
    {
        if (!configuration.Asks)
        {
            return null;
        }

        var usual = new ProviderOptions();
        AskingTerms asking = configuration.Asking;
        LanguageModelResult made = LanguageModelFactory.Create(configuration.Author, usual with
        {
            BaseUrl = configuration.BaseUrl,
            Temperature = asking.Temperature,
            TimeOut = asking.TimeOut is { } seconds ? Duration(seconds) : usual.TimeOut,
            MaxOutputTokens = asking.LongestReply ?? usual.MaxOutputTokens,
            Concurrency = asking.Concurrency ?? usual.Concurrency,
            Retries = asking.Retries ?? usual.Retries,
            PriceFile = asking.Prices,
            Limits = RunBudgets.Limits(configuration.Budget),
            Spent = RunBudgets.Spent(before),
            CassetteFile = parsed.GetValue(_cassette),
            Seed = configuration.Seed,
            Keys = ProviderKeys.From(terminal.Variable),
            Folder = terminal.Folder,
            Time = terminal.Time,
        });
        foreach (Ir.Diagnostic warning in made.Warnings)
        {
            terminal.Error.WriteLine(warning);
        }

        return made.Failure is { } failure ? throw new UserErrorException(failure.Diagnostic) : made.Model;
    }

    // What is out of bounds is refused with the other options, not thrown for.
    private static TimeSpan Duration(double seconds) => double.IsFinite(seconds) && Math.Abs(seconds) < 1e9 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
