using NimmGen.Ir;

namespace NimmGen.Frontend.Worker;

/// <summary>A file that cost too much to read, in the words of its author; each kind has a code of its own.</summary>
internal static class Overrun
{
    private const string Simpler = "write a smaller model, with simpler terms: no nests, no long chains";

    /// <summary>NG0010.</summary>
    public static Diagnostic Time(string file, TimeSpan limit, string kind) =>
        Of("NG0010", file, $"over budget: reading takes more than {limit.TotalSeconds:0.###} seconds{kind}", Simpler);

    /// <summary>NG0011.</summary>
    public static Diagnostic Memory(string file, long? bytes) =>
        Of("NG0011", file, $"over budget: reading takes more memory than it may{(bytes is { } b ? $", {b >> 20} MB" : "")}", Simpler);

    /// <summary>NG0012.</summary>
    public static Diagnostic Ended(string file, string reason) =>
        Of("NG0012", file, $"the process that reads models failed on this file: {Source.Shorten(reason)}", Simpler + "; a plain model on which this happens is a fault of this program: report it with the file");

    /// <summary>NG0012.</summary>
    public static Diagnostic NotStarted(string file, string reason) =>
        Of("NG0012", file, $"the process that reads models cannot be started: {Source.Shorten(reason)}", "this program starts itself to read models: look at its permissions, at free memory, and at what limits processes here");

    /// <summary>True where the process that answered so is not fit for another file.</summary>
    public static bool Spoils(ReadResult result) => result.Diagnostics.Any(d => d.Code is "NG0010" or "NG0011" or "NG0012");

    private static Diagnostic Of(string code, string file, string message, string fix) => new(code, Severity.Error, new(file, 0), message, Fix: fix);
}
