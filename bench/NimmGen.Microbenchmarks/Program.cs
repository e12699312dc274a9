using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using NimmGen.Microbenchmarks;

// In this process: another would be built in a folder of its own, with all the rules of this repository.
IConfig config = DefaultConfig.Instance.AddJob(Job.InProcess.WithId("here"));
BenchmarkSwitcher.FromTypes([typeof(ProductBenchmarks), typeof(ElementwiseBenchmarks), typeof(LayerBenchmarks), typeof(MechanismBenchmarks)]).Run(args, config);
