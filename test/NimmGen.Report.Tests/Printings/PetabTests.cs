using System.Xml.Linq;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Report.Exchange.Petab;

namespace NimmGen.Report.Tests.Printings;

public sealed class PetabTests
{
    private static readonly XNamespace S = "http://www.sbml.org/sbml/level3/version2/core";

    private static Panel BoardingSchool => Catalogue.Read("boarding-school").Panel!;

    private static MechanismIr InBed()
    {
        MechanismIr sir = Zoo.Model("Sir");
        return sir with { Statements = [.. sir.Statements.Select(s => s is ObserveStatement o ? o with { Channel = "in_bed" } : s)] };
    }

    [Fact]
    public void An_outbreak_in_one_place()
    {
        PetabProblem problem = PetabWriter.Write(InBed(), BoardingSchool);
        Assert.DoesNotContain(problem.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal(["conditions.tsv", "measurements.tsv", "model.xml", "observables.tsv", "parameters.tsv", "problem.yaml"], problem.Files.Keys);
        Assert.Empty(PetabRules.Broken(problem.Files));
        Assert.Empty(SbmlRules.Broken(XDocument.Parse(problem.Files["model.xml"])));
        string[][] measured = PetabRules.Rows(problem.Files["measurements.tsv"]);
        Assert.Equal(14, measured.Length - 1);
        Assert.Equal(["obs_in_bed", "data", "3", "1"], measured[1]);
        Assert.Equal(["parameterId", "beta", "gamma", "infected0", "sd_in_bed"], PetabRules.Rows(problem.Files["parameters.tsv"]).Select(r => r[0]));
        Assert.Contains(XDocument.Parse(problem.Files["model.xml"]).Descendants(S + "parameter"), p => (string?)p.Attribute("id") == "population" && (double?)p.Attribute("value") == 763);
    }

    [Fact]
    public void Two_places_have_their_own_population_and_weeks_of_transmission()
    {
        PetabProblem problem = PetabWriter.Write(Zoo.Model("Seir"), TwoTowns());
        Assert.DoesNotContain(problem.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Empty(PetabRules.Broken(problem.Files));
        XDocument model = XDocument.Parse(problem.Files["model.xml"]);
        Assert.Empty(SbmlRules.Broken(model));
        string[][] conditions = PetabRules.Rows(problem.Files["conditions.tsv"]);
        Assert.Equal(["conditionId", "conditionName", "population", "beta_1", "beta_2", "beta_3"], conditions[0]);
        Assert.Equal(["place_2_New_Town", "New Town", "2000", "beta_1_New_Town", "beta_2_New_Town", "beta_3_New_Town"], conditions[2]);

        // A count over a day begins anew after each: 21 days less one missing, in two places.
        Assert.Equal(41, PetabRules.Rows(problem.Files["measurements.tsv"]).Length - 1);
        XElement reset = Assert.Single(model.Descendants(S + "event"));
        Assert.Equal(["count_onset", "next_step"], reset.Descendants(S + "eventAssignment").Select(e => (string?)e.Attribute("variable")));
        Assert.Equal(2, Assert.Single(model.Descendants(S + "assignmentRule"), r => (string?)r.Attribute("variable") == "beta").Descendants().Count(e => e.Name.LocalName == "piece"));
    }

    [Fact]
    public void Data_that_do_not_fit_are_named()
    {
        PetabProblem problem = PetabWriter.Write(Zoo.Model("Sir"), BoardingSchool);
        Assert.Empty(problem.Files);
        Diagnostic found = Assert.Single(problem.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal("NG9105", found.Code);
        Assert.Contains("'cases' is not in boarding-school; it has: in_bed", found.Message);
    }

    [Fact]
    public void Noise_becomes_a_formula()
    {
        MechanismIr sir = InBed();
        MechanismIr counted = sir with { Statements = [.. sir.Statements.Select(s => s is ObserveStatement o ? o with { Noise = new Noise(NoiseFamily.NegativeBinomial, new Number(10, Unit.One)) } : s)] };
        PetabProblem problem = PetabWriter.Write(counted, BoardingSchool);
        Assert.Empty(PetabRules.Broken(problem.Files));
        Assert.Equal("sqrt(observed_in_bed + observed_in_bed^2 / 10 + 1)", PetabRules.Rows(problem.Files["observables.tsv"])[1][4]);
        Assert.Contains(problem.Diagnostics, d => d is { Code: "NG9102" } && d.Message.Contains("PEtab has no counts", StringComparison.Ordinal));
    }

    private static Panel TwoTowns()
    {
        DataCard card = Catalogue.Default with
        {
            Name = "two-towns",
            Channels = [new Channel("cases", "cases", Unit.Of("people"), ChannelKind.New, ChannelRole.Target)],
            Constants = [new LocationConstant("population", Unit.Of("people"), "invented")],
        };
        double[] cases = [.. Enumerable.Range(0, 42).Select(i => (double)i)];
        cases[7] = double.NaN;
        return Panel.Create(card, ["Old Town", "New Town"], Enumerable.Range(0, 21).Select(d => new DateOnly(2020, 3, 1).AddDays(d)),
            new Dictionary<string, double[]> { ["cases"] = cases }, new Dictionary<string, double[]> { ["population"] = [1000, 2000] });
    }
}
