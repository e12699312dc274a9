using System.Collections.Immutable;
using System.Reflection;

namespace NimmGen.Frontend.Worker;

/// <summary>How a worker is started: a program that answers by <see cref="ReadWorker.Serve"/> on its standard input and output.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What it is told.</param>
public sealed record WorkerCommand(string File, ImmutableArray<string> Arguments)
{
    /// <summary>
    /// The program of that assembly, however this process was started: by its own executable (built, installed as a tool, or one file),
    /// or by the host <c>dotnet</c>, which then gets the assembly.
    /// </summary>
    public static WorkerCommand Of(Assembly program, params ReadOnlySpan<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        string? running = Environment.ProcessPath;
        return running is not null && string.Equals(NameOf(running), program.GetName().Name, StringComparison.OrdinalIgnoreCase)
            ? new(running, [.. arguments])
            : new(Host(running), [program.Location, .. arguments]);
    }

    // The host that runs this process, else that of the runtime it runs on.
    private static string Host(string? running)
    {
        if (running is not null && string.Equals(NameOf(running), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return running;
        }

        // As in dotnet/shared/Microsoft.NETCore.App/10.0.0/.
        string root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return System.IO.File.Exists(host) ? host : "dotnet";
    }

    // Only Windows puts an extension behind it; elsewhere a dot belongs to the name.
    private static string NameOf(string path) => OperatingSystem.IsWindows() ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);
}
