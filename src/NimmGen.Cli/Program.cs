using NimmGen.Cli;

if (args is [ReaderProcess.Verb])
{
    return ReaderProcess.Serve();
}

using var interrupt = new Interrupt();
return await CommandLine.Run(args, Terminal.System(), () => interrupt.Token);
