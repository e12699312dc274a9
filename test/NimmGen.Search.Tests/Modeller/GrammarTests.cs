using System.Numerics;

namespace NimmGen.Search.Tests.Modeller;

public sealed class GrammarTests
{
    public static TheoryData<string> All => [.. SomeGrammars.Names];

    [Theory]
    [InlineData("lung-cancer"), InlineData("lung-cancer-chemo"), InlineData("lung-cancer-chemo-radio"), InlineData("alloys-fcc"), InlineData("alloys-bcc")]
    public void The_size_of_a_space_is_the_number_of_its_designs(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        Assert.Equal(grammar.Count(), Enumerate(grammar, new byte[grammar.Productions.Length], 0));
    }

    /// <summary>Counting keeps only what later productions say they need: so nothing else may open or close an alternative.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Only_what_a_production_needs_opens_its_alternatives(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            Design one = SomeGrammars.Anything(grammar, random), other = SomeGrammars.Anything(grammar, random);
            foreach (Production production in grammar.Productions)
            {
                byte[] mixed = [.. grammar.Productions.Select(p => (byte)(production.Needs.Contains(p) ? one : other).Choice(p))];
                Design same = Design.Unchecked(grammar, mixed);
                Assert.All(Enumerable.Range(0, production.Count), a => Assert.Equal(production.IsOpen(a, one), production.IsOpen(a, same)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_design_is_reached_from_the_simplest_by_single_edits(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        var random = new Random(2);
        for (int i = 0; i < 50; i++)
        {
            Design target = SomeGrammars.Anything(grammar, random);
            Assert.Equal(target, SomeGrammars.Path(target).LastOrDefault(grammar.Simplest));
        }
    }

    /// <summary>The page states the size of each space; it is counted here.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_page_states_the_size_of_the_space(string name)
    {
        BigInteger count = SomeGrammars.Of(name).Count();
        Assert.Contains($"| `{name}` | {count:N0} |", SomeGrammars.Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_lists_every_production_every_alternative_and_every_finding()
    {
        string page = SomeGrammars.Page();
        foreach (Grammar grammar in SomeGrammars.Names.Select(SomeGrammars.Of))
        {
            Assert.All(grammar.Productions, p => Assert.Contains($"| {p.Name} |", page, StringComparison.Ordinal));
        }

        // One of each domain: what a data set does not open is left out of its table.
        foreach (Grammar grammar in ((string[])["covid-bogota", "lung-cancer-chemo-radio", "alloys-bcc"]).Select(SomeGrammars.Of))
        {
            Assert.All(SomeGrammars.CureRows(grammar), row => Assert.Contains(row, page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_first_alternatives_are_open_whatever_came_before(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            Design design = SomeGrammars.Anything(grammar, random);
            Assert.All(grammar.Productions, p => Assert.True(p.IsOpen(design.Choice(p), design), $"{p.Name}: {design}"));
            Assert.Equal(design, Design.Of(grammar, [.. grammar.Productions.Select(p => (byte)design.Choice(p))]));
        }
    }

    private static BigInteger Enumerate(Grammar grammar, byte[] choices, int at)
    {
        if (at == choices.Length)
        {
            return BigInteger.One;
        }

        BigInteger sum = BigInteger.Zero;
        Design earlier = Design.Unchecked(grammar, choices);
        for (int a = 0; a < grammar.Productions[at].Count; a++)
        {
            if (grammar.Productions[at].IsOpen(a, earlier))
            {
                choices[at] = (byte)a;
                sum += Enumerate(grammar, choices, at + 1);
            }
        }

        return sum;
    }
}
