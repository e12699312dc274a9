namespace NimmGen.Search;

/// <summary>Births and deaths that balance (Keeling and Rohani 2008, section 2.1.2), and vaccination, of newborns or of anybody.</summary>
internal static class Demography
{
    public static Production<bool> Turnover() => new("births and deaths", Part.Structure,
    [
        new(false, "Leaves out births and deaths: the data span too little for them.") { Label = "no" },
        new(true, "Adds births and deaths that balance: newborns are susceptible.", 0.2) { Label = "yes" },
    ]);

    public static Production<bool> Vaccination(InfectionContext context, Production<Immunity> immunity, Production<bool> turnover) => new("vaccination", Part.Structure,
    [
        new(false, "Leaves out vaccination.") { Label = "no" },
        new(true, "Adds the vaccination that the data record.", 2, d => context.Vaccine is { } v && (v.Form != VaccineForm.Coverage || (d.Get(turnover) && Infection.Recovers(d.Get(immunity))))) { Label = "yes" },
    ], immunity, turnover);

    /// <summary>True where the vaccinated are a compartment of their own.</summary>
    public static bool HasVaccinated(Infection model) => model.Vaccination && model.Context.Vaccine!.Form != VaccineForm.Coverage;

    public static void DeclareState(Infection model, ProgramText text)
    {
        if (HasVaccinated(model))
        {
            text.State(model.Compartment("V", "vaccinated, not infected"));
        }
    }

    public static void Write(Infection model, ProgramText text)
    {
        string newborn = "";
        if (model.Vaccination)
        {
            VaccineSeries vaccine = model.Context.Vaccine!;
            (string unit, string range) = vaccine.Form switch
            {
                VaccineForm.DosesADay => ("People / Day", "min: 0"),
                VaccineForm.Doses => ("People", "min: 0"),
                _ => ("Fraction", "min: 0, max: 1"),
            };
            text.Input($"readonly Input {vaccine.Field} = new({unit}, {range}) {{ Role = Role.Vaccination }};");
            if (vaccine.Form == VaccineForm.Coverage)
            {
                newborn = vaccine.Field;
            }
            else
            {
                text.Parameter("readonly Learned efficacy = new(Fraction, 0.2, 0.99);  // of the vaccine against infection");
                text.Flow($"Transfer(S, V, {vaccine.Field}{(vaccine.Form == VaccineForm.Doses ? $" / (1 * {(model.Context.Weekly ? "Week" : "Day")})" : "")}, name: \"vaccination\");");
                text.Flow($"{(model.Observed == ObservedEvent.Infections ? "Flow breakthrough = " : "")}Flow(V, {model.First}, (1 - efficacy) * {ForceProduction.Name(model)}, name: \"breakthrough\");");
            }
        }

        if (model.Turnover)
        {
            text.Parameter("readonly Constant turnover = new(PerYear, 1 / 70.0);  // birth rate, equal to the death rate");
            text.Flow($"Inflow(S, turnover * living{(newborn.Length > 0 ? $" * (1 - {newborn})" : "")}, name: \"births\");");
            if (newborn.Length > 0)
            {
                text.Flow($"Inflow(R, turnover * living * {newborn}, name: \"vaccinatedBirths\");");
            }

            text.Flow($"Outflow([{string.Join(", ", model.Living)}], turnover);");
        }
    }
}
