using NimmGen.Frontend.Worker;
using NimmGen.Fuzz;

if (args is ["read-worker"])
{
    using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
    Console.SetOut(TextWriter.Null);
    ReadWorker.Serve(input, output, static () => Environment.Exit(0));
    return 0;
}

if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

string[] corpus = [.. options.Corpus.Prepend(Path.Combine(AppContext.BaseDirectory, "corpus")).SelectMany(d => Directory.GetFiles(d, "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
var programs = new Programs(options.Seed, corpus);
if (options.Only is { } number)
{
    Console.Write(programs.Make(number));
    return 0;
}

FuzzReport report = Fuzzer.Run(programs, options, Console.Error);
Console.WriteLine(report);
return report.Failures.IsEmpty ? 0 : 1;
