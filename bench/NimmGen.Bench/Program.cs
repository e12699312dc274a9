using NimmGen.Bench;

return args switch
{
    ["engine", .. var rest] => EngineBench.Run(rest),
    ["network", .. var rest] => NetworkBench.Run(rest),
    ["kernels"] => KernelBench.Run(),
    ["layers", .. var rest] => LayerBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/NimmGen.Bench -- (engine [covid-bogota|influenza-usa|mrsa-virginia|all] [SECONDS] | network [bogota|influenza|all] [SECONDS] | kernels | layers [SECONDS])");
    return 2;
}
