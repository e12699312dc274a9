using System.Collections.Immutable;

namespace NimmGen.Learn.Networks;

/// <summary>Assigns every layer its place in one flat parameter array, in the order in which the layers ask.</summary>
internal sealed class ParameterLayout
{
    private readonly ImmutableArray<ParameterBlock>.Builder _blocks = ImmutableArray.CreateBuilder<ParameterBlock>();
    private readonly List<Action<float[]>> _initialisers = [];
    private readonly SplitMix _random;

    public ParameterLayout(ulong seed) => _random = new SplitMix(seed);

    public int Length { get; private set; }

    public ImmutableArray<ParameterBlock> Blocks => _blocks.ToImmutable();

    /// <summary>A block of which every element starts uniform on [-bound, bound].</summary>
    public ParameterBlock AddUniform(string name, int rows, int columns, double bound)
    {
        var block = Add(name, rows, columns);
        _initialisers.Add(values =>
        {
            foreach (ref var value in values.AsSpan(block.Offset, block.Length))
            {
                value = (float)(bound * ((2 * _random.NextDouble()) - 1));
            }
        });
        return block;
    }

    /// <summary>
    /// Weights of a linear map, uniform on +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, equation 16).
    /// <paramref name="fanIn"/> is the map's number of inputs where the block holds only some of them.
    /// </summary>
    public ParameterBlock AddXavier(string name, int inputs, int outputs, int? fanIn = null) =>
        AddUniform(name, inputs, outputs, Math.Sqrt(6.0 / ((fanIn ?? inputs) + outputs)));

    /// <summary>
    /// Square blocks of side <paramref name="rows"/> (the last narrower), each with orthonormal columns (Saxe, McClelland and Ganguli 2014):
    /// Gram and Schmidt on normal draws.
    /// </summary>
    public ParameterBlock AddOrthogonal(string name, int rows, int columns)
    {
        var block = Add(name, rows, columns);
        _initialisers.Add(values => Orthogonal.Fill(values.AsSpan(block.Offset, block.Length), rows, columns, _random));
        return block;
    }

    public ParameterBlock AddConstant(string name, int columns, float value)
    {
        var block = Add(name, 1, columns);
        _initialisers.Add(values => values.AsSpan(block.Offset, block.Length).Fill(value));
        return block;
    }

    /// <summary>The start values of all blocks; one call a layout, since it advances the generator.</summary>
    public float[] Initialise()
    {
        var values = new float[Length];
        foreach (var initialise in _initialisers)
        {
            initialise(values);
        }

        return values;
    }

    private ParameterBlock Add(string name, int rows, int columns)
    {
        var block = new ParameterBlock(name, Length, rows, columns);
        _blocks.Add(block);
        Length = checked(Length + block.Length);
        return block;
    }
}
