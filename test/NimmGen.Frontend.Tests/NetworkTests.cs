using System.Text.RegularExpressions;
using Models;
using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Frontend.Tests;

/// <summary>A network that C# compiles and the same file read as text are one network; its printing reads back as the same.</summary>
public sealed partial class NetworkTests
{
    private static readonly Network[] Compiled = [new GruWithAttention(), new LayerTour()];

    [Theory]
    [InlineData(0), InlineData(1)]
    public void Text_and_class_give_the_same_network(int index)
    {
        NetworkIr expected = Compiled[index].ToIr();
        ReadResult result = Texts.ReadFile(Path.Combine(Texts.Folder("models-text"), expected.Name + ".cs"));
        Assert.Equal("", string.Join('\n', result.Diagnostics));
        NetworkIr read = Assert.Single(result.Networks);
        Assert.Empty(result.Models);
        Assert.Equal((expected.Hash, expected.Name, expected.Output), (read.Hash, read.Name, read.Output));
        Assert.Equal(expected.Layers.Select(l => (l.Name, l.Place.Line)), read.Layers.Select(l => (l.Name, l.Place.Line)));
        Assert.Equal(read.Hash, NetworkJson.Read(NetworkJson.Write(read)).Hash);
        Assert.NotEmpty(read.Summary!);
    }

    [Fact]
    public void Everything_that_authors_are_told_of_networks_is_in_one_that_is_read()
    {
        string page = File.ReadAllText(Path.Combine(Texts.Folder("prompts"), "hybrid.md"));
        string[] words = [.. Span().Matches(page).SelectMany(m => Word().Matches(m.Value)).Select(m => m.Value).Distinct().Except(["Model", "Neural"])];
        string tour = File.ReadAllText(Path.Combine(Texts.Folder("models-text"), "LayerTour.cs")) + File.ReadAllText(Path.Combine(Texts.Folder("models-text"), "GruWithAttention.cs"));
        Assert.InRange(words.Length, 30, 60);
        Assert.Equal([], words.Where(w => !Regex.IsMatch(tour, $@"(?<![\w""]){Regex.Escape(w)}(?!\w)")));
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public void A_printed_network_reads_back_as_the_same(int index)
    {
        NetworkIr network = Compiled[index].ToIr();
        string printed = "using NimmGen;\n\n" + NetworkPrinter.Print(network);
        ReadResult result = Texts.Read(printed);
        Assert.True(result.Diagnostics.IsEmpty, string.Join('\n', result.Diagnostics) + printed);
        NetworkIr again = Assert.Single(result.Networks);
        Assert.Equal(network.Hash, again.Hash);
        Assert.Equal(printed, "using NimmGen;\n\n" + NetworkPrinter.Print(again));
    }

    [Fact]
    public void A_file_may_hold_a_model_and_its_network()
    {
        string model = Texts.WithDefine(
            "Flow(S, I, beta); Outflow(I, loss); Start(S, 9 * People); Start(I, 1 * People); Observe(\"i\", People, I);", "readonly Neural loss = new(PerDay, 0.1, 1);");
        string network = File.ReadAllText(Path.Combine(Texts.Folder("models-text"), "GruWithAttention.cs"));
        ReadResult result = Texts.Read(model + network[network.IndexOf("/// <summary>", StringComparison.Ordinal)..]);
        Assert.Equal("", string.Join('\n', result.Diagnostics));
        Assert.Equal("Test", Assert.Single(result.Models).Name);
        Assert.Equal("GruWithAttention", Assert.Single(result.Networks).Name);

        // The network is part of the model: of its hash, its stored form and its printing.
        MechanismIr hybrid = result.Models[0];
        Assert.Equal(result.Networks[0].Hash, hybrid.Network!.Hash);
        Assert.NotEqual((hybrid with { Network = null }).Hash, hybrid.Hash);
        Assert.Equal(hybrid.Hash, MechanismJson.Read(MechanismJson.Write(hybrid)).Hash);
        Assert.Equal(hybrid.Hash, Assert.Single(Texts.Read(CSharpPrinter.Print(hybrid)).Models).Hash);
    }

    [Fact]
    public void A_network_beside_a_model_without_neural_parameters_is_a_warning()
    {
        ReadResult result = Texts.Read(
            Texts.WithDefine("Flow(S, I, beta); Start(S, 9 * People); Start(I, 1 * People); Observe(\"i\", People, I);")
            + "public sealed class Idle : Network { readonly Gru g = new(16); protected override Signal Define(Signal history, Signal steps) => g.Of(history).Last().Repeat(steps); }");
        Assert.Equal(["NG6108"], result.Diagnostics.Select(d => d.Code));
        Assert.NotNull(Assert.Single(result.Models).Network);
    }

    [Fact]
    public void What_a_network_leaves_unused_or_unseen_is_a_warning()
    {
        ReadResult result = Texts.Read(
            """
            using NimmGen;
            public sealed class Blind : Network
            {
                readonly Gru decoder = new(hidden: 16);
                readonly Linear idle = new(8);
                protected override Signal Define(Signal history, Signal steps) => decoder.Of(steps);
            }
            """);
        Assert.Equal(["NG0003 at 5", "NG6106 at 6"], result.Diagnostics.Select(d => $"{d.Code} at {d.Place.Line}"));
        Assert.Single(result.Networks);
    }

    [Fact]
    public void A_compiled_network_that_does_not_fit_says_why()
    {
        var wrong = Assert.Throws<ModelException>(() => new Unfit().ToIr());
        Assert.Equal(["NG6102"], wrong.Diagnostics.Select(d => d.Code));
    }

    private sealed class Unfit : Network
    {
        protected override Signal Define(Signal history, Signal steps) => history.Repeat(steps);
    }

    [GeneratedRegex("(?<!`)`[^`\n]+`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]\w*|\b[a-z]\w*:")]
    private static partial Regex Word();
}
