using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// What <see cref="MrsaSimulator"/> assumes, each figure with its source; "assumed" is said where there is none. The
/// shape (644 facilities, 244 weeks, 20 features) is that of the published study, whose claims data are private.
/// </summary>
public sealed record MrsaParameters
{
    /// <summary>Shape of the published study.</summary>
    public int Facilities { get; init; } = 644;

    /// <summary>Shape of the published study; from 2016-01-03 these end on 2020-08-30.</summary>
    public int Weeks { get; init; } = 244;

    /// <summary>Mean beds of a long-stay facility; assumed. Sizes are log-normal.</summary>
    public double LongStayBeds { get; init; } = 75;

    /// <summary>Mean beds of a hospital; assumed.</summary>
    public double HospitalBeds { get; init; } = 150;

    /// <summary>Share of hospitals among the facilities; assumed.</summary>
    public double HospitalShare { get; init; } = 0.15;

    /// <summary>Deviation of log size; chosen with <see cref="Progression"/> for the sparsity of the English counts.</summary>
    public double SizeDeviation { get; init; } = 0.45;

    /// <summary>Patients a bed; assumed.</summary>
    public double Occupancy { get; init; } = 0.8;

    /// <summary>Share of long-stay patients replaced in a week; assumed, a stay of about seven weeks.</summary>
    public double LongStayTurnover { get; init; } = 0.15;

    /// <summary>Share of hospital patients replaced in a week; assumed, a stay of about ten days.</summary>
    public double HospitalTurnover { get; init; } = 0.7;

    /// <summary>
    /// Carriage at admission: 66.4 of 1,000 inpatients were colonised or infected in Jarvis, Jarvis and Chinn 2012, National
    /// prevalence of MRSA in inpatients at United States health care facilities, 2010, American Journal of Infection Control
    /// 40:194, doi:10.1016/j.ajic.2012.02.001.
    /// </summary>
    public double AdmissionCarriage { get; init; } = 0.066;

    /// <summary>Share of carriers who lose it in a week; assumed, a year of carriage.</summary>
    public double Clearance { get; init; } = 0.02;

    /// <summary>
    /// Acquisitions an uncolonised patient without antibiotics and week, at a carriage of one. It gives the steady state of about
    /// 20 percent carriers in nursing homes (PMC4851896: 20 percent other than USA300, 4 percent USA300).
    /// </summary>
    public double Transmission { get; init; } = 0.115;

    /// <summary>Acquisition with antibiotics in the last three months over that without: 0.052 / 0.025 (PMC4851896).</summary>
    public double AntibioticEffect { get; init; } = 0.052 / 0.025;

    /// <summary>Share of patients on antibiotics within three months, on average; assumed.</summary>
    public double OnAntibiotics { get; init; } = 0.35;

    /// <summary>Relative amplitude of prescriptions over the year, with the peak in mid-January; assumed (a winter peak is known).</summary>
    public double PrescriptionSeason { get; init; } = 0.25;

    /// <summary>
    /// Infections a carrier and week. Chosen so that the mean is about 0.3 a facility-week: England had 901 cases in 13
    /// months of 209 commissioning groups, 0.33 a cell. It is not a clinical rate: 29 percent in 18 months after a new carriage
    /// (Huang and Platt 2003, Clinical Infectious Diseases 36:281, doi:10.1086/345955) are a sixth of it.
    /// </summary>
    public double Progression { get; init; } = 0.026;

    /// <summary>
    /// Relative amplitude of infections over the year, with the peak in early September; chosen so that the second half of the
    /// year over the first is 1.14, as in adults with community-associated MRSA (PLOS ONE 2011 6:e17925). Antibiotics in
    /// winter pull the other way.
    /// </summary>
    public double InfectionSeason { get; init; } = 0.15;

    /// <summary>Share of the patients present in a week who came from another facility; assumed.</summary>
    public double Transferred { get; init; } = 0.05;

    /// <summary>Facilities that a facility gets patients from; assumed.</summary>
    public int Partners { get; init; } = 15;

    /// <summary>Distance over which transfers fall by a factor e, in units of the state's width; assumed.</summary>
    public double TransferDistance { get; init; } = 0.08;

    /// <summary>Admissions from 22 March to 31 May 2020 over the usual: fewer encounters in the first wave of COVID-19; assumed.</summary>
    public double SpringOf2020 { get; init; } = 0.6;

    /// <summary>Shares of admissions by fifteen age groups, 0-4 to 70 and over; assumed, mostly old.</summary>
    public ImmutableArray<double> Ages { get; init; } = [0.02, 0.01, 0.01, 0.015, 0.025, 0.03, 0.03, 0.03, 0.035, 0.045, 0.06, 0.075, 0.095, 0.12, 0.4];
}
