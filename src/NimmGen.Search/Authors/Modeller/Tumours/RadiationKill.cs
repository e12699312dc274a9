namespace NimmGen.Search;

/// <summary>Kill by radiation as a function of the dose of one fraction.</summary>
internal enum RadiationKill
{
    None,
    Linear,
    LinearQuadratic,

    /// <summary>Linear-quadratic with the published ratio of 10 Gy between the two (Geng, Paganetti and Grassberger 2017).</summary>
    FixedRatio,
}

/// <summary>What radiation does to the tumour.</summary>
internal static class RadiationProduction
{
    public static Production<RadiationKill> Forms(TumourContext context) => new("kill by radiation", Part.Rates,
    [
        new(RadiationKill.None, "Drops the kill by radiation."),
        new(RadiationKill.Linear, "Adds a kill in proportion to the radiation dose.", 1, _ => context.Radiation),
        new(RadiationKill.LinearQuadratic, "Makes the kill by radiation linear-quadratic in the dose.", 1, _ => context.Radiation),
        new(RadiationKill.FixedRatio, "Makes the kill by radiation linear-quadratic with the published ratio.", 1, _ => context.Radiation),
    ]);

    /// <summary>" - ...", after its parameters are declared; nothing without a kill.</summary>
    public static string Loss(RadiationKill kill, ProgramText text)
    {
        if (kill == RadiationKill.None)
        {
            return "";
        }

        text.Parameter("readonly Learned alpha = new(PerDay / Gray, 1e-4, 1) { Role = Role.Treatment };  // linear radiosensitivity");
        text.Input("readonly Input radioDose = new(Gray, min: 0);  // of the day's fraction");
        switch (kill)
        {
            case RadiationKill.LinearQuadratic:
                text.Parameter("readonly Learned betaRadio = new(PerDay / (Gray * Gray), 1e-5, 0.1) { Role = Role.Treatment };  // quadratic radiosensitivity");
                return " - alpha * radioDose - betaRadio * radioDose * radioDose";
            case RadiationKill.FixedRatio:
                text.Parameter("readonly Constant alphaOverBeta = new(Gray, 10);  // linear over quadratic radiosensitivity");
                return " - alpha * (radioDose + radioDose * radioDose / alphaOverBeta)";
            default:
                return " - alpha * radioDose";
        }
    }
}
