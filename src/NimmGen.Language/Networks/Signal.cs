using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// What flows through a network: [location, time, channel], or [location, channel] without time. Made by layers and functions; + and *
/// work element by element on signals of one shape.
/// </summary>
public sealed class Signal
{
    private readonly SignalNode _node;
    private readonly ImmutableArray<Signal> _operands;
    private readonly int _depth;

    // The node's own indices count its operands: 0, 1, 2, ...
    private Signal(SignalNode node, LayerDeclaration? layer, ImmutableArray<Signal> operands)
    {
        (_node, _operands) = (node, operands);
        Layer = layer;
        Shape = SignalRules.Of(node, layer, [.. operands.Select(o => o.Shape)], out ShapeFault? fault);
        _depth = 1 + operands.Select(o => o._depth).DefaultIfEmpty().Max();
        if (fault is null && _depth > NetworkLimits.Nodes)
        {
            fault = new("NG6107", $"the network is a chain of more than {NetworkLimits.Nodes} steps", "end the loop earlier, or write a smaller network");
        }

        if (fault is not null)
        {
            throw new ModelException([fault.At(layer?.Place ?? Place.None)]);
        }
    }

    /// <summary>Its shape; how many channels or steps that is may depend on the data.</summary>
    public SignalShape Shape { get; }

    internal LayerDeclaration? Layer { get; }

    /// <summary>The mean over time: [location, channel].</summary>
    public Signal MeanOverTime() => Of(SignalFunction.MeanOverTime, this);

    /// <summary>The sum over time: [location, channel].</summary>
    public Signal SumOverTime() => Of(SignalFunction.SumOverTime, this);

    /// <summary>The value at the last step: [location, channel].</summary>
    public Signal Last() => Of(SignalFunction.Last, this);

    /// <summary>The same value at every step of the other signal.</summary>
    public Signal Repeat(Signal along) => new(new RepeatNode(0, along.Shape.Time), null, [this]);

    public static Signal operator +(Signal a, Signal b) => new(new SumNode(0, 1), null, [a, b]);

    public static Signal operator +(Signal a, double b) => new(new AffineNode(0, 1, b), null, [a]);

    public static Signal operator +(double a, Signal b) => b + a;

    public static Signal operator -(Signal a, Signal b) => a + -b;

    public static Signal operator -(Signal a, double b) => a + -b;

    public static Signal operator -(double a, Signal b) => new(new AffineNode(0, -1, a), null, [b]);

    public static Signal operator -(Signal a) => new(new AffineNode(0, -1, 0), null, [a]);

    public static Signal operator *(Signal a, Signal b) => new(new ProductNode(0, 1), null, [a, b]);

    public static Signal operator *(Signal a, double b) => new(new AffineNode(0, b, 0), null, [a]);

    public static Signal operator *(double a, Signal b) => b * a;

    public static Signal operator /(Signal a, double b) => a * (1 / b);

    internal static Signal Of(SignalFunction function, Signal x) => new(new FunctionNode(function, 0), null, [x]);

    internal static Signal Of(SignalNode node, LayerDeclaration? layer, params ImmutableArray<Signal> operands) => new(node, layer, operands);

    /// <summary>The nodes that it needs, each after those it reads, itself last.</summary>
    internal ImmutableArray<SignalNode> ToNodes()
    {
        var nodes = ImmutableArray.CreateBuilder<SignalNode>();
        var index = new Dictionary<Signal, int>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(Signal Signal, bool Ready)>([(this, false)]);
        while (open.TryPop(out var at))
        {
            if (index.ContainsKey(at.Signal))
            {
                continue;
            }

            if (at.Ready)
            {
                index[at.Signal] = nodes.Count;
                nodes.Add(at.Signal._node.With([.. at.Signal._operands.Select(o => index[o])]));
                continue;
            }

            open.Push((at.Signal, true));
            for (int i = at.Signal._operands.Length - 1; i >= 0; i--)
            {
                open.Push((at.Signal._operands[i], false));
            }
        }

        return nodes.ToImmutable();
    }
}
