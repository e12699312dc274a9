using System.Collections;
using System.Collections.Immutable;

namespace NimmGen;

/// <summary>
/// A way to divide a population: static readonly Axis Age = new("0-17", "18-64", "65+"). Labels are those of the data card; the name is
/// that of the field. It lists its groups in order.
/// </summary>
public sealed class Axis : IEnumerable<Group>
{
    private readonly ImmutableArray<string> _labels;

    public Axis(params string[] labels) => _labels = [.. labels];

    private Axis(string name) => (Name, _labels) = (name, []);

    /// <summary>The places of the data set; every symbol may differ between them.</summary>
    public static Axis Location { get; } = new(Ir.Axis.Location);

    /// <summary>The group of that label.</summary>
    public Group this[string label] => new(this, label);

    /// <summary>The group of that number, from 0.</summary>
    public Group this[int index] => index >= 0 && index < _labels.Length
        ? new(this, _labels[index])
        : throw new ModelException($"axis {Name} has {_labels.Length} groups, got number {index}");

    /// <summary>How many groups it has.</summary>
    public int Count => _labels.Length;

    /// <summary>The name of the field, given when the model is traced.</summary>
    internal string? Name { get; private set; }

    public IEnumerator<Group> GetEnumerator() => _labels.Select(l => new Group(this, l)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes the name of its field; the first one counts.</summary>
    internal void Named(string name) => Name ??= name;

    internal Ir.Axis ToIr() => new(Name ?? "", _labels);
}

/// <summary>One group of an axis: Age["65+"].</summary>
public sealed class Group
{
    private readonly Axis _axis;
    private readonly string _label;

    internal Group(Axis axis, string label) => (_axis, _label) = (axis, label);

    internal Ir.Group ToIr() => new(_axis.Name ?? "", _label);
}
