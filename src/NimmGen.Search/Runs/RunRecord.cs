using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>What a run was asked to do: enough to do it again.</summary>
/// <param name="Task">Task name, or the path of a data folder.</param>
/// <param name="Iterations">Candidates to try.</param>
/// <param name="Jobs">Trainings side by side.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Author">Who writes the programs: "built-in modeller", or a language model such as "openai:gpt-4.1".</param>
/// <param name="Protocol">"held-out".</param>
public sealed record RunConfiguration(string Task, int Iterations, int Jobs, int Seed, string Author = RunConfiguration.BuiltIn, string Protocol = "held-out")
{
    public const string BuiltIn = "built-in modeller";

    public const string Mechanistic = "mechanistic", Hybrid = "hybrid";

    /// <summary>The baseline or the whole method.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.NimmGen;

    /// <summary>What of the method is switched off.</summary>
    public Ablations Without { get; init; } = new();

    /// <summary>"mechanistic": the network is given; "hybrid": the author writes it too.</summary>
    public string Mode { get; init; } = Mechanistic;

    /// <summary>A name of <see cref="SearchStrategies"/>; part of the search.</summary>
    public string Strategy { get; init; } = "sequential";

    /// <summary>Candidates that a first look finds hopeless are not validated in full; part of the search.</summary>
    public bool Halving { get; init; } = true;

    /// <summary>Candidates that are proposed from the same memory; part of the search, unlike <see cref="Jobs"/>.</summary>
    public int Round { get; init; } = 4;

    /// <summary>"full", or "quick": a tenth of the training, to try things out.</summary>
    public string Training { get; init; } = "full";

    /// <summary>As given by --base-url, without user and password; null for the provider's own.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>How a language model is asked.</summary>
    public AskingTerms Asking { get; init; } = new();

    /// <summary>What may be used up of a language model; null where there is no limit.</summary>
    public RunBudget Budget { get; init; } = new();

    /// <summary>True where a language model writes.</summary>
    public bool Asks => Author != BuiltIn;

    /// <summary>What is switched off, by the method or by hand.</summary>
    public Ablations Missing => Method switch
    {
        SearchMethod.NimmGen => Without,
        SearchMethod.HdTwinGen => Without with { ErrorMemory = true, Verification = true, Retrieval = true, Insights = true },
        SearchMethod.ZeroShot => new(true, true, true, true, true),
        _ => throw new InvalidOperationException($"unknown method {Method}"),
    };
}

/// <summary>The paper's method and its two baselines with language models.</summary>
public enum SearchMethod
{
    /// <summary>The whole loop.</summary>
    NimmGen,

    /// <summary>The loop without error memory, verification, retrieval and insights; neural parts are added to a mechanism (Holt et al. 2024).</summary>
    HdTwinGen,

    /// <summary>Each program from the same first prompt, without feedback.</summary>
    ZeroShot,
}

/// <summary>Parts of the method that are left out, to measure what they are worth.</summary>
public sealed record Ablations(bool ErrorMemory = false, bool Verification = false, bool Retrieval = false, bool Reflection = false, bool Insights = false);

/// <summary>How a language model is asked; null leaves a term to the provider's default.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="TimeOut">Seconds for one attempt.</param>
/// <param name="LongestReply">Tokens, reasoning included.</param>
/// <param name="Concurrency">Questions in flight at once.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Prices">File of a price table.</param>
public sealed record AskingTerms(
    float? Temperature = null, double? TimeOut = null, int? LongestReply = null, int? Concurrency = null, int? Retries = null, string? Prices = null);

/// <summary>Limits on a language model; null is none, 0 forbids.</summary>
/// <param name="Calls">Questions.</param>
/// <param name="Tokens">In and out.</param>
/// <param name="Money">US dollars.</param>
/// <param name="Hours">Worked on the run, sessions added up.</param>
public sealed record RunBudget(int? Calls = null, long? Tokens = null, decimal? Money = null, double? Hours = null);

