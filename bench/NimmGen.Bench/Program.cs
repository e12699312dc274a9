using NimmGen.Bench;

return args switch
{
    ["network", .. var rest] => NetworkBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/NimmGen.Bench -- network [bogota|influenza|all] [SECONDS]");
    return 2;
}
