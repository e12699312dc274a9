namespace NimmGen.Evaluate.Baselines;

/// <summary>A network from a window of steps to the step after it, with its parameters.</summary>
internal abstract class SequenceNetwork(int features, int seed)
{
    private readonly List<Node> _parameters = [];
    private readonly Random _random = new(seed);

    /// <summary>Channels of a step: of input and output alike.</summary>
    public int Features { get; } = features;

    public IReadOnlyList<Node> Parameters => _parameters;

    /// <summary>Parameters whose squares are penalised, with the factor.</summary>
    public virtual IEnumerable<(Node Parameter, float Factor)> Penalties => [];

    /// <summary>The next step [window][feature] of windows; <paramref name="dropout"/> is null outside of training.</summary>
    /// <param name="tape">Records what is done.</param>
    /// <param name="windows">Rows of all windows, window by window.</param>
    /// <param name="window">Steps of a window.</param>
    /// <param name="dropout">Draws what is dropped.</param>
    public abstract Node Next(Tape tape, Node windows, int window, Random? dropout);

    /// <summary>Uniform in +- bound.</summary>
    protected Node Uniform(int rows, int columns, double bound) => Register(rows, columns, () => (float)(bound * (2 * _random.NextDouble() - 1)));

    protected Node Constant(int rows, int columns, float value) => Register(rows, columns, () => value);

    /// <summary>Weights and bias of a linear map, both uniform in one over the root of the inputs.</summary>
    protected (Node Weight, Node Bias) Linear(int inputs, int outputs) =>
        (Uniform(inputs, outputs, 1 / Math.Sqrt(inputs)), Uniform(1, outputs, 1 / Math.Sqrt(inputs)));

    private Node Register(int rows, int columns, Func<float> value)
    {
        var node = new Node([.. Enumerable.Range(0, rows * columns).Select(_ => value())], rows, columns);
        _parameters.Add(node);
        return node;
    }
}

/// <summary>
/// The LSTM baseline of the paper (appendix A.5.1): one layer of 32 (Hochreiter and Schmidhuber 1997, with forget gates), dense
/// 16, ReLU, dropout 0.2, linear output with a penalty of 0.01 on its squared weights.
/// </summary>
internal sealed class LstmNetwork : SequenceNetwork
{
    private const int Hidden = 32;
    private const int Dense = 16;
    private const float Dropped = 0.2f;

    private readonly Node _input;
    private readonly Node _recurrent;
    private readonly Node _bias;
    private readonly (Node Weight, Node Bias) _dense;
    private readonly (Node Weight, Node Bias) _output;

    public LstmNetwork(int features, int seed)
        : base(features, seed)
    {
        double bound = 1 / Math.Sqrt(Hidden);
        _input = Uniform(features, 4 * Hidden, bound);
        _recurrent = Uniform(Hidden, 4 * Hidden, bound);
        _bias = Uniform(1, 4 * Hidden, bound);
        _dense = Linear(Hidden, Dense);
        _output = Linear(Dense, features);
    }

    public override IEnumerable<(Node Parameter, float Factor)> Penalties => [(_output.Weight, 0.01f)];

    public override Node Next(Tape tape, Node windows, int window, Random? dropout)
    {
        int count = windows.Rows / window;
        Node projected = tape.Linear(windows, _input, _bias);
        Node hidden = new(new float[count * Hidden], count, Hidden), cell = new(new float[count * Hidden], count, Hidden);
        for (int t = 0; t < window; t++)
        {
            Node gates = tape.Sum(tape.Step(projected, window, t), tape.Linear(hidden, _recurrent, null));
            Node input = tape.Sigmoid(tape.Columns(gates, 0, Hidden)), forget = tape.Sigmoid(tape.Columns(gates, Hidden, Hidden));
            Node candidate = tape.Tanh(tape.Columns(gates, 2 * Hidden, Hidden)), output = tape.Sigmoid(tape.Columns(gates, 3 * Hidden, Hidden));
            cell = tape.Sum(tape.Product(forget, cell), tape.Product(input, candidate));
            hidden = tape.Product(output, tape.Tanh(cell));
        }

        Node dense = tape.Relu(tape.Linear(hidden, _dense.Weight, _dense.Bias));
        if (dropout is not null)
        {
            dense = tape.Product(dense, new Node([.. dense.Values.Select(_ => dropout.NextDouble() < Dropped ? 0 : 1 / (1 - Dropped))], dense.Rows, dense.Columns));
        }

        return tape.Linear(dense, _output.Weight, _output.Bias);
    }
}

/// <summary>
/// The Transformer baseline of the paper (appendix A.5.1): linear embedding of 64, sinusoidal positions, three encoder blocks of
/// four heads (Vaswani et al. 2017), linear output. The paper does not give the width between a block's two maps: 128 here.
/// </summary>
internal sealed class TransformerNetwork : SequenceNetwork
{
    private const int Width = 64;
    private const int Inner = 128;
    private const int Heads = 4;
    private const int Blocks = 3;

    private readonly (Node Weight, Node Bias) _embedding;
    private readonly Block[] _blocks;
    private readonly (Node Weight, Node Bias) _output;

    public TransformerNetwork(int features, int seed)
        : base(features, seed)
    {
        _embedding = Linear(features, Width);
        _blocks =
        [
            .. Enumerable.Range(0, Blocks).Select(_ => new Block(
                Linear(Width, Width), Linear(Width, Width), Linear(Width, Width), Linear(Width, Width), Linear(Width, Inner), Linear(Inner, Width),
                (Constant(1, Width, 1), Constant(1, Width, 0)), (Constant(1, Width, 1), Constant(1, Width, 0)))),
        ];
        _output = Linear(Width, features);
    }

    public override Node Next(Tape tape, Node windows, int window, Random? dropout)
    {
        Node x = tape.Sum(tape.Linear(windows, _embedding.Weight, _embedding.Bias), Positions(windows.Rows, window));
        foreach (Block block in _blocks)
        {
            Node Map(Node from, (Node Weight, Node Bias) map) => tape.Linear(from, map.Weight, map.Bias);
            Node mixed = tape.Attention(Map(x, block.Query), Map(x, block.Key), Map(x, block.Value), window, Heads);
            x = tape.Normalise(tape.Sum(x, Map(mixed, block.Mixed)), block.First.Weight, block.First.Bias);
            x = tape.Normalise(tape.Sum(x, Map(tape.Relu(Map(x, block.Up)), block.Down)), block.Second.Weight, block.Second.Bias);
        }

        return tape.Linear(tape.Last(x, window), _output.Weight, _output.Bias);
    }

    // Vaswani et al. 2017, section 3.5.
    private static Node Positions(int rows, int window) => new(
        [
            .. from row in Enumerable.Range(0, rows)
               from c in Enumerable.Range(0, Width)
               let angle = row % window / Math.Pow(10_000, c / 2 * 2 / (double)Width)
               select (float)(c % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle)),
        ],
        rows,
        Width);

    private sealed record Block(
        (Node Weight, Node Bias) Query, (Node Weight, Node Bias) Key, (Node Weight, Node Bias) Value, (Node Weight, Node Bias) Mixed,
        (Node Weight, Node Bias) Up, (Node Weight, Node Bias) Down, (Node Weight, Node Bias) First, (Node Weight, Node Bias) Second);
}
