namespace NimmGen.Search;

/// <summary>Where the severely ill go.</summary>
internal enum Hospital
{
    None,
    Ward,

    /// <summary>A ward, and intensive care for a share of its patients (Walker et al. 2020).</summary>
    Intensive,
}

/// <summary>The way through hospital, and death at the last place of the way.</summary>
internal static class HospitalProduction
{
    public static Production<Hospital> Places(Production<Immunity> immunity) => new("hospital", Part.Structure,
    [
        new(Hospital.None, "Leaves out the hospital."),
        new(Hospital.Ward, "Adds a hospital: a share of the infectious is admitted and no longer meets others.", 0.4, d => d.Get(immunity) != Immunity.NoRecovery),
        new(Hospital.Intensive, "Adds a hospital with intensive care: a share is admitted, a share of these is critical.", 0.2, d => d.Get(immunity) != Immunity.NoRecovery),
    ], immunity);

    public static Production<bool> Deaths(Production<Immunity> immunity) => new("deaths", Part.Structure,
    [
        new(false, "Drops deaths.") { Label = "no" },
        new(true, "Adds deaths: a small share of the infectious dies and leaves the population that mixes.", 0.5, d => d.Get(immunity) != Immunity.NoRecovery) { Label = "yes" },
    ], immunity);

    public static void DeclareStates(Infection model, ProgramText text)
    {
        if (model.Hospital != Hospital.None)
        {
            text.State(model.Compartment("H", "in hospital"));
        }

        if (model.Hospital == Hospital.Intensive)
        {
            text.State(model.Compartment("C", "in intensive care"));
        }
    }

    public static void DeclareDead(Infection model, ProgramText text)
    {
        if (model.Deaths)
        {
            text.State(model.Compartment("D", "dead"));
        }
    }

    public static void DeclareParameters(Infection model, ProgramText text)
    {
        if (model.Hospital != Hospital.None)
        {
            text.Parameter("readonly Constant severe = new(Fraction, 0.05);  // share of infections that is admitted");
            text.Parameter("readonly Constant wardStay = new(PerDay, 1 / 8.0);  // rate of leaving the ward");
        }

        if (model.Hospital == Hospital.Intensive)
        {
            text.Parameter("readonly Constant critical = new(Fraction, 0.25);  // share of patients that needs intensive care");
            text.Parameter("readonly Constant criticalStay = new(PerDay, 1 / 10.0);  // rate of leaving intensive care");
        }

        if (model.Deaths)
        {
            string fatality = model.Hospital switch { Hospital.Intensive => "0.4", Hospital.Ward => "0.1", _ => "0.005" };
            text.Parameter(model.SeesDeaths
                ? "readonly Learned fatality = new(Fraction, 1e-4, 0.5);  // share that dies"
                : $"readonly Constant fatality = new(Fraction, {fatality});  // {(model.Hospital == Hospital.None ? "infection fatality" : "share of patients that dies")}");
        }
    }

    public static void WriteFlows(Infection model, ProgramText text)
    {
        if (model.Immunity == Immunity.NoRecovery)
        {
            return;
        }

        string to = model.RecoverTo;
        bool removals = model.Observed == ObservedEvent.Removals, admissions = model.Observed == ObservedEvent.Admissions, death = model.SeesDeaths;
        if (model.Hospital != Hospital.None)
        {
            text.Flow($"{(admissions ? "(Flow admission, _) = " : "")}Split(I, gamma, to: H, fraction: severe, rest: {to}, name: \"admission\", restName: \"recovery\");");
        }

        if (model.Hospital == Hospital.Intensive)
        {
            text.Flow($"Split(H, wardStay, to: C, fraction: critical, rest: {to}, name: \"intensive\", restName: \"discharge\");");
        }

        (string from, string rate, string name) = model.Hospital switch
        {
            Hospital.Ward => ("H", "wardStay", "discharge"),
            Hospital.Intensive => ("C", "criticalStay", "survival"),
            _ => ("I", "gamma", "recovery"),
        };
        text.Flow(model.Deaths
            ? $"{(death ? "(Flow death, _) = " : "")}Split({from}, {rate}, to: D, fraction: fatality, rest: {to}, name: \"death\", restName: \"{name}\");"
            : $"{(removals ? "Flow recovery = " : "")}Flow({from}, {to}, {rate}, name: \"{name}\");");
        if (model.Branch != Branch.None)
        {
            text.Flow($"Flow(A, {to}, gamma, name: \"silentRecovery\");");
        }
    }
}
