using System.Runtime.InteropServices;
using NimmGen.Frontend.Worker;

namespace NimmGen.Cli;

/// <summary>This program as the process that reads what a machine wrote: <c>nimmgen read-worker</c>, which the help does not show.</summary>
internal static class ReaderProcess
{
    public const string Verb = "read-worker";

    public static WorkerReader Create(int size = 1, WorkerLimits? limits = null) => new(WorkerCommand.Of(typeof(ReaderProcess).Assembly, Verb), limits, size);

    /// <summary>Answers on the standard input and output until the input ends.</summary>
    public static int Serve()
    {
        // A terminal sends Ctrl-C to all processes of a command; when this one ends, the one that started it decides.
        using var deaf = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using Stream input = global::System.Console.OpenStandardInput(), output = global::System.Console.OpenStandardOutput();
        // Whatever prints by mistake does not reach the answers.
        global::System.Console.SetOut(TextWriter.Null);
        ReadWorker.Serve(input, output, static () => Environment.Exit(ExitCode.Done));
        return ExitCode.Done;
    }
}
