using System.Diagnostics;
using NimmGen.Search;

namespace NimmGen.Cli.Tests;

/// <summary>The program itself, as a process.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "nimmgen.dll");
    private readonly Session _session = new();

    [Fact]
    public async Task Ctrl_C_stops_a_run_and_keeps_what_was_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends SIGINT");
        using Process process = Start("run", "--iterations", "400", "--jobs", "1");
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line.StartsWith("1 of 400 done", StringComparison.Ordinal))
            {
                using var kill = Process.Start("kill", ["-INT", process.Id.ToString()]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == ExitCode.Cancelled, string.Join('\n', said));
        Assert.Equal("go on with: nimmgen resume nimmgen-boarding-school-1.nimm", said[^1]);
        Assert.Equal(["nimmgen-boarding-school-1.nimm"], _session.Files);
        using var store = SqliteRunStore.Open(_session["nimmgen-boarding-school-1.nimm"], write: true);
        Assert.NotEmpty(store.Load().Candidates);
    }

    // Not by a clock: what takes long is what is loaded. Timed by hand, it is 0.09 s of the processor (docs/benchmarks.md).
    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("run --help")]
    public async Task Help_loads_nothing_heavy(string line)
    {
        string[] loaded = await Loaded(line.Split(' '));
        Assert.Contains("nimmgen", loaded);
        Assert.Contains("System.CommandLine", loaded);
        Assert.DoesNotContain(loaded, IsHeavy);
    }

    [Fact]
    public async Task A_check_loads_the_compiler()
    {
        await File.WriteAllTextAsync(_session["empty.cs"], "", TestContext.Current.CancellationToken);
        Assert.Contains("Microsoft.CodeAnalysis.CSharp", (await Loaded("check", "empty.cs")).Where(a => IsHeavy(a)));
    }

    public void Dispose() => _session.Dispose();

    // The C# compiler, what keeps runs, what emits kernels, what renders pages and pictures, the network.
    private static bool IsHeavy(string assembly) =>
        assembly.StartsWith("Microsoft.", StringComparison.Ordinal) && assembly is not "Microsoft.Win32.Primitives"
        || assembly.StartsWith("SQLite", StringComparison.Ordinal) || assembly.StartsWith("SkiaSharp", StringComparison.Ordinal)
        || assembly is "System.Reflection.Emit" or "System.Net.Http" or "NimmGen.Frontend" or "NimmGen.Compile";

    private async Task<string[]> Loaded(params string[] arguments)
    {
        using Process process = Start(p =>
        {
            p.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            p.Environment[StartupHook.Variable] = _session["loaded.txt"];
        }, arguments);
        Task<string> said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string failed = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(_session["loaded.txt"]), await said + failed);
        return await File.ReadAllLinesAsync(_session["loaded.txt"], TestContext.Current.CancellationToken);
    }

    private Process Start(params string[] arguments) => Start(_ => { }, arguments);

    private Process Start(Action<ProcessStartInfo> set, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _session.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment.Remove("NIMMGEN_DATA");
        set(start);
        return Process.Start(start)!;
    }
}
