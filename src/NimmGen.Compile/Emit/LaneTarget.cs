using System.Reflection;
using System.Runtime.Intrinsics;

namespace NimmGen.Compile;

/// <summary>A vector width: the type of a value and the methods that work on it.</summary>
internal sealed class LaneTarget
{
    private readonly Dictionary<string, MethodInfo> _methods;

    private LaneTarget(Type type, int width, Type operations)
    {
        Type = type;
        Width = width;
        _methods = operations.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).ToDictionary(m => m.Name, StringComparer.Ordinal);

        // The commonest go straight to the operator: nothing to inline, half the compile time.
        foreach ((string name, string @operator) in new[] { ("Add", "op_Addition"), ("Subtract", "op_Subtraction"), ("Multiply", "op_Multiply"), ("Negate", "op_UnaryNegation") })
        {
            Type[] types = name == "Negate" ? [type] : [type, type];
            if (width > 1 && type.GetMethod(@operator, types) is { } direct)
            {
                _methods[name] = direct;
            }
        }

        Type? statics = width == 8 ? typeof(Vector512) : width == 4 ? typeof(Vector256) : null;
        if (statics?.GetMethod("FusedMultiplyAdd", [type, type, type]) is { } fused && statics.GetMethod("Create", [typeof(double)]) is { } create)
        {
            (_methods["FusedMultiplyAdd"], _methods["Broadcast"]) = (fused, create);
        }
    }

    public static LaneTarget Scalar { get; } = new(typeof(double), 1, typeof(Lanes1));

    public static LaneTarget Four { get; } = new(typeof(Vector256<double>), 4, typeof(Lanes4));

    public static LaneTarget Eight { get; } = new(typeof(Vector512<double>), 8, typeof(Lanes8));

    public Type Type { get; }

    public int Width { get; }

    public MethodInfo this[string operation] => _methods[operation];

    public static LaneTarget OfWidth(int width) => width switch { 1 => Scalar, 4 => Four, _ => Eight };

    /// <summary>The target of a path; Best is the widest that the machine has and the lanes more than half fill.</summary>
    public static LaneTarget For(VectorPath path, int lanes) => path switch
    {
        VectorPath.Scalar => Scalar,
        VectorPath.Vector256 => Four,
        VectorPath.Vector512 => Eight,
        _ when lanes == 1 => Scalar,
        _ when lanes > 4 && Vector512.IsHardwareAccelerated => Eight,
        _ => Vector256.IsHardwareAccelerated ? Four : Scalar,
    };
}
