using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: no project is generated and built for each benchmark, which would need the package feed.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator())
    .AddDiagnoser(MemoryDiagnoser.Default);
string[] chosen = args.Any(a => a is "-j" or "--job" || a.StartsWith("--job=", StringComparison.Ordinal)) ? args : [.. args, "--job", "short"];
Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(chosen, config)];
bool asks = args.Any(a => a is "--help" or "--version" or "--info" or "--list" || a.StartsWith("--list=", StringComparison.Ordinal));
bool failed = summaries.Length == 0 || summaries.Any(s => s.HasCriticalValidationErrors || s.BenchmarksCases.IsEmpty || s.Reports.Any(r => !r.Success));
return failed && !asks ? 1 : 0;
