using System.Text.Json;

namespace NimmGen.Ir.Tests;

public sealed class MechanismTests
{
    [Fact]
    public void Json_keeps_everything()
    {
        MechanismIr model = Examples.Seirm();
        MechanismIr read = MechanismJson.Read(MechanismJson.Write(model));
        Assert.Equal(model.Symbols, read.Symbols);
        Assert.Equal(model.Statements, read.Statements);
        Assert.Equal(model.Hash, read.Hash);
    }

    [Fact]
    public void Hash_does_not_depend_on_order_or_comments()
    {
        MechanismIr model = Examples.Seirm();
        Assert.Equal(model.Hash, Examples.Reversed(model).Hash);
        Assert.Equal(model.Hash, (model with { Summary = "other words" }).Hash);
    }

    [Fact]
    public void Hash_depends_on_every_number()
    {
        MechanismIr model = Examples.Seirm();
        foreach (ConstantSymbol constant in model.Symbols.OfType<ConstantSymbol>())
        {
            Assert.NotEqual(model.Hash, (model with { Symbols = model.Symbols.Replace(constant, constant with { Value = 0.3 }) }).Hash);
        }
    }

    [Fact]
    public void A_split_is_two_flows_whose_shares_sum_to_one()
    {
        FlowEdge[] exits = [.. Examples.Seirm().Flows.Where(f => f.From == "I")];
        Assert.Equal(["M", "R"], exits.Select(e => e.To));
        Assert.Equal(new Number(1, Unit.One) - exits[0].Share!, exits[1].Share);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"name":"X","symbols":[{"kind":"compartment","name":"S","unit":"parsecs"}],"statements":[]}""")]
    [InlineData("""{"name":"X","symbols":[],"statements":[{"statement":"let","name":"a","value":{"node":"call","function":"Exp","arguments":[]}}]}""")]
    public void Malformed_json_is_a_json_exception(string json) => Assert.ThrowsAny<JsonException>(() => MechanismJson.Read(json));

    [Fact]
    public void Json_grows_with_the_term_and_not_with_its_depth()
    {
        Expression x = Examples.Ref("x");
        for (int i = 0; i < 199; i++)
        {
            x += Examples.Ref("x");
        }

        MechanismIr model = Examples.Seirm() with { Statements = [new LetStatement("sum", x, null, Place.None)] };
        string json = MechanismJson.Write(model);
        Assert.InRange(json.Length, 1000, 50_000);
        Assert.Equal(model.Hash, MechanismJson.Read(json).Hash);
    }

    [Fact]
    public void Size_saturates_instead_of_overflowing()
    {
        Expression x = Examples.Ref("x");
        for (int i = 0; i < 100; i++)
        {
            x += x;
        }

        Assert.Equal(int.MaxValue, x.Size);
    }
}
