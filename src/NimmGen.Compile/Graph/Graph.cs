namespace NimmGen.Compile;

/// <summary>
/// Builds nodes; equal ones are shared (hash-consing), constants folded, neutral operands dropped. Products keep what changes
/// seldom on the left, a * (b * x) = (a * b) * x, so that as much as possible can leave the sub-step loop; quotients are products
/// with a reciprocal, which the derivative needs too.
/// </summary>
internal sealed class Graph(int maximumNodes)
{
    private readonly record struct Key(Op Op, int A, int B, int C, int D, long Bits);

    private readonly Dictionary<Key, Node> _nodes = [];

    /// <summary>Distinct nodes so far.</summary>
    public int Count => _nodes.Count;

    public Node Constant(double value) =>
        Intern(new(Op.Constant, -1, -1, -1, -1, BitConverter.DoubleToInt64Bits(value)), Op.Constant, value: value);

    public Node Leaf(Source source, int index, Level level, bool active) =>
        Intern(new(Op.Leaf, -1, -1, -1, -1, ((long)source << 32) | (uint)index), Op.Leaf, source: source, index: index, level: level, active: active);

    public Node Add(Node a, Node b)
    {
        if (a.Op == Op.Constant && b.Op == Op.Constant)
        {
            return Constant(a.Value + b.Value);
        }

        if (a.Is(0) || b.Is(0))
        {
            return a.Is(0) ? b : a;
        }

        if (ReferenceEquals(a, b))
        {
            return Multiply(Constant(2), a);
        }

        if (b.Op == Op.Multiply && b.A!.Is(-1))
        {
            return Subtract(a, b.B!);
        }

        return a.Op == Op.Multiply && a.A!.Is(-1) ? Subtract(b, a.B!) : a.Id < b.Id ? Make(Op.Add, a, b) : Make(Op.Add, b, a);
    }

    public Node Subtract(Node a, Node b)
    {
        if (a.Op == Op.Constant && b.Op == Op.Constant)
        {
            return Constant(a.Value - b.Value);
        }

        if (b.Is(0))
        {
            return a;
        }

        if (ReferenceEquals(a, b))
        {
            return Constant(0);
        }

        return a.Is(0) ? Negate(b) : b.Op == Op.Multiply && b.A!.Is(-1) ? Add(a, b.B!) : Make(Op.Subtract, a, b);
    }

    public Node Negate(Node a) => Multiply(Constant(-1), a);

    public Node Multiply(Node a, Node b)
    {
        if (a.Op == Op.Constant && b.Op == Op.Constant)
        {
            return Constant(a.Value * b.Value);
        }

        if (a.Level > b.Level || (a.Level == b.Level && a.Id > b.Id))
        {
            (a, b) = (b, a);
        }

        if (a.Is(0) || b.Is(1))
        {
            return a;
        }

        if (a.Is(1))
        {
            return b;
        }

        if (a.Is(-1) && b.Op == Op.Subtract)
        {
            return Subtract(b.B!, b.A!);
        }

        if (HasSeldomFactor(b))
        {
            return a.Level < b.Level ? Multiply(Multiply(a, b.A!), b.B!) : Multiply(b.A!, Multiply(a, b.B!));
        }

        return HasSeldomFactor(a) && a.Level == b.Level ? Multiply(a.A!, Multiply(a.B!, b)) : Make(Op.Multiply, a, b);
    }

    /// <summary>A product that many others take as it is: what multiplies it is not regrouped with its factors, which would make each of them longer.</summary>
    public Node Whole(Node a, Node b) => a.Op == Op.Constant || b.Op == Op.Constant ? Multiply(a, b) : a.Level < b.Level ? Make(Op.Multiply, b, a) : Make(Op.Multiply, a, b);

    public Node Reciprocal(Node a) =>
        a.Op == Op.Constant ? Constant(1 / a.Value)
        : a.Op == Op.Reciprocal ? a.A!
        : HasSeldomFactor(a) ? Multiply(Reciprocal(a.A!), Reciprocal(a.B!))
        : Make(Op.Reciprocal, a);

