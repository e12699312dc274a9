using System.CommandLine;
using NimmGen.Frontend.Worker;
using NimmGen.Search.Benchmarks;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench loop</c>: what a search takes a candidate beside training and the language model.</summary>
internal static class LoopBench
{
    private const double Promised = 100;

    public static ExampleCommand Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var task = new Argument<string>("TASK|DIR") { Description = "On its data", DefaultValueFactory = _ => RunCommand.DefaultTask };
        Option<int> candidates = SharedOptions.Whole("--candidates", "Candidates of the search", 1, 10_000, _ => 40);
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "loop",
            "Time what a search takes a candidate where questions are answered at once and nothing is trained: prompts, memory, retrieval, reading, checking, storing",
            "nimmgen bench loop",
            "nimmgen bench loop covid-bogota --data ../shared/data --json")
        {
            task, candidates, data, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            using WorkerReader reader = ReaderProcess.Create();
            reader.WarmUp();
            LoopTiming timing = await LoopBenchmark.RunAsync(DraftsBench.Find(terminal, parsed.GetValue(task)!, parsed.GetValue(data)), parsed.GetValue(candidates), reader, terminal.Time, cancellation());
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(timing);
                return ExitCode.Done;
            }

            Table table = Tables.Create("part of the loop", ">ms a candidate");
            table.Row("reading the program", Figures.Score(timing.Compile));
            table.Row("the checker", Figures.Score(timing.Verify));
            table.Row("prompts, memory, retrieval, replies, storing", Figures.Score(timing.Milliseconds - timing.Compile - timing.Verify));
            table.Row($"all of it ({Figures.Count(timing.Candidates, "candidate")}, {timing.Questions:0.0} questions each; promised: under {Promised:0})", Figures.Score(timing.Milliseconds));
            table.Row("processor time of it, without the process that reads programs", Figures.Score(timing.Processor));
            terminal.Write(table);
            return ExitCode.Done;
        });
        return command;
    }
}
