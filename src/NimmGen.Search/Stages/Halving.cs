namespace NimmGen.Search;

/// <summary>
/// Successive halving in two rungs (Jamieson and Talwalkar 2016, arXiv:1502.07943): every candidate is looked at for about a tenth of
/// the cost, and only those are validated in full whose error then is not far from the least so far. What a round must reach depends on
/// ended rounds alone, so which candidate ends first does not matter.
/// </summary>
internal static class Halving
{
    /// <summary>Times the least error of a first look so far: more is hopeless.</summary>
    public const double Margin = 1.25;

    /// <summary>First looks that must be known before one decides.</summary>
    public const int Fewest = 4;

    /// <summary>Starts of the first training of a candidate that promises something; each further one costs a tenth of that training.</summary>
    public const int PromisingStarts = 4;

    /// <summary>How many starts a candidate's first training has: several where its first look was as good as the best before its round.</summary>
    public static int StartsOf(Screening? look) => look is { Promises: true } ? PromisingStarts : 1;

    /// <summary>What candidates of the next round must not exceed; null where too little is known.</summary>
    /// <param name="history">Candidates of ended rounds.</param>
    public static double? Hurdle(IReadOnlyList<CandidateRecord> history)
    {
        double[] screened = [.. history.Where(c => c.Screening is not null && c.Outcome is Outcome.Scored or Outcome.Stopped).Select(c => c.Screening!.Score)];
        return screened.Length < Fewest ? null : Margin * screened.Min();
    }
}
