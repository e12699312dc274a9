using NimmGen.Ir;

namespace NimmGen;

/// <summary>A layer of a network: a readonly field whose name is the layer's. Used twice, it shares its weights.</summary>
public abstract class Layer
{
    private protected Layer(LayerDeclaration declaration) => Declaration = declaration;

    /// <summary>The name of the field.</summary>
    public string Name => Declaration.Name;

    internal LayerDeclaration Declaration { get; }

    /// <summary>NG6104 where a number is out of range, else null.</summary>
    internal Diagnostic? Check() => LayerRules.Check(Declaration)?.At(Declaration.Place);
}

/// <summary>A layer that is applied to a signal.</summary>
public abstract class SignalLayer : Layer
{
    private protected SignalLayer(LayerDeclaration declaration)
        : base(declaration)
    {
    }

    /// <summary>The layer applied to the signal.</summary>
    public Signal Of(Signal x)
    {
        if (Check() is { } wrong)
        {
            throw new ModelException([wrong]);
        }

        return Signal.Of(new LayerNode(Name, [0]), Declaration, x);
    }
}
