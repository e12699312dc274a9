namespace NimmGen.Data;

/// <summary>Who gets patients from whom: by size and distance, as gravity models of patient sharing have it, from the strongest partners only.</summary>
internal static class MrsaTransfers
{
    /// <summary>[receiving, sending]; rows sum to one, the diagonal being those who did not come from another facility.</summary>
    public static double[] Matrix(MrsaSimulator.Facility[] facilities, MrsaParameters p)
    {
        int count = facilities.Length;
        var matrix = new double[count * count];
        var pull = new double[count];
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double distance = Math.Sqrt(Math.Pow(facilities[i].X - facilities[j].X, 2) + Math.Pow(facilities[i].Y - facilities[j].Y, 2));
                pull[j] = i == j ? 0 : facilities[j].Beds * facilities[j].Turnover * Math.Exp(-distance / p.TransferDistance);
                order[j] = j;
            }

            int[] partners = [.. order.OrderByDescending(j => pull[j]).ThenBy(j => j).Take(Math.Min(p.Partners, count - 1))];
            double whole = partners.Sum(j => pull[j]);
            foreach (int j in partners)
            {
                matrix[i * count + j] = p.Transferred * pull[j] / whole;
            }

            matrix[i * count + i] = 1 - matrix.AsSpan(i * count, count).ToArray().Sum();
        }

        return matrix;
    }
}
