using System.Collections.Immutable;
using System.Diagnostics;
using NimmGen.Frontend;
using NimmGen.Frontend.Worker;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Fuzz;

/// <summary>Reads program after program through workers and looks for one that breaks something.</summary>
public static class Fuzzer
{
    // One in so many is read a second time, in this process.
    private const int CompareEvery = 16;

    /// <summary>Goes on until the time is over or all programs are read; failures do not end it.</summary>
    public static FuzzReport Run(Programs programs, FuzzOptions options, TextWriter progress)
    {
        using var reader = new WorkerReader(WorkerCommand.Of(typeof(Fuzzer).Assembly, "read-worker"), size: options.Jobs);
        var counting = new Lock();
        var codes = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var failures = ImmutableArray.CreateBuilder<(int, string)>();
        int next = 0, read = 0, accepted = 0, compared = 0, slowest = 0;
        TimeSpan longest = TimeSpan.Zero, told = TimeSpan.Zero;
        long started = Stopwatch.GetTimestamp();
        void Work()
        {
            while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(options.Seconds))
            {
                int number = Interlocked.Increment(ref next);
                if (number > options.Count)
                {
                    return;
                }

                string text = programs.Make(number);
                long at = Stopwatch.GetTimestamp();
                (ReadResult? result, string? what) = Try(reader, text, number % CompareEvery == 0);
                TimeSpan took = Stopwatch.GetElapsedTime(at);
                lock (counting)
                {
                    read++;
                    compared += number % CompareEvery == 0 && what is null ? 1 : 0;
                    accepted += result is { HasErrors: false } ? 1 : 0;
                    (longest, slowest) = took > longest ? (took, number) : (longest, slowest);
                    foreach (string code in result?.Diagnostics.Select(d => d.Code).Distinct() ?? [])
                    {
                        codes[code] = codes.GetValueOrDefault(code) + 1;
                    }

                    if (what is not null)
                    {
                        failures.Add((number, what));
                        progress.WriteLine($"program {number}: {what}");
                    }

                    if (Stopwatch.GetElapsedTime(started) - told > TimeSpan.FromSeconds(30))
                    {
                        told = Stopwatch.GetElapsedTime(started);
                        progress.WriteLine($"{told.TotalSeconds:0} s: {read} programs, {accepted} accepted, {failures.Count} failures");
                    }
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, options.Jobs).Select(_ => new Thread(Work))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return new(read, accepted, compared, codes.ToImmutable(), reader.Usage, slowest, failures.ToImmutable());
    }

    // What must hold for every text: an answer, within limits, complete, and the same from either reader; for every model: a verdict.
    private static (ReadResult? Result, string? What) Try(WorkerReader reader, string text, bool compare)
    {
        try
        {
            ReadResult result = reader.Read(text, "fuzz.cs");
            string? what = result.Diagnostics.FirstOrDefault(d => d.Code is "NG0010" or "NG0011" or "NG0012")?.ToString()
                ?? result.Diagnostics.FirstOrDefault(d => d.Message.Length == 0 || d.Fix is null && d.Severity == Severity.Error || d.ToString().Length > 2_000)?.ToString()
                ?? (result.HasErrors == result.Models.IsEmpty ? null : "neither a model nor an error");
            foreach (MechanismIr model in result.Models)
            {
                Verifier.Verify(model);
            }

            if (compare && what is null)
            {
                ReadResult here = ModelReader.Read(text, "fuzz.cs");
                what = here.Diagnostics.SequenceEqual(result.Diagnostics) && here.Models.Select(m => m.Hash).SequenceEqual(result.Models.Select(m => m.Hash))
                    ? null
                    : "the worker and this process read it differently";
            }

            return (result, what);
        }
        catch (Exception e)
        {
            return (null, e.ToString());
        }
    }
}
