namespace NimmGen.Search.Benchmarks;

/// <summary>
/// The hand-made mechanism of the paper (its equations 7 to 10; Venkatramanan et al. 2019, PLoS Comput. Biol. 15:e1007111,
/// doi:10.1371/journal.pcbi.1007111): groups that meet by a mixing matrix theta, theta_ij the share of group i's contacts that
/// happen in group j; effective numbers theta' N and theta' I; the force of infection back through theta. Immunity wanes, as in
/// the public code. All parameters come from the network, with the ranges of that code, (0, 1), cut where a rate of zero or of
/// one a day means nothing.
/// </summary>
internal static class GradMetapopulationPrograms
{
    /// <summary>Sixteen age groups of one place. Columns of the matrix are the ones who meet: theta is its transpose.</summary>
    public const string Ages = """
        using NimmGen;
        using static NimmGen.Units;
        namespace Baselines;

        /// <summary>Grad-Metapopulation by age: synchronous, mass kept, incidence observed.</summary>
        public sealed class GradMetapopulationAges : Model
        {
            static readonly Axis Age = new(
                "00-05", "05-10", "10-15", "15-20", "20-25", "25-30", "30-35", "35-40",
                "40-45", "45-50", "50-55", "55-60", "60-65", "65-70", "70-75", "75+");

            readonly Compartment S = new(People, Age);
            readonly Compartment E = new(People, Age);
            readonly Compartment I = new(People, Age);
            readonly Compartment R = new(People, Age);
            readonly Compartment D = new(People, Age);

            readonly Matrix contacts = new(One, Age);
            readonly Neural beta = new(PerDay, 0.01, 1) { Role = Role.Transmission };
            readonly Neural alpha = new(PerDay, 0.02, 1);
            readonly Neural gamma = new(PerDay, 0.02, 1);
            readonly Neural delta = new(PerDay, 1e-4, 0.1);
            readonly Neural mu = new(PerDay, 1e-6, 0.01);
            readonly Neural infected0 = new(Fraction, 1e-6, 1e-2, every: Every.Never);

            readonly Input population = new(People, Age, min: 1);

            protected override void Define()
            {
                Expr present = Mix(contacts, I) / Mix(contacts, population);
                Flow infection = Flow(S, E, beta * MixBack(contacts, present));
                Flow(E, I, alpha);
                Flow(I, R, gamma);
                Flow(I, D, mu);
                Flow(R, S, delta);

                Start(E, 0);
                Start(I, infected0 * population);
                Start(R, 0);
                Start(D, 0);
                StartRest(S, population);
                Solver(Scheme.Hazard, subSteps: 1);

                Observe("cases", People, Sum(Incidence(infection), over: Age));
            }
        }
        """;

    /// <summary>Places coupled by mobility; the target is a percentage of visits, so that a factor and a background stand before it.</summary>
    public const string States = """
        using NimmGen;
        using static NimmGen.Units;
        namespace Baselines;

        /// <summary>Grad-Metapopulation by place, for percentages of visits.</summary>
        public sealed class GradMetapopulationStates : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment E = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Compartment D = new(People);

            readonly Matrix mobility = new(Fraction, Location);
            readonly Neural beta = new(PerDay, 0.01, 1) { Role = Role.Transmission };
            readonly Neural alpha = new(PerDay, 0.02, 1);
            readonly Neural gamma = new(PerDay, 0.02, 1);
            readonly Neural delta = new(PerDay, 1e-4, 0.1);
            readonly Neural mu = new(PerDay, 1e-6, 0.01);
            readonly Neural infected0 = new(Fraction, 1e-6, 1e-2, every: Every.Never);
            readonly Neural reported = new(One, 0.1, 10, every: Every.Never) { Role = Role.Reporting };
            readonly Neural background = new(Percent, 0.01, 5, every: Every.Never);

            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Expr present = MixBack(mobility, I) / MixBack(mobility, population);
                Flow infection = Flow(S, E, beta * Mix(mobility, present));
                Flow(E, I, alpha);
                Flow(I, R, gamma);
                Flow(I, D, mu);
                Flow(R, S, delta);

                Start(E, 0);
                Start(I, infected0 * population);
                Start(R, 0);
                Start(D, 0);
                StartRest(S, population);
                Solver(Scheme.Hazard, subSteps: 7);

                Observe("ili", Percent, background + reported * Incidence(infection) / population);
            }
        }
        """;

