using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>A tumour's volume: its growth, and, where they are given, a drug and radiation.</summary>
internal sealed class TumourGrammar : Grammar
{
    public TumourGrammar(TumourContext context)
    {
        Context = context;
        Growth = GrowthProduction.Laws();
        Drug = DrugKinetics.Forms(context);
        Kill = DrugKillProduction.Forms(context);
        EffectSite = DrugKillProduction.EffectSite(Kill);
        Dying = DrugKillProduction.Deaths(Kill);
        Resistance = DrugKillProduction.Resistance(Kill);
        Radiation = RadiationProduction.Forms(context);
        DailySteps = new("time", Part.Values,
        [
            new(false, "Integrates in continuous time.") { Label = "continuous" },
            new(true, "Takes one step a day: doses are given once a day.") { Label = "a step a day" },
        ]);
        Productions = InOrder(Growth, Drug, Kill, EffectSite, Dying, Resistance, Radiation, DailySteps);
        Cures =
        [
            Cure.Of(Finding.Follows("radio_dose"), Radiation, 15, "a kill by radiation is missing or of another form", RadiationKill.Linear, RadiationKill.LinearQuadratic, RadiationKill.FixedRatio),
            Cure.Of(Finding.Follows("drug_concentration"), Kill, 15, "a kill by the drug is missing or of another form", DrugKill.Linear, DrugKill.Emax, DrugKill.Hill),
            Cure.Of(Finding.Follows("chemo_dose"), DailySteps, 15, "a dose acts from the beginning of its day, or through it", true, false),
            Cure.Of(Finding.Misses("drug_concentration"), DailySteps, 15, "doses and elimination share the day in another way", true, false),
            Cure.Of(Finding.Misses("drug_concentration"), Drug, 2, "the level falls in another way", Kinetics.TwoCompartments, Kinetics.Saturable),
            Cure.Of(Finding.Follows("tumour_volume"), Growth, 8, "growth a head depends on the volume in another way", TumourGrowth.Exponential, TumourGrowth.Logistic, TumourGrowth.Gompertz, TumourGrowth.Bertalanffy, TumourGrowth.ExponentialLinear),
            Cure.Of(Finding.AtUpper("capacity"), Growth, 4, "the volume is far from its capacity", TumourGrowth.Exponential, TumourGrowth.Bertalanffy),
            Cure.Of(Finding.AtLower("capacity"), Growth, 3, "growth slows in another way", TumourGrowth.Gompertz, TumourGrowth.Bertalanffy, TumourGrowth.ExponentialLinear),
            Cure.Of(Finding.AtLower("growth"), Growth, 3, "the law does not fit small and large tumours alike", TumourGrowth.Gompertz, TumourGrowth.Logistic),
            Cure.Of(Finding.AtLower("loss"), Growth, 3, "nothing is lost through the volume", TumourGrowth.ExponentialLinear, TumourGrowth.Gompertz),
            Cure.Of(Finding.AtLower("chemoKill"), Kill, 4, "the drug does nothing", DrugKill.None),
            Cure.Of(Finding.AtUpper("halfKill"), Kill, 4, "the kill does not saturate", DrugKill.Linear),
            Cure.Of(Finding.AtLower("steepness"), Kill, 4, "the kill sets in from the first", DrugKill.Emax),
            Cure.Of(Finding.AtLower("betaRadio"), Radiation, 4, "the quadratic part is nil", RadiationKill.Linear),
            Cure.Of(Finding.AtUpper("alpha"), Radiation, 3, "a quadratic part is missing", RadiationKill.LinearQuadratic, RadiationKill.FixedRatio),
            Cure.Of(Finding.AtLower("alpha"), Radiation, 3, "radiation does nothing", RadiationKill.None),
            Cure.Of(Finding.AtLower("fading"), Resistance, 4, "no resistance grows", false),
            Cure.Of(Finding.AtUpper("equilibration"), EffectSite, 4, "the drug acts where it is measured", false),
            Cure.Of(Finding.AtUpper("transit"), Dying, 4, "killed cells leave at once", Death.AtOnce),
            Cure.Of(Finding.AtLower("outward"), Drug, 4, "there is no periphery", Kinetics.OneCompartment),
            Cure.Of(Finding.AtUpper("halfLevel"), Drug, 4, "elimination does not saturate", Kinetics.OneCompartment),
        ];
    }

    public TumourContext Context { get; }

    public Production<TumourGrowth> Growth { get; }

    public Production<Kinetics> Drug { get; }

    public Production<DrugKill> Kill { get; }

    public Production<bool> EffectSite { get; }

    public Production<Death> Dying { get; }

    public Production<bool> Resistance { get; }

    public Production<RadiationKill> Radiation { get; }

    public Production<bool> DailySteps { get; }

    public override ImmutableArray<Production> Productions { get; }

    public override ImmutableArray<Cure> Cures { get; }

    public override string NameOf(Design design) => TumourWriter.Name(this, design);

    public override string Write(Design design, string note) => TumourWriter.Write(this, design, note);
}
