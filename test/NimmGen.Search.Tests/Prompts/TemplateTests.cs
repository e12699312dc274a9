namespace NimmGen.Search.Tests.Prompts;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("a {{x}} b", "a 1 b")]
    [InlineData("{{#x}}yes{{/x}}{{^x}}no{{/x}}", "yes")]
    [InlineData("{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", "no")]
    [InlineData("{{#list}}<{{y}}{{x}}>{{/list}}", "<a1><b1>")]
    [InlineData("{{^none}}nothing{{/none}}{{#none}}<{{y}}>{{/none}}", "nothing")]
    [InlineData("a\n{{#x}}\nb\n{{/x}}\nc\n", "a\nb\nc\n")]
    [InlineData("{{! a comment }}\na", "a")]
    [InlineData("{{#list}}{{#inner}}({{z}}){{/inner}}{{/list}}", "(q)(q)")]
    public void Templates_are_filled(string template, string expected) => Assert.Equal(expected, new PromptTemplate("t", template).Fill(Values()));

    [Fact]
    public void Values_are_not_read_again()
    {
        PromptValues values = new() { ["x"] = "{{secret}} {{#list}}", ["secret"] = "s" };
        Assert.Equal("{{secret}} {{#list}}", new PromptTemplate("t", "{{x}}").Fill(values));
    }

    [Theory]
    [InlineData("{{unknown}}", "nothing is called 'unknown'")]
    [InlineData("{{#x}}a", "'x' has no end")]
    [InlineData("a{{/x}}", "without a beginning")]
    [InlineData("{{list}}", "'list' is a list")]
    public void A_wrong_template_is_a_bug_with_its_place(string template, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidOperationException>(() => new PromptTemplate("t", template).Fill(Values())).Message);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1230000")]
    [InlineData(1234.56, "1230")]
    [InlineData(12.3456, "12.3")]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(-9.996, "-10")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(double.NaN, "n/a")]
    public void Numbers_have_three_digits(double value, string expected) => Assert.Equal(expected, PromptNumber.Of(value));

    private static PromptValues Values()
    {
        PromptValues inner = new PromptValues() { ["z"] = "q" };
        return new PromptValues { ["x"] = "1", ["empty"] = "" }
            .List("list", [new PromptValues { ["y"] = "a" }.List("inner", [inner]), new PromptValues { ["y"] = "b" }.List("inner", [inner])])
            .List("none", []);
    }
}
