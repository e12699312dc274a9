using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NimmGen.Compile;
using NimmGen.Learn;
using NimmGen.Learn.Benchmarks;

namespace NimmGen.Bench;

/// <summary>
/// Our side of <c>bench/peers/peers.py</c>: a training of CalibNN and SEIRM on one shape that is told what to do by lines on
/// standard input and answers each with one line. <c>dump FOLDER</c> writes the point, the data, the loss and its gradient;
/// <c>run N</c> trains N iterations and answers the milliseconds of each and the processor time of all; <c>quit</c> ends.
/// </summary>
internal static class PeerBench
{
    public static int Run(string shapeName, string subSteps, string threads)
    {
        EngineShape? shape = EngineShape.All.FirstOrDefault(s => s.Name == shapeName);
        if (shape is null || !int.TryParse(subSteps, CultureInfo.InvariantCulture, out int steps) || !int.TryParse(threads, CultureInfo.InvariantCulture, out int workers))
        {
            Console.Error.WriteLine($"Usage: peer ({string.Join("|", EngineShape.All.Select(s => s.Name))}) SUBSTEPS THREADS");
            return 2;
        }

        var model = SyntheticTraining.Seirm();
        MechanismKernel kernel = MechanismKernel.Compile(model, new(shape.StepDays, steps));
        CalibrationData data = SyntheticTraining.Data(shape, kernel.Layout, seed: 1);
        var training = new NetworkTraining(model, kernel, data, new CalibrationSettings { Threads = workers }, iterations: 1000);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line && line != "quit")
        {
            Console.WriteLine(line.Split(' ', 2) switch
            {
                ["dump", var folder] => Dump(folder, shape, data, training, kernel),
                ["run", var count] => Train(int.Parse(count, CultureInfo.InvariantCulture), training),
                _ => throw new ArgumentException($"unknown command '{line}'; expected dump FOLDER, run N or quit", nameof(shapeName)),
            });
        }

        return 0;
    }

    private static string Train(int count, NetworkTraining training)
    {
        TimeProvider clock = TimeProvider.System;
        var times = new string[count + 1];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < count; i++)
        {
            long start = clock.GetTimestamp();
            double value = training.Evaluate();
            training.Step();
            times[i] = clock.GetElapsedTime(start).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture);
            if (!double.IsFinite(value))
            {
                throw new InvalidOperationException($"the objective is {value}: a diverged training does less work");
            }
        }

        times[count] = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture);
        return string.Join(' ', times);
    }

    private static string Dump(string folder, EngineShape shape, CalibrationData data, NetworkTraining training, MechanismKernel kernel)
    {
        double loss = training.Evaluate();
        training.Backward();
        Write("parameters.f32", training.Network.Parameters);
        Write("gradients.f32", training.Network.Gradients);
        Write("history.f32", (ReadOnlySpan<float>)data.History);
        Write("cases.f64", (ReadOnlySpan<double>)data.Targets[0].Values);
        Write("global-gradients.f64", training.GlobalGradient);
        return JsonSerializer.Serialize(new
        {
            loss,
            locations = shape.Locations,
            steps = shape.Steps,
            features = shape.Features,
            stepDays = shape.StepDays,
            weeks = training.Weeks,
            subSteps = kernel.SubSteps,
            flops = training.FlopsPerIteration,
            weekdays = training.Weekday.Length,
            blocks = training.Network.Blocks.Select(b => new { name = b.Name, offset = b.Offset, rows = b.Rows, columns = b.Columns }),
        });

        void Write<T>(string name, ReadOnlySpan<T> values)
            where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(values));
    }
}
