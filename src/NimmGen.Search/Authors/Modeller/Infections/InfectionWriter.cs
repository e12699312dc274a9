namespace NimmGen.Search;

/// <summary>Writes a susceptible-infected chain as the C# that people read: each production adds its lines.</summary>
internal static class InfectionWriter
{
    /// <summary>The letters of the chain and what is special of the force, such as "SeirsSaturating".</summary>
    public static string Name(Infection model)
    {
        string chain = string.Concat(
            "S", Demography.HasVaccinated(model) ? "v" : "", model.LatentStages > 0 ? "e" : "", model.Branch == Branch.None ? "" : "a", "i",
            model.Hospital == Hospital.None ? "" : "h", model.HasRecovered ? "r" : "", model.Deaths ? "d" : "",
            model.Immunity switch { Immunity.Waning or Immunity.None => "s", Immunity.Partial => "i", _ => "" });
        string coupling = model.Coupling switch { Coupling.None => "", Coupling.Ages => "Ages", _ => "Places" };
        return chain + coupling + (model.Force == Force.Proportional ? "" : $"{model.Force}");
    }

    public static string Write(Infection model, string note)
    {
        var text = new ProgramText();
        text.State(model.Compartment("S", "susceptible"));
        Demography.DeclareState(model, text);
        TransmissionProduction.Declare(model, text);
        SeasonProduction.Declare(model, text);
        CovariateProduction.Declare(model, text);
        ForceProduction.Declare(model, text);
        CouplingProduction.Declare(model, text);
        CouplingProduction.Write(model, text);
        ForceProduction.Write(model, text);
        LatentPeriod.Write(model, text);
        BranchProduction.Declare(model, text);
        InfectiousPeriod.Declare(model, text);
        InfectiousPeriod.DeclareRate(model, text);
        HospitalProduction.DeclareStates(model, text);
        ImmunityProduction.DeclareState(model, text);
        HospitalProduction.DeclareDead(model, text);
        HospitalProduction.DeclareParameters(model, text);
        HospitalProduction.WriteFlows(model, text);
        ImmunityProduction.Write(model, text);
        ImportationProduction.Write(model, text);
        Demography.Write(model, text);
        ReportingProduction.Declare(model, text);
        StartValues.Write(model, text);
        text.Solver($"Solver(Scheme.RungeKutta4, subSteps: {SubSteps(model)});");
        ReportingProduction.Write(model, text);
        return text.Write(Name(model), $"{Summary(model)} {note}");
    }

    // The first-order default would make R = 1 grow by gamma^2 dt / 2 a day: several percent a week. A chain of n stages is left n times
    // as fast: above two stages the steps are halved, far inside the stability of the method.
    private static int SubSteps(Infection model) =>
        (model.Context.Weekly ? 7 : 2) * (Math.Max(model.LatentStages, model.InfectiousStages) > 2 ? 2 : 1);

    private static string Summary(Infection model)
    {
        string[] stages =
        [
            "susceptible",
            .. Demography.HasVaccinated(model) ? (string[])["vaccinated"] : [],
            .. model.LatentStages > 0 ? (string[])["exposed"] : [],
            .. model.Branch != Branch.None ? (string[])[model.Branch == Branch.Asymptomatic ? "asymptomatic" : "unreported"] : [],
            "infectious",
            .. model.Hospital != Hospital.None ? (string[])["hospitalised"] : [],
            .. model.HasRecovered ? (string[])["recovered"] : [],
        ];
        string all = string.Join(", ", stages[..^1]) + $" and {stages[^1]}" + (model.Deaths ? " or dead" : "");
        string[] also =
        [
            .. model.Immunity == Immunity.Waning ? (string[])["immunity wanes"] : [],
            .. model.Immunity == Immunity.Partial ? (string[])["immunity is partial"] : [],
            .. model.Coupling switch { Coupling.None => (string[])[], Coupling.Ages => ["ages meet by a matrix"], _ => ["places are coupled"] },
            .. model.Covariate.Length > 0 ? (string[])[$"{model.Covariate.Replace('_', ' ')} drives transmission"] : [],
            .. model.Season ? (string[])["with a season"] : [],
            .. model.Importation != Importation.None ? (string[])["infections are imported"] : [],
            .. model.Turnover ? (string[])["with births and deaths"] : [],
        ];
        return $"{char.ToUpperInvariant(all[0])}{all[1..]} people{string.Concat(also.Select(a => $"; {a}"))}.";
    }
}
