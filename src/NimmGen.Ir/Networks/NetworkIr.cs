using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>
/// A network as plain data: from the history and the steps to predict to one embedding a location and step. The head that turns the
/// embedding into parameters of a mechanism is the trainer's.
/// </summary>
/// <param name="Name">The class name.</param>
/// <param name="Summary">What its comment says.</param>
/// <param name="Layers">Declarations, in the author's order.</param>
/// <param name="Nodes">Each after those it reads.</param>
/// <param name="Output">Index of the node that is returned.</param>
public sealed record NetworkIr(
    string Name,
    string? Summary,
    ImmutableArray<LayerDeclaration> Layers,
    ImmutableArray<SignalNode> Nodes,
    int Output)
{
    /// <summary>SHA-256 of the canonical form, as lower-case hexadecimal; independent of places, comments, order and unused nodes.</summary>
    [JsonIgnore]
    public string Hash => NetworkCanonicalForm.HashOf(this);

    /// <summary>The declaration of that name, or null.</summary>
    public LayerDeclaration? Find(string name) => Layers.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.Ordinal));

    /// <summary>The layer that a node applies, or null.</summary>
    public LayerDeclaration? LayerOf(SignalNode node) => node switch
    {
        LayerNode n => Find(n.Layer),
        PlaceNode n => Find(n.Layer),
        PooledAttentionNode n => Find(n.Layer),
        _ => null,
    };

    /// <summary>For each node whether the output needs it.</summary>
    public bool[] Needed()
    {
        var needed = new bool[Nodes.Length];
        needed[Output] = true;
        for (int i = Output; i >= 0; i--)
        {
            foreach (int operand in needed[i] ? Nodes[i].Operands : [])
            {
                needed[operand] = true;
            }
        }

        return needed;
    }
}
