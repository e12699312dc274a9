using System.Globalization;

namespace NimmGen.Search;

/// <summary>A design of the grammar of infections, with names for what it chose and for what follows from it.</summary>
internal sealed class Infection(InfectionGrammar grammar, Design design)
{
    public InfectionContext Context => grammar.Context;

    public Immunity Immunity => design.Get(grammar.Immunity);

    public int LatentStages => design.Get(grammar.LatentStages);

    public bool LatentFixed => design.Get(grammar.LatentFixed);

    public int InfectiousStages => design.Get(grammar.InfectiousStages);

    public bool InfectiousFixed => design.Get(grammar.InfectiousFixed);

    public Branch Branch => design.Get(grammar.Branch);

    public Hospital Hospital => design.Get(grammar.Hospital);

    public bool Deaths => design.Get(grammar.Deaths);

    public bool Turnover => design.Get(grammar.Turnover);

    public bool Vaccination => design.Get(grammar.Vaccination);

    public Coupling Coupling => design.Get(grammar.Coupling);

    public Force Force => design.Get(grammar.Force);

    public Importation Importation => design.Get(grammar.Importation);

    public bool Season => design.Get(grammar.Season);

    public Transmission Transmission => design.Get(grammar.Transmission);

    public Smoothness Smoothness => design.Get(grammar.Smoothness);

    public string Covariate => design.Get(grammar.Covariate);

    public bool CovariateSmoothed => design.Get(grammar.CovariateSmoothed);

    public ImmuneAtStart ImmuneAtStart => design.Get(grammar.ImmuneAtStart);

    public bool InfectedByPlace => design.Get(grammar.InfectedByPlace);

    public bool LatentAtStart => design.Get(grammar.LatentAtStart);

    public ObservedEvent Observed => design.Get(grammar.Observed);

    public Reporting Reporting => design.Get(grammar.Reporting);

    public ReportingTime ReportingTime => design.Get(grammar.ReportingTime);

    public bool Weekday => design.Get(grammar.Weekday);

    public Scatter Scatter => design.Get(grammar.Scatter);

    public bool SeesDeaths => design.Get(grammar.SeesDeaths);

    /// <summary>Where the infected go first.</summary>
    public string First => LatentStages > 0 ? "E" : "I";

    public bool HasRecovered => Recovers(Immunity);

    /// <summary>Where those go who recover.</summary>
    public string RecoverTo => HasRecovered ? "R" : "S";

    public bool ByAge => Coupling == Coupling.Ages;

    /// <summary>The name of what is counted where nobody is nowhere: of the population.</summary>
    public string Population => InfectionContexts.Field(Context.Population) ?? Context.Population;

    /// <summary>All compartments of the living, in the order in which people read them.</summary>
    public IEnumerable<string> Living
    {
        get
        {
            yield return "S";
            if (Demography.HasVaccinated(this))
            {
                yield return "V";
            }

            if (LatentStages > 0)
            {
                yield return "E";
            }

            if (Branch != Branch.None)
            {
                yield return "A";
            }

            yield return "I";
            if (Hospital != Hospital.None)
            {
                yield return "H";
            }

            if (Hospital == Hospital.Intensive)
            {
                yield return "C";
            }

            if (HasRecovered)
            {
                yield return "R";
            }
        }
    }

    public static bool Recovers(Immunity immunity) => immunity is Immunity.Permanent or Immunity.Waning or Immunity.Partial;

    /// <summary>The declaration of a compartment of people, by age where the model is.</summary>
    public string Compartment(string name, string meaning, int stages = 1) =>
        $"readonly Compartment {name} = new(People{(ByAge ? ", Age" : "")}{(stages > 1 ? $", stages: {stages}" : "")});  // {meaning}";

    /// <summary>A number as people write it, with a point that makes it no integer.</summary>
    public static string Number(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);
}
