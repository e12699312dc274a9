using System.Diagnostics;
using NimmGen.Frontend.Worker;
using NimmGen.Ir;

namespace NimmGen.Frontend.Tests.Worker;

public sealed class WorkerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Reads_every_model_as_this_process_does()
    {
        using var reader = new WorkerReader(Workers.Real, size: 2);
        reader.WarmUp();
        foreach (string path in Texts.In("models-text", "*.cs"))
        {
            ReadResult here = Texts.ReadFile(path), there = reader.Read("\uFEFF" + File.ReadAllText(path), Path.GetFileName(path), Stop);
            Assert.Equal(here.Models.Select(MechanismJson.Write), there.Models.Select(MechanismJson.Write));
            Assert.Equal(here.Diagnostics, there.Diagnostics);
        }
    }

    [Fact]
    public void An_overrun_has_the_code_of_its_kind_and_the_next_file_a_new_worker()
    {
        (WorkerLimits Limits, string Code, string Says)[] all =
        [
            (new() { Clock = TimeSpan.FromMilliseconds(1) }, "NG0010", "over budget: reading takes more than 0.001 seconds"),
            (new() { Processor = TimeSpan.Zero }, "NG0010", "over budget: reading takes more than 0 seconds of the processor"),
            (new() { ResidentBytes = 1 << 20 }, "NG0011", "over budget: reading takes more memory than it may, 1 MB"),
        ];
        foreach ((WorkerLimits limits, string code, string says) in all)
        {
            using var reader = new WorkerReader(Workers.Real, limits);
            for (int i = 1; i <= (code == "NG0011" ? 2 : 1); i++)
            {
                Diagnostic only = Assert.Single(reader.Read(Workers.Long, "long.cs", Stop).Diagnostics);
                Assert.Equal((code, Severity.Error, "long.cs", says), (only.Code, only.Severity, only.Place.File, only.Message));
                Assert.Equal(i, reader.Usage.Processes);
            }
        }
    }

    [Fact]
    public void Without_memory_no_worker_starts_and_it_is_said()
    {
        using var reader = new WorkerReader(Workers.Real, new() { HeapBytes = 4 << 20 });
        Diagnostic only = Assert.Single(reader.Read(Workers.Small, "small.cs", Stop).Diagnostics);
        Assert.Equal("NG0012", only.Code);
        Assert.StartsWith("the process that reads models cannot be started: ", only.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program-of-that-name", "cannot be started")]
    [InlineData("false", "cannot be started")]
    public void A_worker_that_does_not_start_is_said(string program, string says)
    {
        using var reader = new WorkerReader(new(program, []));
        Diagnostic only = Assert.Single(reader.Read(Workers.Small, "small.cs", Stop).Diagnostics);
        Assert.Equal("NG0012", only.Code);
        Assert.Contains(says, only.Message, StringComparison.Ordinal);
        Assert.NotNull(only.Fix);
    }

    [Theory]
    [InlineData("head -c 4 > /dev/null; echo 'the stack is gone' >&2; exit 7", "code 7", 2)]
    [InlineData("printf 'xxxxxxxxxxxxxxxx'; exec cat > /dev/null", "a message of", 2)]
    [InlineData(@"printf '\001\000\000\000\002\000\000\000[]\001'; exec cat > /dev/null", null, 1)]
    [InlineData(@"printf '\001\000\000\000\002\000\000\000{}'; exec cat > /dev/null", "no result", 2)]
    [InlineData(@"printf '\002\000\000\000\002\000\000\000[]\004\000\000\000null'; exec cat > /dev/null", "no result", 2)]
    [InlineData("head -c 4 > /dev/null; echo 'Out of memory.' >&2; exit 134", "more memory", 1)]
    public void A_worker_that_breaks_off_or_talks_nonsense_is_replaced_once(string script, string? says, int processes)
    {
        using WorkerReader reader = Workers.Script(Workers.Greeting + script);
        ReadResult result = reader.Read(Workers.Small, "small.cs", Stop);
        Assert.Equal(processes, reader.Usage.Processes);
        if (says is null)
        {
            // An empty answer is one.
            Assert.Empty(result.Diagnostics);
        }
        else
        {
            Assert.Contains(says, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_worker_that_hangs_is_killed_with_what_it_started()
    {
        string file = Path.GetTempFileName();
        try
        {
            using WorkerReader reader = Workers.Script($"{Workers.Greeting} sleep 600 & echo $! > '{file}'; exec cat > /dev/null", new() { Clock = TimeSpan.FromSeconds(2) });
            Assert.Equal("NG0010", Assert.Single(reader.Read(Workers.Small, "small.cs", Stop).Diagnostics).Code);
            int child = int.Parse(await File.ReadAllTextAsync(file, Stop));
            var clock = Stopwatch.StartNew();
            while (IsRunning(child) && clock.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(20, Stop);
            }

            Assert.False(IsRunning(child));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Cancellation_ends_the_wait_and_the_worker()
    {
        using WorkerReader reader = Workers.Script(Workers.Greeting + "exec cat > /dev/null");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        source.CancelAfter(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(Workers.Small, "small.cs", source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(Workers.Small, "small.cs", source.Token));
    }

    [Fact]
    public async Task A_worker_gets_no_keys_and_less_memory()
    {
        string file = Path.GetTempFileName();
        Environment.SetEnvironmentVariable("NIMMGEN_TEST_KEY", "do-not-tell");
        try
        {
            using WorkerReader reader = Workers.Script($"env > '{file}'; {Workers.Greeting} head -c 4 > /dev/null", new() { HeapBytes = 0xABC00000 });
            reader.Read(Workers.Small, "small.cs", Stop);
            string said = await File.ReadAllTextAsync(file, Stop);
            Assert.DoesNotContain("NIMMGEN_TEST_KEY", said, StringComparison.Ordinal);
            Assert.Contains("DOTNET_GCHeapHardLimit=0xABC00000", said, StringComparison.Ordinal);
            Assert.Contains("PATH=", said, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NIMMGEN_TEST_KEY", null);
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_worker_whose_parent_is_gone_ends_even_while_it_reads()
    {
        using var process = Process.Start(new ProcessStartInfo(Workers.Real.File, Workers.Real.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        Assert.Equal([ReadWorker.Ready], Frame.Read(process.StandardOutput.BaseStream)!);
        Frame.Write(process.StandardInput.BaseStream, "long.cs", Workers.Long);
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void The_command_is_the_host_and_the_assembly_where_another_program_runs()
    {
        Assert.EndsWith("NimmGen.Fuzz.dll", Workers.Real.Arguments[0], StringComparison.Ordinal);
        Assert.Equal("dotnet", Path.GetFileNameWithoutExtension(Workers.Real.File));
        Assert.Equal("read-worker", Workers.Real.Arguments[1]);
        var own = WorkerCommand.Of(typeof(WorkerTests).Assembly, "x");
        Assert.Equal(Environment.ProcessPath, own.File);
        Assert.Equal("x", Assert.Single(own.Arguments));
    }

    // A process that nobody has waited for yet still has its number.
    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
}
