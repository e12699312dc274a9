namespace NimmGen.Evaluate;

/// <summary>One forecast made of several from the same origin.</summary>
public static class Ensemble
{
    /// <summary>The median of the members, cell by cell; of an even number the mean of the middle two.</summary>
    /// <exception cref="ArgumentException">No member, or members of different origins or shapes.</exception>
    public static OriginForecast Median(IReadOnlyList<OriginForecast> members)
    {
        Check(members);
        double[] values = new double[members[0].Values.Length], column = new double[members.Count];
        for (int i = 0; i < values.Length; i++)
        {
            for (int m = 0; m < column.Length; m++)
            {
                column[m] = members[m].Values[i];
            }

            Array.Sort(column);
            values[i] = (column[(column.Length - 1) / 2] + column[column.Length / 2]) / 2;
        }

        return members[0] with { Values = [.. values] };
    }

    /// <summary>The weighted mean of the members; members of weight zero may hold anything.</summary>
    /// <exception cref="ArgumentException">As for the median, or not one weight a member.</exception>
    public static OriginForecast Mix(IReadOnlyList<OriginForecast> members, IReadOnlyList<double> weights)
    {
        Check(members);
        if (weights.Count != members.Count)
        {
            throw new ArgumentException($"{weights.Count} weights for {members.Count} members", nameof(weights));
        }

        var values = new double[members[0].Values.Length];
        for (int m = 0; m < members.Count; m++)
        {
            if (weights[m] != 0)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] += weights[m] * members[m].Values[i];
                }
            }
        }

        return members[0] with { Values = [.. values] };
    }

    private static void Check(IReadOnlyList<OriginForecast> members)
    {
        if (members.Count == 0 || members.Any(m => m.TrainSteps != members[0].TrainSteps || m.Values.Length != members[0].Values.Length))
        {
            throw new ArgumentException("members of an ensemble forecast the same steps from the same origin", nameof(members));
        }
    }
}
