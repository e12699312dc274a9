using System.CommandLine;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Options that say how the search goes: method, mode, rounds, and what is left out to measure what it is worth.</summary>
internal sealed class MethodOptions
{
    private static readonly Dictionary<string, SearchMethod> Methods = new()
    {
        ["nimmgen"] = SearchMethod.NimmGen,
        ["hdtwingen"] = SearchMethod.HdTwinGen,
        ["zero-shot"] = SearchMethod.ZeroShot,
    };

    private readonly Option<string> _method = new("--method")
    {
        Description = "nimmgen: the whole loop; hdtwingen: without error memory, verification agent, retrieval and insights; zero-shot: each program from the same first prompt",
        DefaultValueFactory = _ => "nimmgen",
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "mechanistic: the author writes the mechanism, the network is given; hybrid: the author writes both, for data over time",
        DefaultValueFactory = _ => RunConfiguration.Mechanistic,
    };

    private readonly Option<string> _training = new("--training")
    {
        Description = "full, or quick: about a tenth of it, to try things out",
        DefaultValueFactory = _ => "full",
    };

    private readonly Option<string?> _strategy = new("--strategy")
    {
        Description = $"Which candidate the next ones change. sequential: what its author likes, as in the paper; tree: where rank and curiosity say (PUCT), new structures beside refinements that are kept only if they pay; random: any, the control. Default {SearchStrategies.ForBuiltIn}, with a language model {SearchStrategies.ForLanguageModels}",
        HelpName = string.Join('|', SearchStrategies.Names),
    };

    private readonly Option<int> _round = SharedOptions.Whole("--round", "Candidates that are written from the same memory, in flight at once; 1 is the paper's loop. Part of the search: another number is another run", 1, 64, _ => 4);
    private readonly Option<bool> _noHalving = new("--no-early-stop") { Description = "Validate every candidate in full, even one that a first look at a few origins finds hopeless" };
    private readonly Option<bool> _noErrors = new("--no-error-memory") { Description = "Leave out the memory of errors and cures, and the repair agent" };
    private readonly Option<bool> _noVerification = new("--no-verification") { Description = "Leave out the verification agent; the checker stays" };
    private readonly Option<bool> _noRetrieval = new("--no-retrieval") { Description = "Leave out snippets of the literature" };
    private readonly Option<bool> _noReflection = new("--no-reflection") { Description = "Leave out the reflection agent" };
    private readonly Option<bool> _noInsights = new("--no-insights") { Description = "Leave out the data agent" };

    public MethodOptions()
    {
        _method.AcceptOnlyFromAmong([.. Methods.Keys]);
        _mode.AcceptOnlyFromAmong(RunConfiguration.Mechanistic, RunConfiguration.Hybrid);
        _training.AcceptOnlyFromAmong("full", "quick");
        _strategy.AcceptOnlyFromAmong([.. SearchStrategies.Names]);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_method, _mode, _strategy, _round, _training, _noHalving, _noErrors, _noVerification, _noRetrieval, _noReflection, _noInsights])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>As in <c>--method</c>, and the mode where it is not the usual one.</summary>
    public static string NameOf(RunConfiguration configuration) =>
        Methods.First(m => m.Value == configuration.Method).Key + (configuration.Mode == RunConfiguration.Hybrid ? ", hybrid" : "");

    /// <summary>What was switched off by hand, in words; empty where nothing was.</summary>
    public static string Words(Ablations without)
    {
        (bool Off, string Name)[] parts =
        [
            (without.ErrorMemory, "error memory"), (without.Verification, "verification"), (without.Retrieval, "retrieval"), (without.Reflection, "reflection"), (without.Insights, "insights"),
        ];
        return string.Join(", ", parts.Where(p => p.Off).Select(p => p.Name));
    }

    public RunConfiguration Apply(ParseResult parsed, RunConfiguration configuration)
    {
        configuration = configuration with
        {
            Method = Methods[parsed.GetValue(_method)!],
            Mode = parsed.GetValue(_mode)!,
            Training = parsed.GetValue(_training)!,
            Strategy = parsed.GetValue(_strategy) ?? (configuration.Asks ? SearchStrategies.ForLanguageModels : SearchStrategies.ForBuiltIn),
            Round = parsed.GetValue(_round),
            Halving = !parsed.GetValue(_noHalving),
            Without = new(parsed.GetValue(_noErrors), parsed.GetValue(_noVerification), parsed.GetValue(_noRetrieval), parsed.GetValue(_noReflection), parsed.GetValue(_noInsights)),
        };
        if (configuration.Method == SearchMethod.ZeroShot && configuration.Strategy != SearchStrategies.Sequential)
        {
            throw new UserErrorException(
                $"--strategy {configuration.Strategy} says which candidate to change; with --method zero-shot each program comes from the same first prompt",
                "--strategy sequential", "leave --strategy out");
        }

        if (!configuration.Asks && (configuration.Method != SearchMethod.NimmGen || configuration.Without != new Ablations() || configuration.Mode == RunConfiguration.Hybrid))
        {
            throw new UserErrorException(
                "--method, --mode hybrid and --no-... say what a language model is told and asked; the built-in modeller has none of it",
                "a language model beside them",
                "name one by --llm, such as --llm openai:gpt-4.1, or leave them out");
        }

        return configuration;
    }
}
