using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Tests;

public sealed class SvgDiagramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void IsOneWellFormedPictureWithEveryStateAndFlow()
    {
        MechanismIr model = Runs.Seird();
        XElement svg = XElement.Parse(SvgDiagram.Render(model));

        Assert.Equal(model.States.Count(), svg.Elements(Svg + "rect").Count());
        Assert.Equal(model.Flows.Count(), svg.Elements(Svg + "g").Count());
        string[] labels = [.. svg.Descendants(Svg + "text").Select(t => t.Value)];
        Assert.Contains("β I / N", labels);
        Assert.Contains("N = S + E + I + R", labels);
        Assert.Contains("observed as cases: the flow infection", labels);
    }

    [Fact]
    public void ColumnsFollowTheFlowsAndWaningRunsBack()
    {
        FlowLayers layers = FlowLayers.Of(Runs.Seird());
        Assert.Equal([0, 1, 2, 3, 3], layers.States.Select(s => layers[s]));
    }

    [Fact]
    public void ArrowsAreAsWideAsTheRootOfTheFlow()
    {
        var means = new Dictionary<string, double> { ["infection"] = 400, ["onset"] = 100 };
        double[] widths = [.. XElement.Parse(SvgDiagram.Render(Runs.Seird(), means)).Elements(Svg + "g").Take(2)
            .Select(g => double.Parse(g.Element(Svg + "path")!.Attribute("stroke-width")!.Value, CultureInfo.InvariantCulture))];

        // 1.2 + 5.8 sqrt(share of the largest), printed to one decimal.
        Assert.Equal(7, widths[0], 0.05);
        Assert.Equal(4.1, widths[1], 0.05);
    }

    [Fact]
    public void BoxesDoNotOverlap()
    {
        DiagramLayout layout = DiagramLayout.Of(Runs.Seird(), 120);
        Assert.All(layout.Boxes, a => Assert.All(layout.Boxes.Where(b => b != a), b =>
            Assert.True(Math.Abs(a.X - b.X) >= Box.Width || Math.Abs(a.Y - b.Y) >= Box.Height)));
    }

    [Fact]
    public void NamesAreEscapedAndAnEmptyModelIsAPictureToo()
    {
        MechanismIr model = Runs.Seird();
        string hostile = SvgDiagram.Render(model with { Name = "<script>" });
        Assert.DoesNotContain("<script", hostile);
        Assert.Empty(XElement.Parse(SvgDiagram.Render(model with { Symbols = [], Statements = [] })).Elements(Svg + "rect"));
    }

    [Fact]
    public void ACycleWithoutABeginningIsLaidOut()
    {
        MechanismIr model = Runs.Seird();
        MechanismIr cycle = model with { Statements = [.. model.Statements.Where(s => s is FlowStatement), new FlowStatement("back", "I", "S", new Reference("gamma"), Place.None)] };
        Assert.Equal(5, XElement.Parse(SvgDiagram.Render(cycle)).Elements(Svg + "rect").Count());
    }
}
