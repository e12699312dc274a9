using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// A coupling matrix of the data set, bound by name. Row i says what reaches i: Mix(contacts, x) is, for each i, the sum over j of
/// contacts[i, j] x[j]. Its axes: new(PerDay, Age), new(Fraction, Location), or new(Fraction, from: Home, to: Place) where columns and rows
/// are of different axes.
/// </summary>
public sealed class Matrix : Declaration
{
    private readonly Axis _from;
    private readonly Axis _to;

    public Matrix(
        UnitOfMeasure unit, Axis axis, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : this(unit, axis, axis, name, file, line)
    {
    }

    public Matrix(
        UnitOfMeasure unit, Axis from, Axis to,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (_from, _to) = (from, to);

    internal override Symbol ToSymbol(string? meaning) =>
        new MatrixSymbol(Name, Unit, _to.Name ?? "", _from.Name ?? "", meaning, Role?.Name, Place);
}