    /// <summary>Facilities coupled by transfers of patients; beds stand for people.</summary>
    public const string Facilities = """
        using NimmGen;
        using static NimmGen.Units;
        namespace Baselines;

        /// <summary>Grad-Metapopulation by facility.</summary>
        public sealed class GradMetapopulationFacilities : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment E = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Compartment D = new(People);

            readonly Matrix transfers = new(One, Location);
            readonly Neural beta = new(PerDay, 0.001, 1) { Role = Role.Transmission };
            readonly Neural alpha = new(PerDay, 0.02, 1);
            readonly Neural gamma = new(PerDay, 0.02, 1);
            readonly Neural delta = new(PerDay, 1e-3, 1);
            readonly Neural mu = new(PerDay, 1e-6, 0.01);
            readonly Neural infected0 = new(Fraction, 1e-5, 1e-1, every: Every.Never);
            readonly Neural reported = new(Fraction, 0.001, 1, every: Every.Never) { Role = Role.Reporting };

            readonly Input beds = new(People, min: 1);

            protected override void Define()
            {
                Expr present = MixBack(transfers, I) / MixBack(transfers, beds);
                Flow infection = Flow(S, E, beta * Mix(transfers, present));
                Flow(E, I, alpha);
                Flow(I, R, gamma);
                Flow(I, D, mu);
                Flow(R, S, delta);

                Start(E, 0);
                Start(I, infected0 * beds);
                Start(R, 0);
                Start(D, 0);
                StartRest(S, beds);
                Solver(Scheme.Hazard, subSteps: 7);

                Observe("infections", People, reported * Incidence(infection));
            }
        }
        """;

    /// <summary>
    /// By age as the public code has it (GuanZihan/GradMetapopulation, model_utils.py): compartments are replaced one after the
    /// other, so that people appear who have left nowhere; deaths of a day replace those before; the infectious are observed as
    /// if they were new; seeds are cast to integers, which no gradient passes, so that they stay what they were. The force of
    /// infection of a day is computed at the end of the day before, with the parameters of that day: the same but for the first
    /// day of a week, and a mechanism small enough to compile.
    /// </summary>
    public const string AsPublished = """
        using NimmGen;
        using static NimmGen.Units;
        namespace Baselines;

        /// <summary>Grad-Metapopulation by age, as published.</summary>
        public sealed class GradMetapopulationAsPublished : Model
        {
            static readonly Axis Age = new(
                "00-05", "05-10", "10-15", "15-20", "20-25", "25-30", "30-35", "35-40",
                "40-45", "45-50", "50-55", "55-60", "60-65", "65-70", "70-75", "75+");

            readonly Quantity S = new(People, Age);
            readonly Quantity E = new(People, Age);
            readonly Quantity I = new(People, Age);
            readonly Quantity R = new(People, Age);
            readonly Quantity force = new(One, Age);   // of those present in a group's place

            readonly Matrix contacts = new(One, Age);
            readonly Neural beta = new(One, Age, 0, 1, every: Every.Never) { Role = Role.Transmission };
            readonly Neural kappa = new(One, 0, 1);
            readonly Neural symptomatic = new(One, 0, 1);
            readonly Neural epsilon = new(One, 0, 1);
            readonly Neural alpha = new(One, 0, 1);
            readonly Neural gamma = new(One, 0, 1);
            readonly Neural delta = new(One, 0, 1);
            readonly Neural mortality = new(One, 0, 1);
            readonly Constant seeds = new(People, 50);

            readonly Input population = new(People, Age, min: 1);

            protected override void Define()
            {
                Expr weight = (1 - kappa) * (1 - symptomatic) + symptomatic;
                Expr infected = S * Min(1, MixBack(contacts, force));
                Expr nextE = infected + (1 - alpha) * E;
                Expr nextI = alpha * nextE + (1 - gamma - mortality) * I;
                Next(S, S - infected + delta * R);
                Next(E, nextE);
                Next(I, nextI);
                Next(R, gamma * nextI + (1 - delta) * R);
                Next(force, beta * Mix(contacts, weight * nextI + (1 - epsilon) * nextE) / Mix(contacts, population));

                Start(S, population - seeds);
                Start(E, 0);
                Start(I, seeds);
                Start(R, 0);
                Start(force, beta * weight * Mix(contacts, seeds / population * population) / Mix(contacts, population));

                Observe("cases", People, Sum(I, over: Age));
            }
        }
        """;
}
