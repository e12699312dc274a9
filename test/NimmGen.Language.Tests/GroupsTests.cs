using NimmGen.Ir;
using static NimmGen.Units;

namespace NimmGen.Language.Tests;

/// <summary>What axes and stages mean: the written-out model, statement by statement.</summary>
public sealed class GroupsTests
{
    private sealed class AgeSeir : Model
    {
        static readonly Axis Age = new("0-17", "18-64", "65+");

        readonly Compartment S = new(People, Age);
        readonly Compartment E = new(People, Age, stages: 2);
        readonly Compartment I = new(People, Age);
        readonly Compartment R = new(People, Age);

        readonly Matrix contacts = new(PerDay, Age);
        readonly Neural infectivity = new(Fraction, 0.005, 0.2);
        readonly Learned susceptibility = new(Fraction, Age, 0.2, 1.0);
        readonly Constant severity = new(Fraction, Age, [0.01, 0.05, 0.2]);
        readonly Constant sigma = new(PerDay, 0.25);
        readonly Constant ageing = new(PerYear, 0.1);
        readonly Input population = new(People, Age, min: 1);

        protected override void Define()
        {
            Flow infection = Flow(S, E, susceptibility * infectivity * Mix(contacts, I / population));
            Flow(E, I, sigma);
            Flow(I, R, sigma);
            Flow(R[Age["65+"]], S[Age["65+"]], ageing, everyStage: false, name: "waning");
            Ageing(S, Age, ageing);
            Start(E, 1e-5 * population);
            Start(I, 0);
            Start(R, 0);
            StartRest(S, population);
            Observe("cases", People, Sum(severity * Incidence(infection), over: Age), noise: NegativeBinomial(10), weekday: true);
        }
    }

    [Fact]
    public void Axes_take_the_names_of_their_fields()
    {
        MechanismIr model = new AgeSeir().ToIr();
        Ir.Axis age = Assert.Single(model.Axes);
        Assert.Equal("Age", age.Name);
        Assert.Equal(["0-17", "18-64", "65+"], age.Labels);
        Assert.Equal(["Age"], model.Find("susceptibility")!.Axes);
        Assert.Equal(2, ((CompartmentSymbol)model.Find("E")!).Stages);
    }

    [Fact]
    public void Groups_and_stages_are_written_out()
    {
        Expansion expansion = Expansion.Of(new AgeSeir().ToIr());
        Assert.Equal(3 + 6 + 3 + 3, expansion.Model.States.Count());
        Assert.Equal(new ExpandedPart("E", [new("Age", "65+")], 2).ToString(), expansion.Parts["E_65plus_2"].ToString());
        FlowStatement infection = expansion.Model.Statements.OfType<FlowStatement>().Single(f => f.Name == "infection_18_64");
        Assert.Equal(("S_18_64", "E_18_64_1"), (infection.From, infection.To));
        Assert.Equal(
            "susceptibility_18_64 * infectivity * (contacts_18_64_0_17 * (I_0_17 / population_0_17) + contacts_18_64_18_64 * (I_18_64 / population_18_64) + contacts_18_64_65plus * (I_65plus / population_65plus))",
            Ir.Printing.TermPrinter.Print(infection.Hazard));
        FlowStatement passage = expansion.Model.Statements.OfType<FlowStatement>().Single(f => f.From == "E_0_17_1");
        Assert.Equal(("E_0_17_2", "2 * sigma"), (passage.To, Ir.Printing.TermPrinter.Print(passage.Hazard)));
        FlowStatement older = expansion.Model.Statements.OfType<FlowStatement>().Single(f => f.From == "S_18_64" && f.To == "S_65plus");
        Assert.Equal("ageing", Ir.Printing.TermPrinter.Print(older.Hazard));
        FlowStatement waning = expansion.Model.Statements.OfType<FlowStatement>().Single(f => f.Name == "waning");
        Assert.Equal(("R_65plus", "S_65plus"), (waning.From, waning.To));
        Assert.Equal(
            "severity_0_17 * Incidence(infection_0_17) + severity_18_64 * Incidence(infection_18_64) + severity_65plus * Incidence(infection_65plus)",
            Ir.Printing.TermPrinter.Print(expansion.Model.Observations.Single().Value));
        Assert.Equal(0.2, ((ConstantSymbol)expansion.Model.Find("severity_65plus")!).Value);
    }

    [Fact]
    public void Its_json_reads_back_as_the_same()
    {
        MechanismIr model = new AgeSeir().ToIr();
        Assert.Equal(model.Hash, MechanismJson.Read(MechanismJson.Write(model)).Hash);
    }
}
