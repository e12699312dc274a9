using System.Reflection;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// A mechanistic model: readonly fields declare its symbols, Define states how they act. It is traced, never stepped:
/// its product is a <see cref="MechanismIr"/>.
/// </summary>
public abstract partial class Model
{
    private Trace? _trace;

    private Trace Current => _trace ?? throw new InvalidOperationException("statements of a model belong in Define()");

    /// <summary>The statements of the model.</summary>
    protected abstract void Define();

    /// <summary>The model as data. What is wrong with it is a <see cref="ModelException"/> that lists all of it.</summary>
    public MechanismIr ToIr()
    {
        var symbols = new List<Declaration>();
        var wrong = new List<Diagnostic>();
        List<Axis> axes = Axes();
        foreach (FieldInfo field in FieldsInOrder())
        {
            if (field.GetValue(this) is Declaration symbol && field.IsInitOnly && string.Equals(symbol.Name, field.Name, StringComparison.Ordinal))
            {
                symbols.Add(symbol);
            }
            else
            {
                wrong.Add(NotReadOnly(field.Name, (field.GetValue(this) as Declaration)?.Place ?? new(GetType().Name, 0)));
            }
        }

        Begin(symbols);
        Define();
        MechanismIr? model = End(GetType().Name, null, axes, symbols.Select(s => s.ToSymbol(null)), wrong);
        return model ?? throw new ModelException([.. wrong]);
    }

    internal static Diagnostic NotReadOnly(string name, Place place) => new(
        "NG0004", Severity.Error, place, $"symbol {name} is not a readonly field with an initialiser",
        Why: "a symbol is declared once; states change by Flow, Growth and Rate, not by assignment",
        Fix: $"readonly ... {name} = new(unit, ...);");

    /// <summary>Starts a trace over the symbols.</summary>
    internal void Begin(IEnumerable<Declaration> symbols) => _trace = new(symbols);

    /// <summary>Closes the trace; null where the list of what is wrong has an error.</summary>
    internal MechanismIr? End(string name, string? summary, IEnumerable<Axis> axes, IEnumerable<Symbol> symbols, List<Diagnostic> wrong)
    {
        Trace trace = Current;
        _trace = null;
        var model = new MechanismIr(name, summary, [.. symbols], [.. trace.Close()], trace.Scheme, trace.SubSteps)
        {
            Axes = [.. axes.Select(a => a.ToIr())],
        };
        wrong.AddRange(trace.Diagnostics);
        return wrong.Exists(d => d.Severity == Severity.Error) ? null : model;
    }

    // Names the axes by their fields, which must precede all use of their names.
    private List<Axis> Axes()
    {
        var axes = new List<Axis>();
        foreach (FieldInfo field in GetType()
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(f => f.FieldType == typeof(Axis)).OrderBy(f => f.MetadataToken))
        {
            if (field.GetValue(null) is Axis axis)
            {
                axis.Named(field.Name);
                axes.Add(axis);
            }
        }

        return axes;
    }

    private IEnumerable<FieldInfo> FieldsInOrder() => GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(f => f.FieldType.IsAssignableTo(typeof(Declaration)))
        .OrderBy(f => f.MetadataToken);
}
