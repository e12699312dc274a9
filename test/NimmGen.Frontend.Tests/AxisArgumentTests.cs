using System.Collections.Immutable;

namespace NimmGen.Frontend.Tests;

/// <summary>An axis may stand in its place, be named, or stand among named bounds: authors write each of these.</summary>
public sealed class AxisArgumentTests
{
    [Theory]
    [InlineData("readonly Input people = new(People, Age);")]
    [InlineData("readonly Input people = new(People, Age, min: 1);")]
    [InlineData("readonly Input people = new(People, min: 1, over: Age);")]
    [InlineData("readonly Input people = new(People, over: Age);")]
    [InlineData("readonly Input people = new(People, over: Age, min: 1, max: 1e9);")]
    [InlineData("readonly Learned people = new(People, Age, 1, 10);")]
    [InlineData("readonly Learned people = new(People, 1, 10, Age);")]
    [InlineData("readonly Learned people = new(People, min: 1, max: 10, over: Age);")]
    [InlineData("readonly Learned people = new(People, over: Age, min: 1, max: 10);")]
    [InlineData("readonly Neural people = new(People, Age, 1, 10);")]
    [InlineData("readonly Neural people = new(People, 1, 10, over: Age, every: Every.Step);")]
    [InlineData("readonly Neural people = new(People, min: 1, max: 10, over: Age, smooth: 0.1);")]
    [InlineData("readonly Constant people = new(People, Age, [1, 2]);")]
    [InlineData("readonly Constant people = new(People, over: Age, values: [1, 2]);")]
    [InlineData("readonly Compartment people = new(People, Age);")]
    [InlineData("readonly Compartment people = new(People, over: Age, stages: 2);")]
    [InlineData("readonly Quantity people = new(People, over: Age);")]
    public void Each_form_gives_the_axis(string field)
    {
        ReadResult result = Texts.Read(Texts.WithDefine("Flow(S, I, beta);", "static readonly Axis Age = new(\"young\", \"old\");\n" + field));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Ir.Severity.Error && d.Code is "NG0001" or "NG0002");
        ImmutableArray<string> axes = Assert.Single(result.Models).Find("people")!.Axes;
        Assert.Equal(["Age"], axes);
    }
}
