using System.Diagnostics;
using System.Text;

namespace NimmGen.Frontend.Tests;

/// <summary>What is not a model, and what tries to break the reader.</summary>
public sealed class InputTests
{
    [Fact]
    public void Ten_megabytes_of_brackets_are_refused_at_once()
    {
        string text = new('(', 10_000_000);
        var clock = Stopwatch.StartNew();
        ReadResult result = Texts.Read(text);
        Assert.True(clock.ElapsedMilliseconds < 200, $"{clock.ElapsedMilliseconds} ms");
        Assert.Contains("10000000 characters", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "declares no model")]
    [InlineData("   \n\n", "declares no model")]
    [InlineData("// only a comment", "declares no model")]
    [InlineData("using NimmGen;", "declares no model")]
    [InlineData("\0\u0001\u0002PK\u0003", "U+0000")]
    [InlineData("class A : Model { \u202E }", "U+202E")]
    [InlineData("class A\u200B : Model { }", "U+200B")]
    [InlineData("class \uFFFD : Model { }", "U+FFFD")]
    public void What_is_no_model_says_so(string text, string part)
    {
        Ir.Diagnostic only = Assert.Single(Texts.Read(text).Diagnostics);
        Assert.Equal("NG0001", only.Code);
        Assert.Contains(part, only.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7 obj << >> stream")]
    [InlineData("{ \"name\": \"Seir\", \"symbols\": [] }")]
    [InlineData("import numpy as np\ndef f(x):\n    return x")]
    [InlineData("```csharp\nclass A : Model { }\n```")]
    [InlineData("class A : Model { protected override void Define() { } ")]
    [InlineData("class A : Model { protected override void Define() { \"")]
    [InlineData("class A : Model { protected override void Define() { /* ")]
    public void Other_languages_are_syntax_errors(string text) =>
        Assert.All(Texts.Read(text).Diagnostics, d => Assert.StartsWith("NG000", d.Code, StringComparison.Ordinal));

    [Fact]
    public void Random_bytes_are_always_answered()
    {
        var random = new Random(7);
        string good = File.ReadAllText(Texts.In("models-text", "Seir*.cs")[0]);
        for (int i = 0; i < 150; i++)
        {
            var text = new StringBuilder(good);
            for (int k = 0; k < 1 + (i % 5); k++)
            {
                int at = random.Next(text.Length);
                int other = random.Next(text.Length - 20);
                _ = (i % 3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
                    1 => text.Insert(at, text.ToString(other, random.Next(1, 20))),
                    _ => text.Replace(text[at], (char)random.Next(32, 127), at, 1),
                };
            }

            ReadResult result = Texts.Read(text.ToString());
            Assert.True(result.HasErrors || result.Models.Length == 1);
        }
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_do_not_matter()
    {
        string text = File.ReadAllText(Texts.In("models-text", "Sir.cs")[0]);
        ReadResult marked = Texts.Read("\uFEFF" + text.ReplaceLineEndings("\r\n"));
        Assert.Equal(Texts.Read(text).Models.Single().Hash, marked.Models.Single().Hash);
        Assert.Equal(Texts.Read(text).Models.Single().Symbols, marked.Models.Single().Symbols);
    }

    [Fact]
    public void Two_classes_are_two_models()
    {
        string one = Texts.WithDefine("Flow(S, I, beta);");
        string two = one.Replace("using NimmGen;", "", StringComparison.Ordinal).Replace("using static NimmGen.Units;", "", StringComparison.Ordinal).Replace("class Test", "class Other", StringComparison.Ordinal);
        ReadResult result = Texts.Read(one + two);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["Test", "Other"], result.Models.Select(m => m.Name));
        Assert.Equal(["NG0007"], Texts.Codes(Texts.Read(one + one.Replace("using NimmGen;", "", StringComparison.Ordinal).Replace("using static NimmGen.Units;", "", StringComparison.Ordinal))).Distinct().Take(1));
    }

    [Fact]
    public void Usings_and_namespace_may_be_left_out()
    {
        string text = Texts.WithDefine("Flow(S, I, beta);");
        string bare = text.Replace("using NimmGen;", "", StringComparison.Ordinal).Replace("using static NimmGen.Units;", "", StringComparison.Ordinal);
        Assert.Equal(Texts.Read(text).Models.Single().Hash, Texts.Read(bare).Models.Single().Hash);
    }

    [Fact]
    public void A_bad_statement_is_skipped_and_the_rest_goes_on()
    {
        ReadResult result = Texts.Read(Texts.WithDefine("""
            Compartment[] parts = [S, I];
            Expr bad = parts[2] * beta;
            Expr worse = bad + beta;
            Let("x", worse);
            Let("S", beta);
            int n = 2147483647;
            n = n + 1;
            Observe("not a name", People, S);
            """, "readonly Constant zero = new(PerDay, 0);"));
        Assert.Equal(["NG0006 at 8", "NG0006 at 12", "NG0007 at 15", "NG0006 at 17", "NG0007 at 18"], result.Diagnostics.Select(d => $"{d.Code} at {d.Place.Line}"));
        Assert.All(result.Diagnostics, d => Assert.False(string.IsNullOrEmpty(d.In)));
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() => ModelReader.Read(Texts.WithDefine("Flow(S, I, beta);"), "Test.cs", new CancellationToken(canceled: true)));

    // Shapes on which compilers are known to take exponential time or a deep stack; each ends in seconds, in models or messages.
    [Theory]
    [InlineData("conditional"), InlineData("switch"), InlineData("calls"), InlineData("collections"), InlineData("tuples"), InlineData("arrays")]
    [InlineData("interpolations"), InlineData("else if"), InlineData("sum"), InlineData("casts"), InlineData("negations"), InlineData("minus minus"), InlineData("helpers"), InlineData("blocks"), InlineData("lambdas in calls")]
    public void Nests_end_soon(string shape)
    {
        static string Nest(int depth, string open, string core, string close) =>
            new StringBuilder().Insert(0, open, depth).Append(core).Insert(open.Length * depth + core.Length, close, depth).ToString();
        string define = shape switch
        {
            "conditional" => $"Expr x = {Nest(120, "true ? beta : ", "1", "")};",
            "switch" => $"Expr x = {Nest(40, "1 switch { 1 => beta, _ => ", "1", " }")};",
            "calls" => $"double x = {Nest(40, "Math.Max(1, ", "1", ")")};",
            "collections" => $"Expr[][] x = {Nest(40, "[", "beta", "]")};",
            "tuples" => $"var x = {Nest(40, "(1, ", "1", ")")};",
            "arrays" => $"var x = {Nest(40, "new[] { ", "1", " }")};",
            "interpolations" => $"string x = {Nest(20, "$\"a{", "1", "}\"")};",
            "else if" => Nest(80, "if (true) { } else ", "{ }", ""),
            "sum" => $"Expr x = {string.Join(" + ", Enumerable.Repeat("beta", 5000))};",
            "casts" => $"double x = {Nest(5000, "(int)", "1", "")};",
            "negations" => $"bool x = {Nest(20_000, "!", "true", "")};",
            "minus minus" => $"double x = {Nest(20_000, "-", "1", "")};",
            "helpers" => "Expr x = H0(beta); " + string.Concat(Enumerable.Range(0, 400).Select(i => $"Expr H{i}(Expr x) => H{i + 1}(x) + H{i + 1}(x); ")) + "Expr H400(Expr x) => x;",
            "blocks" => Nest(45, "{", "", "}"),
            "lambdas in calls" => $"Flow(S, I, {Nest(40, "Exp((a) => ", "beta", ")")});",
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
        var clock = Stopwatch.StartNew();
        ReadResult result = Texts.Read(Texts.WithDefine(define));
        Assert.True(result.HasErrors || result.Models.Length == 1);
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("seconds", d.Message, StringComparison.Ordinal));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}: two shared cores need far less");
    }
}
