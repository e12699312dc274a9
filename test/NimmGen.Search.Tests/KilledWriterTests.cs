using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NimmGen.Search.Tests;

/// <summary>This test program, started again as a writer, killed without warning.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string Variable = "NIMMGEN_TEST_WRITER";
    private readonly Scratch _scratch = new();

    /// <summary>Where the variable names a run, this process is the writer: it says each number after it was stored.</summary>
    [ModuleInitializer]
    internal static void Write()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return;
        }

        using Stream output = Console.OpenStandardOutput();
        using SqliteRunStore store = File.Exists(path) ? SqliteRunStore.Open(path, write: true) : Examples.Store(path);
        for (int number = store.Load().Candidates.Length + 1; ; number++)
        {
            store.Append(Examples.Candidate(number) with { Program = new string('x', number % 7 * 3000) });
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{number}\n"));
            output.Flush();
        }
    }

    [Fact]
    public async Task Nothing_stored_is_lost_when_the_writer_is_killed()
    {
        string path = _scratch["run.nimm"];
        var random = new Random(11);
        int rounds = 0;
        for (; rounds < 12; rounds++)
        {
            int said = await WriteUntilKilled(path, random.Next(1, 60), random.Next(0, 4000));
            using var store = SqliteRunStore.Open(path, write: true);
            RunRecord run = store.Load();
            // One more may be stored than was said: the kill came between the two.
            Assert.InRange(run.Candidates.Length, said, said + 1);
            Assert.Equal(Enumerable.Range(1, run.Candidates.Length), run.Candidates.Select(c => c.Number));
        }

        Assert.Equal(12, rounds);
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>Lets the writer say <paramref name="lines"/> lines and some microseconds more; the last number that it said.</summary>
    private static async Task<int> WriteUntilKilled(string path, int lines, int microseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KilledWriterTests).Assembly.Location);
        }

        start.Environment[Variable] = path;
        using var process = Process.Start(start)!;
        int last = 0;
        for (int i = 0; i < lines; i++)
        {
            last = int.Parse(await process.StandardOutput.ReadLineAsync() ?? "0", CultureInfo.InvariantCulture);
        }

        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMicroseconds < microseconds)
        {
            Thread.SpinWait(10);
        }

        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string[] said = rest.Split('\n');
        // What follows the last line end is half a number.
        return said.Length > 1 ? int.Parse(said[^2], CultureInfo.InvariantCulture) : last;
    }
}
