namespace NimmGen.Search;

/// <summary>Transmission that a series of the data set drives: beta exp(effect x).</summary>
internal static class CovariateProduction
{
    // Chance takes some covariate about as often as any other change, however many there are.
    private const double Together = 2;

    public static Production<string> Drivers(InfectionContext context) => new("covariate", Part.Rates,
    [
        new("", "Drops the covariate from transmission.") { Label = "none" },
        .. context.Covariates.Select(c => new Alternative<string>(
            c.Channel, $"Lets {c.Channel.Replace('_', ' ')} drive transmission, by a learned effect.", Together / context.Covariates.Length)),
    ]);

    public static Production<bool> Smoothed(InfectionContext context, Production<string> drivers) => new("covariate mean", Part.Rates,
    [
        new(false, "Takes the covariate as it is.") { Label = "none" },
        new(true, "Takes the covariate's mean over the last week: its weekday pattern is none of transmission.", 1, d => context.Daily && d.Get(drivers).Length > 0) { Label = "over a week" },
    ], drivers);

    /// <summary>" * Exp(...)", or nothing.</summary>
    public static string Factor(Infection model)
    {
        if (Driver(model) is not { } driver)
        {
            return "";
        }

        string series = model.CovariateSmoothed ? $"Smooth({driver.Field}, 7)" : driver.Field;
        return $" * Exp(effect * {series}{(driver.Unit == "One" && driver.Scale != 1 ? $" / {Infection.Number(driver.Scale)}" : "")})";
    }

    public static void Declare(Infection model, ProgramText text)
    {
        if (Driver(model) is { } driver)
        {
            text.Parameter($"readonly Learned effect = new(One, -2, 2);  // of {driver.Channel.Replace('_', ' ')} on the logarithm of transmission");
            text.Input($"readonly Input {driver.Field} = new({driver.Unit});");
        }
    }

    private static Covariate? Driver(Infection model) => model.Context.Covariates.FirstOrDefault(c => c.Channel == model.Covariate);
}
