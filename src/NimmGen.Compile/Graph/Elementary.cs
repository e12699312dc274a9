namespace NimmGen.Compile;

/// <summary>
/// Writes the transcendental functions out as arithmetic, so that one kernel text serves every vector width and all lanes
/// round alike. Relative error about 3e-16 for exp and expm1 (range reduction by ln 2 in two parts after Cody and Waite 1980,
/// then the Taylor polynomial of degree 13 on |r| &lt;= ln 2 / 2, truncation below 5e-18).
/// </summary>
internal static class Elementary
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // exp overflows to infinity from 1023.5 ln 2 = 709.44 (0.05 % before the largest double) and is 2e-308 instead of less below -708.
    private const double Highest = 709.8;
    private const double Lowest = -708;
    private const int Degree = 13;

    private static readonly double[] InverseFactorials = Factorials();

    // Below this, phi's derivative comes from its Taylor series; above, the cancellation costs at most 5 bits.
    private const double SmallPhi = 1.0 / 32;

    /// <summary>Copies the nodes that the roots need into another graph; <paramref name="map"/> says what is there already and is filled in.</summary>
    public static void Lower(IEnumerable<Node> roots, Graph target, Dictionary<Node, Node> map)
    {
        foreach (Node node in Node.Below(roots, map.ContainsKey))
        {
            map.Add(node, Lower(node, target, n => map[n!]));
        }
    }

    private static Node Lower(Node n, Graph g, Func<Node?, Node> of) => n.Op switch
    {
        Op.Constant => g.Constant(n.Value),
        Op.Leaf => g.Leaf(n.Source, n.Index, n.Level, n.Active),
        Op.Add => g.Add(of(n.A), of(n.B)),
        Op.Subtract => g.Subtract(of(n.A), of(n.B)),
        Op.Multiply when n.A!.Level > n.B!.Level => g.Whole(of(n.A), of(n.B)),
        Op.Multiply => g.Multiply(of(n.A), of(n.B)),
        Op.Reciprocal => g.Reciprocal(of(n.A)),
        Op.Exp => Exp(g, of(n.A)),
        Op.Expm1 => Expm1(g, of(n.A)),
        Op.Power => Exp(g, g.Multiply(of(n.B), g.Function(Op.Log, of(n.A)))),
        Op.Phi => Phi(g, of(n.A)),
        Op.PhiSlope => PhiSlope(g, of(n.A), of(n.B), of(n.C)),
        Op.Log or Op.Sqrt or Op.Sin or Op.Cos or Op.Tanh => g.Function(n.Op, of(n.A)),
        Op.Min or Op.Max or Op.LessOrEqual or Op.ClampAbove or Op.ClampBelow => g.Pair(n.Op, of(n.A), of(n.B)),
        _ => throw new System.Diagnostics.UnreachableException($"{n.Op} is not lowered twice"),
    };

    private static Node Exp(Graph g, Node x)
    {
        (Node scale, Node p) = Reduced(g, x, Highest);
        return g.Multiply(scale, g.Add(p, g.Constant(1)));
    }

    private static Node Expm1(Graph g, Node x)
    {
        (Node scale, Node p) = Reduced(g, x, 709);
        return g.FusedMultiplyAdd(scale, p, g.Subtract(scale, g.Constant(1)));
    }

    // exp(x) = 2^k exp(r), |r| <= ln 2 / 2: gives 2^k and exp(r) - 1.
    private static (Node Scale, Node Expm1) Reduced(Graph g, Node x, double highest)
    {
        x = g.Pair(Op.ClampBelow, g.Constant(highest), g.Pair(Op.ClampAbove, g.Constant(Lowest), x));
        Node k = g.Function(Op.Round, g.Multiply(x, g.Constant(Log2E)));
        Node r = g.FusedMultiplyAdd(k, g.Constant(-Ln2Low), g.FusedMultiplyAdd(k, g.Constant(-Ln2High), x));
        Node square = g.Multiply(r, r);
        Node tail = Polynomial(g, r, square, InverseFactorials.AsSpan(2));
        return (g.Function(Op.PowerOfTwo, k), g.FusedMultiplyAdd(square, tail, r));
    }

    // Even and odd pairs by Estrin's scheme: half the latency of Horner's.
    private static Node Polynomial(Graph g, Node x, Node square, ReadOnlySpan<double> coefficients)
    {
        var terms = new List<Node>();
        for (int i = 0; i < coefficients.Length; i += 2)
        {
            terms.Add(i + 1 < coefficients.Length
                ? g.FusedMultiplyAdd(x, g.Constant(coefficients[i + 1]), g.Constant(coefficients[i]))
                : g.Constant(coefficients[i]));
        }

        for (Node power = square; terms.Count > 1; power = g.Multiply(power, power))
        {
            var next = new List<Node>();
            for (int i = 0; i < terms.Count; i += 2)
            {
                next.Add(i + 1 < terms.Count ? g.FusedMultiplyAdd(power, terms[i + 1], terms[i]) : terms[i]);
            }

            terms = next;
        }

        return terms[0];
    }

    private static Node Phi(Graph g, Node z)
    {
        Node m = Expm1(g, g.Negate(z));
        Node quotient = g.Negate(g.Multiply(m, g.Reciprocal(z)));
        return g.Select(g.Function(Op.Absolute, z), g.Constant(1e-300), g.Constant(1), quotient);
    }

    // phi'(z) = (exp(-z) - phi(z)) / z = sum over n >= 1 of n (-1)^n z^(n-1) / (n+1)!
    private static Node PhiSlope(Graph g, Node z, Node phi, Node m)
    {
        double[] series = new double[9];
        for (int n = 1; n <= series.Length; n++)
        {
            series[n - 1] = (n % 2 == 0 ? n : -n) * InverseFactorials[n + 1];
        }

        Node direct = g.Multiply(g.Subtract(g.Add(m, g.Constant(1)), phi), g.Reciprocal(z));
        return g.Select(
            g.Function(Op.Absolute, z), g.Constant(SmallPhi), Polynomial(g, z, g.Multiply(z, z), series), direct);
    }

    private static double[] Factorials()
    {
        double[] values = new double[Degree + 1];
        values[0] = 1;
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = values[i - 1] / i;
        }

        return values;
    }
}
