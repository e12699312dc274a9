using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// Simulated infections with methicillin-resistant Staphylococcus aureus in health-care facilities that exchange patients: a
/// stand-in of the same shape for claims data that are private, and never to be called those data.
/// Each week, in facility i with n patients of whom C carry: pressure pi = sum_j T_ij C_j / n_j over the transfer matrix T;
/// acquisitions ~ Binomial(n - C, 1 - exp(-beta (1 + (e - 1) a) pi)) with the share a on antibiotics; clearance and discharge of
/// carriers ~ Binomial; carriers among the admitted ~ Binomial(admissions, carriage at admission); infections
/// ~ Binomial(C, q season). Structure after Cooper, Medley and Scott 1999, Journal of Hospital Infection 43:131, with
/// facilities coupled by shared patients as in Donker, Wallinga and Grundmann 2010, PLoS Computational Biology 6:e1000715.
/// </summary>
public static class MrsaSimulator
{
    // Two years let carriage reach its steady state before the first week that is shown.
    private const int WarmUp = 104;

    private static readonly DateOnly First = new(2016, 1, 3);

    /// <summary>Facilities as the locations of a panel; equal seeds give equal panels.</summary>
    public static Panel Simulate(int seed, MrsaParameters? parameters = null)
    {
        MrsaParameters p = parameters ?? new();
        var random = new Random(seed);
        Facility[] facilities = [.. Enumerable.Range(0, p.Facilities).Select(_ => Facility.Draw(random, p))];
        double[] transfers = MrsaTransfers.Matrix(facilities, p);
        DataCard card = MrsaCard.Create(seed, p);
        ImmutableArray<string> names = [.. Enumerable.Range(1, p.Facilities).Select(i => $"facility {i}")];
        var matrix = PanelMatrix.Create(card.Matrices[0], names, names, transfers);
        var values = card.Channels.ToDictionary(c => c.Name, _ => new double[p.Weeks * p.Facilities]);
        int[] carriers = [.. facilities.Select(f => Draws.Binomial(random, f.Patients(p, 1), p.AdmissionCarriage))];
        for (int week = -WarmUp; week < p.Weeks; week++)
        {
            Step(random, p, facilities, matrix, carriers, week, values);
        }

        return Panel.Create(
            card, names, Enumerable.Range(0, p.Weeks).Select(w => First.AddDays(7 * w)), values,
            new Dictionary<string, double[]> { ["beds"] = [.. facilities.Select(f => (double)f.Beds)] },
            matrices: new Dictionary<string, PanelMatrix> { [matrix.Name] = matrix });
    }

    private static void Step(Random random, MrsaParameters p, Facility[] facilities, PanelMatrix transfers, int[] carriers, int week, Dictionary<string, double[]> values)
    {
        DateOnly day = First.AddDays(7 * week);
        double activity = day >= new DateOnly(2020, 3, 22) && day < new DateOnly(2020, 6, 1) ? p.SpringOf2020 : 1;
        double prescribing = 1 + p.PrescriptionSeason * Season(day, peakDay: 15);
        double infecting = 1 + p.InfectionSeason * Season(day, peakDay: 248);
        double[] carriage = [.. facilities.Select((f, i) => carriers[i] / (double)f.Patients(p, activity))];
        for (int i = 0; i < facilities.Length; i++)
        {
            Facility facility = facilities[i];
            int patients = facility.Patients(p, activity);
            double pressure = 0;
            for (int at = transfers.RowStarts[i]; at < transfers.RowStarts[i + 1]; at++)
            {
                pressure += transfers.Values[at] * carriage[transfers.ColumnIndices[at]];
            }

            double onAntibiotics = Math.Min(1, p.OnAntibiotics * facility.Prescribing * prescribing);
            double hazard = p.Transmission * (1 + (p.AntibioticEffect - 1) * onAntibiotics) * pressure;
            int before = Math.Min(carriers[i], patients);
            int infections = Draws.Binomial(random, before, p.Progression * infecting);
            int acquired = Draws.Binomial(random, patients - before, 1 - Math.Exp(-hazard));
            int lost = Draws.Binomial(random, before, 1 - Math.Exp(-p.Clearance - facility.Turnover));
            int admissions = Draws.Binomial(random, patients, 1 - Math.Exp(-facility.Turnover * activity));
            int admittedCarriers = Draws.Binomial(random, admissions, p.AdmissionCarriage);
            int prescriptions = Draws.Poisson(random, patients * onAntibiotics / 13);
            carriers[i] = Math.Min(patients, before + acquired - lost + admittedCarriers);

            // The draws of a facility do not depend on whether its week is shown.
            int[] ages = Ages(random, p, admissions);
            int moved = Draws.Binomial(random, admissions, p.Transferred);
            if (week >= 0)
            {
                int cell = week * facilities.Length + i;
                values[MrsaCard.Infections][cell] = infections;
                values["prescriptions"][cell] = prescriptions;
                values["patients"][cell] = patients;
                values["transfers_in"][cell] = moved;
                values["week_of_year"][cell] = (day.DayOfYear - 1) / 7.0;
                for (int age = 0; age < ages.Length; age++)
                {
                    values[MrsaCard.Admissions(age)][cell] = ages[age];
                }
            }
        }
    }

    // A multinomial draw, group by group.
    private static int[] Ages(Random random, MrsaParameters p, int admissions)
    {
        var ages = new int[p.Ages.Length];
        double rest = p.Ages.Sum();
        for (int age = 0; age < ages.Length; age++)
        {
            ages[age] = age == ages.Length - 1 ? admissions : Draws.Binomial(random, admissions, p.Ages[age] / rest);
            admissions -= ages[age];
            rest -= p.Ages[age];
        }

        return ages;
    }

    private static double Season(DateOnly day, int peakDay) => Math.Cos(2 * Math.PI * (day.DayOfYear - peakDay) / 365.25);

    /// <summary>One facility: where it lies in a unit square, how large it is, how fast its patients change, how much it prescribes.</summary>
    internal sealed record Facility(double X, double Y, int Beds, double Turnover, double Prescribing)
    {
        public int Patients(MrsaParameters p, double activity) => Math.Max(2, (int)Math.Round(Beds * p.Occupancy * (0.5 + 0.5 * activity)));

        public static Facility Draw(Random random, MrsaParameters p)
        {
            bool hospital = random.NextDouble() < p.HospitalShare;
            double beds = (hospital ? p.HospitalBeds : p.LongStayBeds) * Draws.LogNormal(random, p.SizeDeviation);
            return new(
                random.NextDouble(), random.NextDouble(), Math.Max(6, (int)Math.Round(beds)),
                hospital ? p.HospitalTurnover : p.LongStayTurnover, Draws.LogNormal(random, 0.3));
        }
    }
}
