using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Verify;

namespace NimmGen.Search.Tests.Modeller;

/// <summary>The grammar of each data set that the modeller writes for, from its card alone: no data are needed.</summary>
internal static class SomeGrammars
{
    public static ImmutableArray<string> Names { get; } =
    [
        "boarding-school", "covid-bogota", "covid-medellin", "influenza-usa", "mrsa-virginia",
        "lung-cancer", "lung-cancer-chemo", "lung-cancer-chemo-radio", "alloys-fcc", "alloys-bcc",
    ];

    public static Grammar Of(string name) => name switch
    {
        "alloys-fcc" or "alloys-bcc" => new AlloyGrammar(AlloyContext.Of(Card(name))),
        "covid-bogota" or "covid-medellin" => new InfectionGrammar(InfectionContexts.Of(Card(name), 1, 90)),
        "influenza-usa" => new InfectionGrammar(InfectionContexts.Of(Card(name), 49, 800)),
        _ => Grammars.Of(Task(name)),
    };

    public static DataContext Data(string name) => Catalogue.Find(name) is { } card && name != "boarding-school" ? DataContexts.Of(card) : DataContexts.Of(Task(name).Panel);

    public static ForecastTask Task(string name) => TaskCatalogue.Find(name, null) is { Task: { } task } ? task : throw new ArgumentException($"no task {name}", nameof(name));

    /// <summary>Any design: each production takes one of its open alternatives.</summary>
    public static Design Anything(Grammar grammar, Random random)
    {
        byte[] choices = new byte[grammar.Productions.Length];
        foreach (Production production in grammar.Productions)
        {
            Design earlier = Design.Unchecked(grammar, choices);
            int[] open = [.. Enumerable.Range(0, production.Count).Where(a => production.IsOpen(a, earlier))];
            choices[production.Index] = (byte)open[random.Next(open.Length)];
        }

        return Design.Unchecked(grammar, choices);
    }

    /// <summary>Single edits from the simplest design to this one; each is among the edits of the one before.</summary>
    public static IEnumerable<Design> Path(Design target)
    {
        Design at = target.Grammar.Simplest;
        foreach (Production production in target.Grammar.Productions)
        {
            if (at.Choice(production) != target.Choice(production))
            {
                at = at.Edits().Single(e => ReferenceEquals(e.Production, production) && e.Alternative == target.Choice(production)).Result;
                yield return at;
            }
        }
    }

    /// <summary>The table of diagnostics as the page has it: a row a finding.</summary>
    public static IEnumerable<string> CureRows(Grammar grammar) => grammar.Cures.GroupBy(c => c.Finding.Name).Select(f =>
        $"| {f.Key} | {string.Join("; ", f.Select(c => $"{c.Production.Name}: {Taken(c)} ({c.Reason}; x{c.Factor:0.#})"))} |");

    private static string Taken(Cure cure) =>
        cure.Production.Name == "covariate" && cure.Alternatives.Length > 1 ? "any" : string.Join(", ", cure.Alternatives.Select(cure.Production.Label));

    public static string Page()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "NimmGen.slnx")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(System.IO.Path.Combine(folder!.FullName, "docs", "concepts", "modeller.md"));
    }

    private static DataCard Card(string name) => Catalogue.Find(name) ?? throw new ArgumentException($"no card {name}", nameof(name));
}