/// <summary>What the data were, as far as a report needs them; the values stay out of the run file but for the target.</summary>
/// <param name="Title">Of the data set.</param>
/// <param name="Citation">Whom to cite.</param>
/// <param name="Licence">Of the data.</param>
/// <param name="DataHash">SHA-256 of values and card.</param>
/// <param name="Step">"day" or "week" or "sample".</param>
/// <param name="Steps">Start of each step, ISO dates, or sample numbers.</param>
/// <param name="Locations">In the order of all [step][location] arrays.</param>
/// <param name="Target">Channel that is forecast.</param>
/// <param name="TargetTitle">In words, such as "reported cases".</param>
/// <param name="TargetUnit">Its unit.</param>
/// <param name="Aggregate">"sum" or "mean" over locations.</param>
/// <param name="Observed">[step][location]; NaN is missing.</param>
/// <param name="Horizon">Steps that a forecast reaches.</param>
/// <param name="ValidationOrigins">Train steps of the origins that choose.</param>
/// <param name="TestOrigins">Train steps of the origins that are scored once.</param>
/// <param name="Missing">Target cells without a value.</param>
/// <param name="Imputed">Covariate cells filled from their past.</param>
/// <param name="Literature">Published values to compare with.</param>
public sealed record DataRecord(
    string Title,
    string Citation,
    string Licence,
    string DataHash,
    string Step,
    ImmutableArray<string> Steps,
    ImmutableArray<string> Locations,
    string Target,
    string TargetTitle,
    Unit TargetUnit,
    string Aggregate,
    ImmutableArray<double> Observed,
    int Horizon,
    ImmutableArray<int> ValidationOrigins,
    ImmutableArray<int> TestOrigins,
    int Missing,
    int Imputed,
    ImmutableArray<LiteratureValue> Literature);

/// <summary>A published value or range of a quantity, such as the basic reproduction number.</summary>
public sealed record LiteratureValue(string Quantity, Unit Unit, double Min, double Max, string Source);

/// <summary>How far a candidate came.</summary>
public enum Outcome
{
    Scored,
    NotCompiled,
    Rejected,
    Diverged,
    Duplicate,

    /// <summary>Hopeless by a first look: the rest of its validation was spared.</summary>
    Stopped,
}

/// <summary>One program that was tried, and what became of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Parent">The candidate that it changes, or null.</param>
/// <param name="Name">Class name of the program.</param>
/// <param name="Change">What was changed and why, one sentence.</param>
/// <param name="Program">C# text.</param>
/// <param name="Hash">Of the canonical mechanism; null where it did not compile.</param>
/// <param name="Outcome">How far it came.</param>
/// <param name="Diagnostics">All errors and warnings.</param>
/// <param name="Validation">Scores on validation origins, one entry a calibrator ("CalibNN", "free path"); empty unless scored.</param>
/// <param name="Score">The best mean of <paramref name="Validation"/>; NaN unless scored.</param>
/// <param name="Seconds">From proposal to score.</param>
public sealed record CandidateRecord(
    int Number,
    int? Parent,
    string Name,
    string Change,
    string Program,
    string? Hash,
    Outcome Outcome,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<MethodScores> Validation,
    double Score,
    double Seconds)
{
    /// <summary>Who wrote it, such as "openai:gpt-4.1"; null in runs of version 1, which only the built-in modeller wrote.</summary>
    public string? Author { get; init; }

    /// <summary>How it was to differ from its parent; null where nobody asked.</summary>
    public AimKind? Aim { get; init; }

    /// <summary>What a first look found; null where there was none.</summary>
    public Screening? Screening { get; init; }

    /// <summary>What the verification agent said; null where it was not asked.</summary>
    public Judgement? Judgement { get; init; }

    /// <summary>Where the reflection agent saw the cause of an error, and its cure; null where there was none.</summary>
    public Repair? Repair { get; init; }

    /// <summary>How it misses the data; null unless scored.</summary>
    public ResidualSummary? Residuals { get; init; }

    /// <summary>What each stage took, in order.</summary>
    public ImmutableArray<StageTime> Timings { get; init; } = [];
}

/// <summary>A first look at a candidate, at about a tenth of the cost of its validation.</summary>
/// <param name="Score">Mean RMSE of the free path at a few validation origins; no other candidate's score of validation compares with it.</param>
/// <param name="Hurdle">What it must not exceed; null where too little was known yet.</param>
public sealed record Screening(double Score, double? Hurdle)
{
    /// <summary>True where it does not pay to go on.</summary>
    public bool Stops => Score > Hurdle;

    /// <summary>True where no earlier round had a better first look.</summary>
    public bool Promises => Score * Halving.Margin <= Hurdle;
}

/// <summary>Seconds that a stage took: propose, compile, compare, verify, judge, wait, screen, train, reflect.</summary>
public sealed record StageTime(string Stage, double Seconds);

