using NimmGen.Frontend.Worker;

namespace NimmGen.Frontend.Tests.Worker;

/// <summary>Workers: the real one, and scripts that misbehave after a proper greeting.</summary>
internal static class Workers
{
    /// <summary>The fuzzer, which is a worker where it is told so.</summary>
    public static WorkerCommand Real { get; } = WorkerCommand.Of(typeof(Fuzz.Fuzzer).Assembly, "read-worker");

    /// <summary>Answers no file; for tests that never end by themselves, a short limit on the clock.</summary>
    public static WorkerReader Script(string script, WorkerLimits? limits = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        return new(new("sh", ["-c", script]), limits);
    }

    /// <summary>The greeting of a worker that is ready: one part of sixteen bytes.</summary>
    public const string Greeting = @"printf '\001\000\000\000\020\000\000\000nimmgen-reader 1'; ";

    public static string Small { get; } = Texts.WithDefine("Flow(S, I, beta);");

    /// <summary>Takes some hundredths of a second at least: two hundred thousand operations.</summary>
    public static string Long { get; } = File.ReadAllText(Path.Combine(Texts.Folder("hostile"), "CallBomb.cs"));
}
