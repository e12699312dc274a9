using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>What without a data set hangs on made-up sizes of groups and contacts between them is no reason to refuse a model.</summary>
public sealed class MadeUpGroupsTests
{
    [Fact]
    public void Ages_that_made_up_contacts_cannot_tell_apart_are_a_warning()
    {
        ReadResult read = ModelReader.Read(Text, "Ages.cs", TestContext.Current.CancellationToken);
        Verdict verdict = Verifier.Verify(Assert.Single(read.Models), options: WrongTests.Thorough);
        Assert.DoesNotContain(verdict.Findings, f => f.Severity == Severity.Error);
        Diagnostic found = Assert.Single(verdict.Findings, f => f.Code == "NG4003");
        Assert.Contains("susceptibility_young", found.Message, StringComparison.Ordinal);
        Assert.EndsWith("sizes of groups and what they exchange are made up: a check with --task tells for yours", found.Why, StringComparison.Ordinal);
    }

    private static string Text => """
        using NimmGen;
        using static NimmGen.Units;
        namespace Examples;
        /// <summary>Four ages whose contacts are data.</summary>
        public sealed class Ages : Model
        {
            static readonly Axis Age = new("young", "adult", "older", "old");
            readonly Compartment S = new(People, Age);
            readonly Compartment E = new(People, Age);
            readonly Compartment I = new(People, Age);
            readonly Compartment R = new(People, Age);
            readonly Matrix contacts = new(PerDay, Age) { Role = Role.Transmission };
            readonly Neural infectivity = new(Fraction, 0.005, 0.2);
            readonly Learned susceptibility = new(Fraction, 0.2, 1.0, Age);
            readonly Constant sigma = new(PerDay, 1 / 4.0);
            readonly Constant gamma = new(PerDay, 1 / 6.0);
            readonly Learned reported = new(Fraction, 0.05, 0.8) { Role = Role.Reporting };
            readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);
            readonly Input population = new(People, min: 1, over: Age);
            protected override void Define()
            {
                Flow infection = Flow(S, E, susceptibility * infectivity * Mix(contacts, I / population));
                Flow(E, I, sigma);
                Flow(I, R, gamma);
                Start(E, infected0 * population);
                Start(I, infected0 * population);
                Start(R, 0 * population);
                StartRest(S, population);
                Observe("cases", People, reported * Sum(Incidence(infection), over: Age));
            }
        }
        """;
}
