using System.Diagnostics;
using NimmGen.Frontend;
using NimmGen.Frontend.Worker;
using NimmGen.Ir;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Bench;

/// <summary>From text to verdict: what a model costs to read and to judge, alone, many at once, and in a process of its own.</summary>
internal static class FrontEndBench
{
    private const int Rounds = 15;

    private static readonly VerifierOptions Thorough = new() { Simulator = new KernelSimulator() };

    public static int Run(string[] folders)
    {
        string[] files = [.. folders.SelectMany(f => Directory.GetFiles(f, "*.cs")).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            Console.Error.WriteLine("no models: name folders with files, such as models");
            return 2;
        }

        (string Name, string Text)[] texts = [.. files.Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];
        long start = Stopwatch.GetTimestamp();
        ModelReader.Read(texts[0].Text, texts[0].Name);
        Console.WriteLine($"first model in the process: {Milliseconds(start):0} ms");
        Array.ForEach(texts, t => Check(t, Thorough));

        Console.WriteLine($"{"model",-28} {"lines",5} {"read, ms",9} {"judge, ms",9} {"run, ms",9} {"all, ms",9} {"kB",7}");
        foreach ((string Name, string Text) text in texts)
        {
            One(text);
        }

        Many(texts);
        InAWorker(texts);
        return 0;
    }

    // Medians: reading; the checks without and with runs of the model; bytes that reading allocates.
    private static void One((string Name, string Text) text)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double read = Median(() => ModelReader.Read(text.Text, text.Name));
        double kilobytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0 / Rounds;
        double judge = Median(() => Check(text, null)) - read;
        double all = Median(() => Check(text, Thorough));
        Console.WriteLine($"{text.Name,-28} {text.Text.Count(c => c == '\n'),5} {read,9:0.0} {judge,9:0.0} {all - read - judge,9:0.0} {all,9:0.0} {kilobytes,7:0}");
    }

    // Thirty models, repeated where the folders have fewer.
    private static void Many((string Name, string Text)[] texts)
    {
        (string, string)[] thirty = [.. Enumerable.Range(0, 30).Select(i => texts[i % texts.Length])];
        foreach (int side in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            Parallel.ForEach(thirty, new ParallelOptions { MaxDegreeOfParallelism = side }, t => Check(t, Thorough));
            Console.WriteLine($"30 models, {side} side by side: {Milliseconds(start):0} ms by the clock, {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:0} ms of the processor");
        }
    }

    private static void InAWorker((string Name, string Text)[] texts)
    {
        long start = Stopwatch.GetTimestamp();
        using var reader = new WorkerReader(WorkerCommand.Of(typeof(FrontEndBench).Assembly, "read-worker"));
        reader.Read(texts[0].Text, texts[0].Name);
        Console.WriteLine($"first model in a worker: {Milliseconds(start):0} ms");
        for (int i = 0; i < 3; i++)
        {
            Array.ForEach(texts, t => reader.Read(t.Text, t.Name));
        }

        double there = Median(() => Array.ForEach(texts, t => reader.Read(t.Text, t.Name))) / texts.Length;
        double here = Median(() => Array.ForEach(texts, t => ModelReader.Read(t.Text, t.Name))) / texts.Length;
        Console.WriteLine($"a model, mean: {there:0.0} ms in a worker, {here:0.0} ms here ({1000 / there:0} and {1000 / here:0} a second); the worker has {reader.Usage.MostResident >> 20} MB");
    }

    private static void Check((string Name, string Text) text, VerifierOptions? options)
    {
        foreach (MechanismIr model in ModelReader.Read(text.Text, text.Name).Models)
        {
            Verifier.Verify(model, options: options);
        }
    }

    private static double Median(Action action)
    {
        double[] times = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Milliseconds(start);
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static double Milliseconds(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
