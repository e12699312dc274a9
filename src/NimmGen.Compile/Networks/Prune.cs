using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Drops the nodes that the output does not need; layers stay, so that weights keep their places.</summary>
internal static class Prune
{
    public static NetworkIr Apply(NetworkIr network)
    {
        bool[] needed = network.Needed();
        return NetworkEditor.Map(network, (editor, node, at) => needed[at] ? editor.Add(node) : 0);
    }
}
