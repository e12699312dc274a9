using System.Text;

namespace NimmGen.Search;

/// <summary>Writes a susceptible-infected chain as the C# that people read.</summary>
internal static class InfectionProgram
{
    public static string Write(InfectionDesign design, string note)
    {
        var text = new StringBuilder();
        text.Append(
            $$"""
            using NimmGen;
            using static NimmGen.Units;

            namespace Candidates;

            /// <summary>{{Summary(design)}} {{note}}</summary>
            public sealed class {{design.Name}} : Model
            {

            """);
        foreach (string line in Declarations(design))
        {
            text.Append(line.Length == 0 ? "\n" : $"    {line}\n");
        }

        text.Append("\n    protected override void Define()\n    {\n");
        foreach (string line in Statements(design))
        {
            text.Append(line.Length == 0 ? "\n" : $"        {line}\n");
        }

        text.Append("    }\n}\n");
        return text.ToString();
    }

    private static string Summary(InfectionDesign d)
    {
        string stages = "Susceptible, " + (d.Exposed ? "exposed, " : "") + "infectious and recovered" + (d.Deaths ? " or dead" : "");
        return $"{stages} people{(d.Waning ? "; immunity wanes" : "")}{(d.Importation ? "; infections are imported" : "")}.";
    }

    private static IEnumerable<string> Declarations(InfectionDesign d)
    {
        yield return "readonly Compartment S = new(People);  // susceptible";
        if (d.Exposed)
        {
            yield return "readonly Compartment E = new(People);  // infected, not yet infectious";
        }

        yield return "readonly Compartment I = new(People);  // infectious";
        yield return "readonly Compartment R = new(People);  // recovered and immune";
        if (d.Deaths)
        {
            yield return "readonly Compartment D = new(People);  // dead";
        }

        yield return "";
        yield return d.TransmissionVaries
            ? "readonly Neural beta = new(PerDay, 0.02, 3) { Role = Role.Transmission };  // transmission rate, by week"
            : "readonly Learned beta = new(PerDay, 0.02, 5) { Role = Role.Transmission };  // transmission rate";
        if (d.Force == ForceOfInfection.Saturating)
        {
            yield return "readonly Learned caution = new(One, 0.1, 1000);  // fall of contact with the infectious share";
        }

        if (d.Force == ForceOfInfection.Power)
        {
            yield return "readonly Learned mixing = new(One, 0.7, 1.1);  // exponent of the infectious share; 1 is homogeneous mixing";
        }

        if (d.Exposed)
        {
            yield return "readonly Learned sigma = new(PerDay, 1 / 7.0, 1);  // rate of becoming infectious";
        }

        yield return "readonly Learned gamma = new(PerDay, 1 / 14.0, 1);  // rate of leaving the infectious stage";
        if (d.Deaths)
        {
            yield return "readonly Constant fatality = new(Fraction, 0.005);  // infection fatality";
        }

        if (d.Waning)
        {
            yield return "readonly Learned waning = new(PerDay, 1 / 3650.0, 1 / 60.0);  // rate of losing immunity";
        }

        if (d.Importation)
        {
            yield return "readonly Learned imports = new(PerDay, 1e-9, 1e-5) { Role = Role.Importation };  // imported infections a head";
        }

        if (d.Underreporting)
        {
            yield return d.Context switch
            {
                { Kind: ObservedKind.PercentOfVisits } =>
                    "readonly Neural visits = new(One, 0.05, 50, every: Every.Never) { Role = Role.Reporting };  // visits of an infected beside those of others, by place",
                { ManyPlaces: true } => "readonly Neural reported = new(Fraction, 0.001, 1, every: Every.Never) { Role = Role.Reporting };  // share reported, by place",
                _ => "readonly Learned reported = new(Fraction, 0.02, 1) { Role = Role.Reporting };  // share of infections reported",
            };
        }

        if (d.Context.Kind == ObservedKind.PercentOfVisits)
        {
            yield return "readonly Neural background = new(Percent, 0.01, 5, every: Every.Never);  // visits for other causes, by place";
            yield return "readonly Learned immune0 = new(Fraction, 0.01, 0.8);  // immune at the start";
        }

        yield return "readonly Learned infected0 = new(Fraction, 1e-7, 1e-2);  // infected at the start";
        yield return "";
        yield return $"readonly Input {d.Context.Population} = new(People, min: 1);";
    }

    private static IEnumerable<string> Statements(InfectionDesign d)
    {
        yield return $"Expr living = S + {(d.Exposed ? "E + " : "")}I + R;";
        yield return "Expr share = I / living;";
        yield return "";
        string force = d.Force switch
        {
            ForceOfInfection.Saturating => "beta * share / (1 + caution * share)",
            ForceOfInfection.Power => "beta * Pow(share, mixing)",
            _ => "beta * share",
        };
        string next = d.Exposed ? "E" : "I";
        string imported = d.Importation ? " + imports" : "";
        bool seesInfection = d.Observed == Observed.Infections, seesOnset = d.Observed == Observed.Onsets;
        yield return $"{(seesInfection ? "Flow infection = " : "")}Flow(S, {next}, {force}{imported}, name: \"infection\");";
        if (d.Exposed)
        {
            yield return $"{(seesOnset ? "Flow onset = " : "")}Flow(E, I, sigma, name: \"onset\");";
        }

        yield return d.Deaths
            ? "Split(I, gamma, to: D, fraction: fatality, rest: R, name: \"death\", restName: \"recovery\");"
            : "Flow(I, R, gamma, name: \"recovery\");";
        if (d.Waning)
        {
            yield return "Flow(R, S, waning, name: \"reversion\");";
        }

        yield return "";
        if (d.Exposed)
        {
            yield return $"Start(E, infected0 * {d.Context.Population});";
        }

        yield return $"Start(I, infected0 * {d.Context.Population});";
        yield return d.Context.Kind == ObservedKind.PercentOfVisits ? $"Start(R, immune0 * {d.Context.Population});" : "Start(R, 0);";
        if (d.Deaths)
        {
            yield return "Start(D, 0);";
        }

        yield return $"StartRest(S, {d.Context.Population});";
        yield return "";
        // The first-order default would make R = 1 grow by gamma^2 dt / 2 a day: several percent a week.
        yield return $"Solver(Scheme.RungeKutta4, subSteps: {(d.Context.Weekly ? 7 : 2)});";
        yield return "";

        string seen = d.Observed switch
        {
            Observed.Onsets => "Incidence(onset)",
            Observed.Prevalence => "I",
            _ => "Incidence(infection)",
        };
        string reported = d.Underreporting ? "reported * " : "";
        yield return d.Context.Kind == ObservedKind.PercentOfVisits
            ? $"Observe(\"{d.Context.Channel}\", Percent, background + visits * {seen} / {d.Context.Population});"
            : $"Observe(\"{d.Context.Channel}\", People, {reported}{seen});";
    }
}