    public Node Divide(Node a, Node b) =>
        a.Op == Op.Constant && b.Op == Op.Constant ? Constant(a.Value / b.Value) : ReferenceEquals(a, b) ? Constant(1) : Multiply(a, Reciprocal(b));

    /// <summary>A power with a whole exponent up to 16 is a product; any other needs a base of at least zero, as exp(b log a).</summary>
    public Node Power(Node a, Node b)
    {
        if (b.Op != Op.Constant)
        {
            return a.Is(1) ? a : Make(Op.Power, a, b);
        }

        if (a.Op == Op.Constant)
        {
            return Constant(Math.Pow(a.Value, b.Value));
        }

        double n = b.Value;
        if (n < 0)
        {
            return Reciprocal(Power(a, Constant(-n)));
        }

        if (n == 0.5 || n == 1.5)
        {
            Node root = Function(Op.Sqrt, a);
            return n == 0.5 ? root : Multiply(a, root);
        }

        if (n > 16 || n != Math.Floor(n))
        {
            return Make(Op.Power, a, b);
        }

        Node product = Constant(1);
        for (int bit = 16; bit > 0; bit /= 2)
        {
            product = Multiply(product, product);
            product = ((int)n & bit) == 0 ? product : Multiply(product, a);
        }

        return product;
    }

    /// <summary>A function of one operand.</summary>
    public Node Function(Op op, Node a)
    {
        if (a.Op != Op.Constant)
        {
            return Make(op, a);
        }

        double x = a.Value;
        return op switch
        {
            Op.Exp => Constant(Math.Exp(x)),
            Op.Log => Constant(Math.Log(x)),
            Op.Sqrt => Constant(Math.Sqrt(x)),
            Op.Sin => Constant(Math.Sin(x)),
            Op.Cos => Constant(Math.Cos(x)),
            Op.Tanh => Constant(Math.Tanh(x)),
            _ => Make(op, a),
        };
    }

    /// <summary>Min, Max, LessOrEqual, ClampBelow and ClampAbove.</summary>
    public Node Pair(Op op, Node a, Node b) => (op, a.Op, b.Op) switch
    {
        (Op.Min, Op.Constant, Op.Constant) => Constant(Math.Min(a.Value, b.Value)),
        (Op.Max, Op.Constant, Op.Constant) => Constant(Math.Max(a.Value, b.Value)),
        _ => Make(op, a, b),
    };

    public Node FusedMultiplyAdd(Node a, Node b, Node c) => Make(Op.FusedMultiplyAdd, a, b, c);

    public Node PhiSlope(Node z, Node phi, Node expm1) => Make(Op.PhiSlope, z, phi, expm1);

    public Node Select(Node a, Node b, Node less, Node otherwise) => Make(Op.Select, a, b, less, otherwise);

    private static bool HasSeldomFactor(Node node) => node.Op == Op.Multiply && node.A!.Level < node.B!.Level;

    private Node Make(Op op, Node a, Node? b = null, Node? c = null, Node? d = null) =>
        Intern(new(op, a.Id, b?.Id ?? -1, c?.Id ?? -1, d?.Id ?? -1, 0), op, a, b, c, d);

    private Node Intern(
        Key key, Op op, Node? a = null, Node? b = null, Node? c = null, Node? d = null, double value = 0, Source source = Source.None, int index = 0,
        Level level = Level.Constant, bool active = false)
    {
        if (_nodes.TryGetValue(key, out Node? known))
        {
            return known;
        }

        if (_nodes.Count >= maximumNodes)
        {
            throw new ModelNotCompilableException($"the model is too large to compile: more than {maximumNodes} operations a step; use fewer states or shorter terms");
        }

        Level Max(Level l, Node? n) => n is null || n.Level < l ? l : n.Level;
        level = Max(Max(Max(Max(level, a), b), c), d);
        active |= a is { Active: true } || b is { Active: true } || c is { Active: true } || d is { Active: true };
        var node = new Node(_nodes.Count, op, a, b, c, d, value, source, index, level, active);
        _nodes.Add(key, node);
        return node;
    }
}
