namespace NimmGen.Frontend.Tests;

/// <summary>What authors get wrong about the file as a whole and about its declarations, and what they are told.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("readonly Learned r = new(PerDays, 0.1, 1);", "did you mean PerDay? units are One, Fraction")]
    [InlineData("readonly Learned r = new(1 / Furlong, 0.1, 1);", "units are One, Fraction, Percent, People")]
    [InlineData("readonly Input v = new(People / Fortnight);", "units are One, Fraction")]
    [InlineData("readonly Matrix contacts = new(One);", "a matrix says between what it is, and so its direction")]
    [InlineData("readonly Matrix contacts = new(PerDay, 0.1, 1);", "here stands an axis: static readonly Axis Age")]
    [InlineData("readonly Compartment R = new();", "write the missing argument: all symbols take the unit first")]
    public void A_declaration_that_is_not_one_is_told_how_to_write_it(string field, string fix)
    {
        ReadResult result = Texts.Read(Texts.WithDefine("Flow(S, I, beta);", field));
        Assert.All(result.Diagnostics, d => Assert.Equal(("NG0002", 8), (d.Code, d.Place.Line)));
        Assert.StartsWith(fix, result.Diagnostics[0].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Flow(S, I, bata);", "did you mean beta?")]
    [InlineData("Flw(S, I, beta);", "declare it as a readonly field, or look for a typing error")]
    [InlineData("Outflw(S, beta);", "did you mean Outflow?")]
    [InlineData("Observe(\"cases\", Peple, S);", "did you mean People? units are")]
    public void A_name_that_nothing_has_is_told_the_nearest(string statement, string fix)
    {
        Ir.Diagnostic only = Assert.Single(Texts.Read(Texts.WithDefine(statement)).Diagnostics);
        Assert.StartsWith(fix, only.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_models_are_none_where_one_is_expected()
    {
        string one = Texts.WithDefine("Flow(S, I, beta);").Replace("using NimmGen;", "", StringComparison.Ordinal).Replace("using static NimmGen.Units;", "", StringComparison.Ordinal);
        ReadResult two = Texts.Read(one + one.Replace("class Test", "class Other", StringComparison.Ordinal));
        Assert.Equal(2, two.Models.Length);
        ReadResult refused = two.AsOneModel("candidate 7");
        Ir.Diagnostic only = Assert.Single(refused.Diagnostics);
        Assert.Empty(refused.Models);
        Assert.Equal("NG0001", only.Code);
        Assert.Equal("the file has 2 models, Test and Other, expected one", only.Message);
        Assert.True(only.Place.Line > 10);
        ReadResult single = Texts.Read(one);
        Assert.Same(single, single.AsOneModel("candidate 7"));
    }

    [Theory]
    [InlineData("using NimmGen;", "the file declares no model", "public sealed class Seir : Model { ... protected override void Define() { ... } }")]
    [InlineData("class A { }", "class A, which does not derive from Model alone, is not part of the modelling language", "public sealed class A : Model")]
    [InlineData("class A : Model { A() { } protected override void Define() { } }", "a constructor is not part of the modelling language", "use readonly fields with initialisers: readonly Learned gamma = new(PerDay, 0.1, 0.5);")]
    [InlineData("class A : Model { }", "CS0534", "add protected override void Define() { ... } with the statements of the model")]
    public void A_file_without_a_model_is_told_what_one_is(string text, string message, string fix)
    {
        Ir.Diagnostic only = Assert.Single(Texts.Read(text).Diagnostics);
        Assert.StartsWith(message, only.Message, StringComparison.Ordinal);
        Assert.Equal(fix, only.Fix);
    }
}
