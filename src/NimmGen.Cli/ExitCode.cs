namespace NimmGen.Cli;

/// <summary>What the process returns; scripts rely on these.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked for cannot be done as asked: a file, a task, a model or data at fault.</summary>
    public const int UserError = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The run ended without a usable twin.</summary>
    public const int NoTwin = 3;

    /// <summary>128 + SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
