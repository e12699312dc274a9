using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Differences;

namespace NimmGen.Search.Tests.Modeller;

/// <summary>
/// Models of the literature are points of the grammar: the same states, flows, equations, starts and observations. Names, units of
/// time, ranges of parameters, whether a value is fixed or learned, named terms and the solver are no structure.
/// </summary>
public sealed class ZooTests
{
    public static TheoryData<string> Claimed => [.. Points.Keys.Order(StringComparer.Ordinal)];

    private static readonly InfectionContext Cases = new() { Channel = "cases", Daily = true, Long = true, Years = true };
    private static readonly InfectionContext Constant = Cases with { Long = false };

    private static readonly ImmutableDictionary<string, Func<Design>> Points = ImmutableDictionary.CreateRange(new Dictionary<string, Func<Design>>
    {
        ["Sir"] = () => Infection(Constant with { Kind = ObservedKind.Prevalence }, (g, d) => d),
        ["SisGonorrhoea"] = () => Infection(Constant with { Channel = "infected", Kind = ObservedKind.Prevalence }, (g, d) => d.With(g.Immunity, Immunity.None)),
        ["Seir"] = () => Infection(Cases, (g, d) => Latent(g, d).With(g.Observed, ObservedEvent.Onsets)),
        ["SeirStages"] = () => Infection(Constant, (g, d) => d.With(g.LatentStages, 3).With(g.InfectiousStages, 4).With(g.LatentAtStart, false).With(g.Reporting, Reporting.All)),
        ["SirsWaning"] = () => Infection(Cases, (g, d) => d.With(g.Immunity, Immunity.Waning).With(g.Importation, Importation.Caught).With(g.ImmuneAtStart, ImmuneAtStart.Share)),
        ["SiriPartialImmunity"] = () => Infection(Constant, (g, d) => d.With(g.Immunity, Immunity.Partial).With(g.Reporting, Reporting.All)),
        ["SirSaturating"] = () => Infection(Constant, (g, d) => d.With(g.Force, Force.Saturating).With(g.Reporting, Reporting.All)),
        ["SeirPowerIncidence"] = () => Infection(Constant, (g, d) => Latent(g, d).With(g.Force, Force.Power).With(g.Reporting, Reporting.All)),
        ["SirDemography"] = () => Infection(Constant, (g, d) => d.With(g.Turnover, true).With(g.ImmuneAtStart, ImmuneAtStart.Most).With(g.Reporting, Reporting.All)),
        ["SeirSeasonal"] = () => Infection(Constant, (g, d) =>
            Latent(g, d).With(g.Turnover, true).With(g.Season, true).With(g.ImmuneAtStart, ImmuneAtStart.Most).With(g.Reporting, Reporting.All)),
        ["SirNewbornVaccination"] = () => Infection(Constant with { Vaccine = new("coverage", VaccineForm.Coverage) }, (g, d) =>
            d.With(g.Turnover, true).With(g.Vaccination, true).With(g.ImmuneAtStart, ImmuneAtStart.Most).With(g.Reporting, Reporting.All)),
        ["SeirLeakyVaccine"] = () => Infection(Constant with { Vaccine = new("doses", VaccineForm.DosesADay) }, (g, d) =>
            Latent(g, d).With(g.Vaccination, true).With(g.Reporting, Reporting.All)),
        ["AgeSeir"] = () => Infection(
            Cases with { Ages = new("contacts", [.. Enumerable.Range(0, 15).Select(i => $"{5 * i:00}-{5 * i + 5:00}"), "75+"], Columns: false) },
            (g, d) => d.With(g.Coupling, Coupling.Ages).With(g.LatentStages, 2).With(g.LatentFixed, true)),
        ["MetapopulationSeir"] = () => Infection(Constant with { ManyPlaces = true, Places = new("mobility", [], Columns: false) }, (g, d) =>
            Latent(g, d).With(g.Coupling, Coupling.Commuting).With(g.InfectedByPlace, true).With(g.Reporting, Reporting.All)),
        ["SeirmInfluenza"] = () => Infection(Cases with { Channel = "ili_cases", Weekly = true, Daily = false }, (g, d) =>
            Latent(g, d).With(g.Deaths, true).With(g.Importation, Importation.Arrivals)),
        ["SeirReportingDelay"] = () => Infection(Cases, (g, d) =>
            Latent(g, d).With(g.ReportingTime, ReportingTime.FixedDelay).With(g.Weekday, true).With(g.Scatter, Scatter.NegativeBinomial)),
        ["UnreportedInfections"] = () => Infection(Constant, (g, d) => Latent(g, d).With(g.Branch, Branch.Unreported).With(g.Observed, ObservedEvent.Onsets)),
        ["GompertzTumour"] = () => Tumour(new(false, false), (g, d) => d.With(g.Growth, TumourGrowth.Gompertz)),
        ["BertalanffyTumour"] = () => Tumour(new(false, false), (g, d) => d.With(g.Growth, TumourGrowth.Bertalanffy)),
        ["TumourChemoRadio"] = () => Tumour(new(true, true), (g, d) =>
            d.With(g.Growth, TumourGrowth.Gompertz).With(g.Kill, DrugKill.Linear).With(g.Radiation, RadiationKill.FixedRatio)),
        ["FccSoluteStrengthening"] = () => Alloy(false, (g, d) => d.With(g.Theory, Theory.Edge).With(g.Friction, Friction.None)),
        ["BccSoluteStrengthening"] = () => Alloy(true, (g, d) =>
            d.With(g.Theory, Theory.Edge).With(g.Friction, Friction.None).With(g.Activation, Activation.Stretched).With(g.Softening, Softening.Exponential)),
        ["HallPetch"] = () => Alloy(false, (g, d) => d.With(g.Theory, Theory.None).With(g.Friction, Friction.HallPetch)),
    });

