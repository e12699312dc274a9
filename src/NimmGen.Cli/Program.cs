using NimmGen.Cli;

using var interrupt = new Interrupt();
return await CommandLine.Run(args, Terminal.System(), () => interrupt.Token);
