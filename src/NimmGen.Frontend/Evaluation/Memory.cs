using Microsoft.CodeAnalysis;

namespace NimmGen.Frontend.Evaluation;

/// <summary>
/// Values of fields, locals and parameters by symbol. One store is enough: without recursion no method is active twice.
/// </summary>
internal sealed class Memory
{
    /// <summary>Stands for the result of a statement that was wrong.</summary>
    public static readonly object Poison = new();

    private readonly Dictionary<ISymbol, object?> _values = new(SymbolEqualityComparer.Default);

    public object? this[ISymbol symbol]
    {
        get
        {
            object? value = _values.GetValueOrDefault(symbol, Poison);
            return ReferenceEquals(value, Poison) ? throw new PoisonFault() : value;
        }

        set => _values[symbol] = value;
    }
}

/// <summary>A tuple of the evaluated program.</summary>
internal sealed record Tuple(object?[] Items);