    // What a model of the literature has besides, or says in another way: the beginning of the sentence that tells the difference.
    private static readonly ImmutableDictionary<string, string[]> Besides = ImmutableDictionary.CreateRange(new Dictionary<string, string[]>
    {
        // The deviation of the delay is written out; it is the default, half of the mean. The scatter is a number.
        ["SeirReportingDelay"] = ["makes the reporting delay of cases", "changes the scatter of cases"],
        ["SeirLeakyVaccine"] = ["observes cases_vaccinated"],

        // Latent people at the start alone.
        ["UnreportedInfections"] = ["starts I", "starts A", "changes the start of"],

        // The drug is an amount, not a concentration, and none at the start; it is not observed.
        ["TumourChemoRadio"] = ["measures C in mg", "no longer multiplies the rate from outside to C by PerDay", "multiplies the equation of V by PerDay", "no longer observes drug_concentration", "starts C"],
    });

    [Theory]
    [MemberData(nameof(Claimed))]
    public void A_model_of_the_literature_is_a_point_of_the_grammar(string name)
    {
        MechanismIr published = Published(name), own = Read(Points[name]().Program(""));
        Change[] structural = [.. ModelDifferences.Between(own, published).Where(IsStructure)];
        Assert.All(structural, c => Assert.True(
            Besides.GetValueOrDefault(name, []).Any(b => c.Sentence.StartsWith(b, StringComparison.Ordinal)),
            $"{c.Subject} {c.Kind}: {c.Sentence}"));
    }

    [Theory]
    [MemberData(nameof(Claimed))]
    public void A_model_of_the_literature_is_reached_by_edits_from_the_simplest(string name)
    {
        Design target = Points[name]();
        Design[] path = [.. SomeGrammars.Path(target)];
        Assert.Equal(target, path.LastOrDefault(target.Grammar.Simplest));
        Assert.All(path, d => Assert.NotNull(Read(d.Program("On the way."))));
    }

    /// <summary>The page names every model of models/: those above as points, the others with the reason.</summary>
    [Fact]
    public void The_page_says_of_every_model_whether_the_grammar_has_it()
    {
        string page = SomeGrammars.Page();
        foreach (string name in SnippetLibrary.All.Where(s => s.Name.StartsWith("models/", StringComparison.Ordinal)).Select(s => Path.GetFileNameWithoutExtension(s.Name)))
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
    }

    private static bool IsStructure(Change change) =>
        change.Kind != ChangeKind.Renamed
        && change.Subject is not (ChangeSubject.Definition or ChangeSubject.Solver)
        && !(change is { Subject: ChangeSubject.Parameter or ChangeSubject.Input });

    private static Design Latent(InfectionGrammar g, Design d) => d.With(g.LatentStages, 1).With(g.LatentFixed, true);

    private static Design Infection(InfectionContext context, Func<InfectionGrammar, Design, Design> choose)
    {
        var grammar = new InfectionGrammar(context);
        return choose(grammar, grammar.Simplest);
    }

    private static Design Tumour(TumourContext context, Func<TumourGrammar, Design, Design> choose)
    {
        var grammar = new TumourGrammar(context);
        return choose(grammar, grammar.Simplest);
    }

    private static Design Alloy(bool bodyCentred, Func<AlloyGrammar, Design, Design> choose)
    {
        var grammar = new AlloyGrammar(new("yield_strength", bodyCentred, Temperature: "temperature", GrainSize: "grainSize"));
        return choose(grammar, grammar.Simplest);
    }

    private static MechanismIr Published(string name)
    {
        string text = SnippetLibrary.All.Single(s => s.Name == $"models/{name}.cs").Text;

        // Letters that mean something else here; one over a period is a rate.
        return Read((name == "UnreportedInfections" ? Letter(Letter(text, 'A', 'I'), 'U', 'A') : text)
            .Replace("importHazard", "imports", StringComparison.Ordinal)
            .Replace("(I + relative * A) / (S + E + I + A + R)", "((I + relative * A) / (S + E + I + A + R))", StringComparison.Ordinal)
            .Replace("Constant latent = new(Days, 3.7)", "Constant sigma = new(PerDay, 1 / 3.7)", StringComparison.Ordinal)
            .Replace("Constant infectious = new(Days, 3.5)", "Constant gamma = new(PerDay, 1 / 3.5)", StringComparison.Ordinal)
            .Replace("1 / latent", "sigma", StringComparison.Ordinal).Replace("1 / infectious", "gamma", StringComparison.Ordinal));
    }

    private static string Letter(string text, char old, char now) => string.Concat(text.Select((c, i) =>
        c == old && !char.IsLetterOrDigit(text[i - 1]) && !char.IsLetterOrDigit(text[i + 1]) ? now : c));

    private static MechanismIr Read(string program)
    {
        ReadResult read = ModelReader.Read(program, "model.cs", TestContext.Current.CancellationToken);
        Assert.True(read.Models.Length == 1, string.Join(Environment.NewLine, read.Diagnostics) + program);
        return read.Models[0];
    }
}
