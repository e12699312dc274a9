using NimmGen.Bench;

return args switch
{
    ["network", .. var rest] => NetworkBench.Run(rest),
    ["kernels"] => KernelBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/NimmGen.Bench -- (network [bogota|influenza|all] [SECONDS] | kernels)");
    return 2;
}
