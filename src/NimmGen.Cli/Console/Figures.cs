namespace NimmGen.Cli;

/// <summary>Numbers and times as people read them.</summary>
internal static class Figures
{
    /// <summary>Four significant digits; "-" for none.</summary>
    public static string Score(double? value) => value switch
    {
        null => "-",
        double v when double.IsNaN(v) => "-",
        double v when double.IsInfinity(v) => "diverged",
        0 => "0",
        double v when Math.Abs(v) >= 1000 && Math.Abs(v) < 1e9 => v.ToString("0"),
        double v when Math.Abs(v) is >= 1e-3 and < 1000 => v.ToString($"F{Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(v))), 0, 6)}"),
        double v => v.ToString("0.###e0"),
    };

    /// <summary>Three significant digits at most, without trailing zeros.</summary>
    public static string Value(double value) => value.ToString("G3");

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => $"{seconds:0.0} s",
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60} min",
    };

    /// <summary>In units of 1000: 830 B, 18.3 kB, 1.2 MB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:0.#} kB",
        _ => $"{bytes / 1e6:0.#} MB",
    };

    public static string Count(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
