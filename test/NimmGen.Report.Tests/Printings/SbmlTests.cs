using System.Xml.Linq;
using NimmGen.Ir;
using NimmGen.Report.Exchange;
using NimmGen.Report.Exchange.Sbml;

namespace NimmGen.Report.Tests.Printings;

public sealed class SbmlTests
{
    private static readonly XNamespace S = "http://www.sbml.org/sbml/level3/version2/core";

    public static TheoryData<string> Names => Zoo.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_keeps_the_rules_of_the_format(string name)
    {
        Exported exported = SbmlWriter.Write(Zoo.Model(name));
        if (exported.Text is null)
        {
            Assert.Contains(exported.Diagnostics, d => d is { Code: "NG9101", Severity: Severity.Error });
            return;
        }

        Assert.All(exported.Diagnostics, d => Assert.Equal(("NG9102", Severity.Warning), (d.Code, d.Severity)));
        Assert.Empty(SbmlRules.Broken(XDocument.Parse(exported.Text)));
        Kept.Write(name + ".xml", exported.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_reads_back_as_the_same_mechanism(string name)
    {
        MechanismIr model = Zoo.Model(name);
        Exported exported = SbmlWriter.Write(model);
        if (exported.Text is null)
        {
            return;
        }

        Imported imported = SbmlReader.Read(exported.Text, name + ".xml");
        if (exported.Text.Contains("<nimmgen:stock", StringComparison.Ordinal))
        {
            Assert.Equal("NG9103", Assert.Single(imported.Diagnostics).Code);
            return;
        }

        Assert.True(imported.Model is not null, string.Join('\n', imported.Diagnostics));
        Assert.Equal(model.Summary, imported.Model.Summary);
        string again = SbmlWriter.Write(imported.Model).Text!;
        Assert.Equal(Shape(exported.Text), Shape(again));

        // A delay is what SBML cannot say; conversions of units are the language's own.
        if (!exported.Diagnostics.Any(d => d.Message.Contains("delay", StringComparison.Ordinal)))
        {
            Assert.Equal(Expansion.Of(model).Model.Hash, Expansion.Of(imported.Model).Model.Hash);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE sbml [<!ENTITY a \"b\">]><sbml/>", "NG9104")]
    [InlineData("<!DOCTYPE sbml SYSTEM \"file:///etc/passwd\"><sbml>&x;</sbml>", "NG9104")]
    [InlineData("not xml", "NG9104")]
    [InlineData("", "NG9104")]
    [InlineData("<sbml xmlns=\"http://www.sbml.org/sbml/level2/version4\" level=\"2\" version=\"4\"><model/></sbml>", "NG9104")]
    [InlineData("<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\"/>", "NG9104")]
    public void What_is_no_sbml_is_refused(string text, string code)
    {
        Imported imported = SbmlReader.Read(text, "file.xml");
        Assert.Null(imported.Model);
        Assert.Equal(code, Assert.Single(imported.Diagnostics).Code);
    }

    [Fact]
    public void Deep_and_wide_documents_end_soon()
    {
        Assert.Contains("deep", Assert.Single(SbmlReader.Read(string.Concat(Enumerable.Repeat("<a>", 100_000)), "deep.xml").Diagnostics).Message);
        Assert.Equal("NG9104", Assert.Single(SbmlReader.Read(new string(' ', 9 << 20), "wide.xml").Diagnostics).Code);
    }

    [Theory]
    [InlineData("<listOfEvents><event/></listOfEvents>", "listOfEvents", 4)]
    [InlineData("<listOfFunctionDefinitions/>", "listOfFunctionDefinitions", 4)]
    [InlineData("<listOfSpecies><species id=\"A\" compartment=\"c\" initialConcentration=\"1\"/></listOfSpecies>", "'A'", 4)]
    [InlineData("<listOfRules>\n<algebraicRule/></listOfRules>", "algebraicRule", 5)]
    [InlineData("<listOfParameters><parameter id=\"k\" units=\"mole\" value=\"1\" constant=\"true\"/></listOfParameters>", "mole", 4)]
    [InlineData("<listOfParameters><parameter id=\"k\" value=\"x\" constant=\"true\"/></listOfParameters>", "'x' is not a number", 4)]
    [InlineData("<listOfReactions><reaction id=\"r\" reversible=\"false\"><listOfReactants><speciesReference species=\"A\"/></listOfReactants></reaction></listOfReactions>", "'A' is not a species", 4)]
    public void A_foreign_construct_is_named_with_its_line(string content, string named, int line)
    {
        Imported imported = SbmlReader.Read($"<sbml xmlns=\"{S}\"\n level=\"3\" version=\"2\">\n<model id=\"m\">\n{content}</model></sbml>", "foreign.xml");
        Diagnostic found = Assert.Single(imported.Diagnostics);
        Assert.Equal("NG9103", found.Code);
        Assert.Contains(named, found.Message);
        Assert.Equal(line, found.Place.Line);
    }

    [Fact]
    public void A_plain_model_of_somebody_else_is_read()
    {
        Imported imported = SbmlReader.Read($"""
            <sbml xmlns="{S}" level="3" version="1"><model id="sir" substanceUnits="item" timeUnits="day" extentUnits="item">
              <listOfUnitDefinitions><unitDefinition id="day"><listOfUnits><unit kind="second" exponent="1" scale="0" multiplier="86400"/></listOfUnits></unitDefinition>
              <unitDefinition id="rate"><listOfUnits><unit kind="second" exponent="-1" scale="0" multiplier="86400"/></listOfUnits></unitDefinition></listOfUnitDefinitions>
              <listOfCompartments><compartment id="c" constant="true"/></listOfCompartments>
              <listOfSpecies>
                <species id="S" compartment="c" initialAmount="990" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
                <species id="I" compartment="c" initialAmount="10" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
              </listOfSpecies>
              <listOfParameters><parameter id="beta" value="0.5" units="rate" constant="true"/></listOfParameters>
              <listOfReactions><reaction id="infect" reversible="false">
                <listOfReactants><speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants>
                <listOfProducts><speciesReference species="I" stoichiometry="1" constant="true"/></listOfProducts>
                <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><divide/><apply><times/><ci>beta</ci><ci>S</ci><ci>I</ci></apply><apply><plus/><ci>S</ci><ci>I</ci></apply></apply></math></kineticLaw>
              </reaction></listOfReactions></model></sbml>
            """, "sir.xml");
        Assert.True(imported.Model is not null, string.Join('\n', imported.Diagnostics));
        FlowStatement flow = Assert.Single(imported.Model.Statements.OfType<FlowStatement>());
        Assert.Equal(("S", "I", "beta * I / (S + I)"), (flow.From, flow.To, Ir.Printing.TermPrinter.Print(flow.Hazard)));
        Assert.Equal([990.0, 10.0], imported.Model.Statements.OfType<StartStatement>().Select(s => ((Number)s.Value).Value));
        Assert.Equal("1/day", imported.Model.Find("beta")!.Unit.ToString());
    }

    [Fact]
    public void What_sbml_cannot_say_is_refused_or_told()
    {
        MechanismIr seir = Zoo.Model("Seir");
        Diagnostic[] told = [.. SbmlWriter.Write(seir).Diagnostics];
        Assert.Contains(told, d => d.Message.Contains("beta varies in time", StringComparison.Ordinal));
        Assert.Contains(told, d => d.Message.Contains("population comes from data", StringComparison.Ordinal));
        Assert.Contains(told, d => d.Message.Contains("cases is a count over a step", StringComparison.Ordinal));
        MechanismIr delayed = seir with { Statements = [.. seir.Statements.Select(s => s is ObserveStatement o ? o with { Value = new Delay(o.Value, new Number(7, Unit.Of("day"))) } : s)] };
        Assert.Contains(SbmlWriter.Write(delayed).Diagnostics, d => d is { Code: "NG9102" } && d.Message.Contains("before its reporting delay", StringComparison.Ordinal));
        MechanismIr closure = seir with
        {
            Symbols = seir.Symbols.Add(new ClosureSymbol("kill", Unit.Parse("1/day"), 0, 1, 4, null, null, Place.None)),
            Statements = [.. seir.Statements.Select(s => s is FlowStatement { From: "I" } f ? f with { Hazard = new ClosureCall("kill", [new Number(1, Unit.One)]) } : s)],
        };
        Exported refused = SbmlWriter.Write(closure);
        Assert.Null(refused.Text);
        Assert.Contains(refused.Diagnostics, d => d is { Code: "NG9101" } && d.Message.Contains("kill is a network", StringComparison.Ordinal));
    }

    private static string Shape(string sbml) => string.Join('\n', XDocument.Parse(sbml).Descendants().Where(e => e.Name.Namespace == S && e.Name.LocalName is not ("model" or "annotation" or "notes"))
        .Select(e => e.Name.LocalName + " " + string.Join(' ', e.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $"{a.Name.LocalName}={a.Value}"))).Order(StringComparer.Ordinal));
}