/// <summary>The verification agent's verdict.</summary>
public sealed record Judgement(bool Accepted, ImmutableArray<Criterion> Criteria);

/// <summary>One criterion of the verification agent.</summary>
public sealed record Criterion(string Name, bool Passes, string Reason);

/// <summary>The reflection agent on an error: the cause, in its place, and what to write instead.</summary>
public sealed record Repair(string Cause, string Proposal);

/// <summary>What came out: the winner, scored once on the test origins, and the naive forecasts beside it.</summary>
/// <param name="Winner">Number of the chosen candidate.</param>
/// <param name="Calibrator">"CalibNN" or "free path": which of its two trainings was chosen.</param>
/// <param name="Extension">How parameters continue beyond the origin, in words.</param>
/// <param name="Mechanism">The winner's mechanism.</param>
/// <param name="Proofs">What the verifier proved.</param>
/// <param name="Warnings">What it warned of.</param>
/// <param name="Validation">Winner, control and naive forecasts on validation origins.</param>
/// <param name="Test">The same on test origins.</param>
/// <param name="Origins">The twin trained at each test origin.</param>
/// <param name="Naive">Forecasts of the naive methods at each test origin, by method.</param>
/// <param name="TestScored">When test scores were first computed, ISO 8601.</param>
public sealed record FinalRecord(
    int Winner,
    string Calibrator,
    string Extension,
    MechanismIr Mechanism,
    ImmutableArray<string> Proofs,
    ImmutableArray<Diagnostic> Warnings,
    ImmutableArray<MethodScores> Validation,
    ImmutableArray<MethodScores> Test,
    ImmutableArray<TwinAtOrigin> Origins,
    ImmutableDictionary<string, ImmutableArray<OriginForecast>> Naive,
    string TestScored)
{
    /// <summary>What the run forecasts, where that is more than its winner alone; null where the winner stands alone.</summary>
    public ChosenForecast? Chosen { get; init; }

    /// <summary>The twins at the last origin that scenarios simulate again: the winner first, then those it is combined with; empty where there is nothing to simulate.</summary>
    public ImmutableArray<EnsembleMember> Members { get; init; } = [];

    /// <summary>What the twins say of less transmission, the baseline first; empty where nothing transmits.</summary>
    public ImmutableArray<ScenarioAnswer> Scenarios { get; init; } = [];

    /// <summary>Predictive intervals, one entry a method that has them, the chosen one first.</summary>
    public ImmutableArray<PredictiveIntervals> Intervals { get; init; } = [];

    /// <summary>Of samples: what each outer fold chose; empty for series and patients, and in runs before there were samples.</summary>
    public ImmutableArray<FoldChoice> Folds { get; init; } = [];

    /// <summary>Of samples: the temperature of the test and what else the misses go with most; empty for series and patients.</summary>
    public ImmutableArray<SampleChannel> Against { get; init; } = [];

    /// <summary>Series of the data that the winner was given beside the target, those of its mechanism first; empty of samples and in runs before they were kept.</summary>
    public ImmutableArray<CovariateSeries> Covariates { get; init; } = [];
}

/// <summary>A whole run as stored: what <c>show</c> prints and the report tells.</summary>
/// <param name="Configuration">What was asked.</param>
/// <param name="Data">On what data.</param>
/// <param name="Candidates">In order of number.</param>
/// <param name="Final">Null until the search has ended.</param>
/// <param name="Version">Of NimmGen.</param>
/// <param name="Started">ISO 8601.</param>
/// <param name="Seconds">Time worked, over all resumptions.</param>
public sealed record RunRecord(
    RunConfiguration Configuration,
    DataRecord Data,
    ImmutableArray<CandidateRecord> Candidates,
    FinalRecord? Final,
    string Version,
    string Started,
    double Seconds)
{
    /// <summary>Every question to a language model with its answer, in the order in which they were answered.</summary>
    public ImmutableArray<ExchangeRecord> Exchanges { get; init; } = [];

    /// <summary>One entry each time that work on the run began; the last one's configuration is <see cref="Configuration"/>.</summary>
    public ImmutableArray<SessionRecord> Sessions { get; init; } = [];
}

/// <summary>Work on a run by one process.</summary>
/// <param name="Started">ISO 8601.</param>
/// <param name="Configuration">What was asked: the author, the number of candidates and the budget may differ from the last one.</param>
public sealed record SessionRecord(string Started, RunConfiguration Configuration);
