using NimmGen.Bench;
using NimmGen.Frontend.Worker;

return args switch
{
    ["engine", .. var rest] => EngineBench.Run(rest),
    ["network", .. var rest] => NetworkBench.Run(rest),
    ["mechanisms", .. var rest] => EngineBench.Mechanisms(rest),
    ["kernels"] => KernelBench.Run(),
    ["layers", .. var rest] => LayerBench.Run(rest),
    ["frontend", .. var rest] => FrontEndBench.Run(rest),
    ["read-worker"] => Serve(),
    ["peer", var shape, var subSteps, var threads] => PeerBench.Run(shape, subSteps, threads),
    _ => Usage(),
};

static int Serve()
{
    using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
    ReadWorker.Serve(input, output, static () => Environment.Exit(0));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/NimmGen.Bench -- (engine [covid-bogota|influenza-usa|mrsa-virginia|all] [SECONDS] | network [bogota|influenza|all] [SECONDS] | mechanisms [SECONDS] | kernels | layers [SECONDS] | frontend FOLDER...)");
    return 2;
}
