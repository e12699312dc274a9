using System.CommandLine;

namespace NimmGen.Cli.Tests;

public sealed class HelpTests
{
    private static readonly Terminal Nowhere = new(TextWriter.Null, TextWriter.Null, false, false, "/", _ => null, TimeProvider.System);

    public static TheoryData<string> Commands() => [.. Paths(Root(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_is_as_recorded(string path)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.Run([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
        Assert.Empty(session.Error);
        Assert.Contains("Examples:\n  nimmgen", session.Out);
        Snapshot.Match("help" + path.Replace(' ', '-'), session.Out.Replace(RootCommand.ExecutableName, "nimmgen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examples_of_the_help_are_valid_command_lines()
    {
        int examples = 0;
        foreach (ExampleCommand command in All(Root()).OfType<ExampleCommand>())
        {
            foreach (string example in command.Examples)
            {
                string line = example.Split("   ")[0].Split('>')[0];
                ParseResult parsed = Root().Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
                Assert.True(parsed.Errors.Count == 0, $"{line}: {string.Join(' ', parsed.Errors)}");
                examples++;
            }
        }

        Assert.True(examples > 10);
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.Run("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", session.Out);
    }

    private static RootCommand Root() => CommandLine.Build(Nowhere, () => default, _ => new FakeSearch());

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(c => Paths(c, $"{path} {c.Name}")).Prepend(path);
}
