using NimmGen.Frontend;
using NimmGen.Frontend.Worker;

namespace NimmGen.Cli.Tests;

/// <summary>The program as the process that reads what a machine wrote, however it is started.</summary>
public sealed class ReaderProcessTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    public static TheoryData<string, string> Starts => OperatingSystem.IsWindows()
        ? new() { { "nimmgen.exe", "" } }
        : new() { { "dotnet", "nimmgen.dll" }, { "nimmgen", "" } };

    [Theory]
    [MemberData(nameof(Starts))]
    public void Reads_by_the_host_and_by_its_own_executable(string program, string assembly)
    {
        string own = Path.Combine(Folder, program);
        Assert.SkipWhen(assembly.Length == 0 && !File.Exists(own), "no executable beside the tests");
        WorkerCommand command = assembly.Length > 0
            ? new(program, [Path.Combine(Folder, assembly), ReaderProcess.Verb])
            : new(own, [ReaderProcess.Verb]);
        using var reader = new WorkerReader(command);
        ReadResult read = reader.Read(Model, "model.cs", TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', read.Diagnostics));
        Assert.Equal(ModelReader.Read(Model, "model.cs", TestContext.Current.CancellationToken).Models.Single().Hash, read.Models.Single().Hash);
    }

    [Fact]
    public void The_command_is_found_from_another_program()
    {
        using WorkerReader reader = ReaderProcess.Create();
        Assert.Single(reader.Read(Model, "model.cs", TestContext.Current.CancellationToken).Models);
        Assert.Equal(1, reader.Usage.Files);
    }

    private const string Model = """
        class Decay : Model
        {
            readonly Compartment S = new(People);
            readonly Constant k = new(PerDay, 0.5);
            protected override void Define()
            {
                Outflow(S, k);
                Start(S, 10 * People);
                Observe("s", People, S);
            }
        }
        """;
}
