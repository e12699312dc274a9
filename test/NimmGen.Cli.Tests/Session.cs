namespace NimmGen.Cli.Tests;

/// <summary>A folder of its own in which command lines are run, as in a redirected shell.</summary>
internal sealed class Session : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nimmgen-cli-");

    public string Folder => _folder.FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public Dictionary<string, string> Variables { get; } = [];

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public async Task<int> Run(ISearch? search, CancellationToken cancellation, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var terminal = new Terminal(output, error, false, false, Folder, Variables.GetValueOrDefault, TimeProvider.System);
        int code = search is null
            ? await CommandLine.Run(arguments, terminal, () => cancellation)
            : await CommandLine.Run(arguments, terminal, () => cancellation, _ => search);
        Out = output.ToString();
        Error = error.ToString();
        Assert.DoesNotContain('\e', Out + Error);
        return code;
    }

    public Task<int> Run(ISearch search, params string[] arguments) => Run(search, CancellationToken.None, arguments);

    public Task<int> Run(params string[] arguments) => Run(null, CancellationToken.None, arguments);

    public string[] Files => [.. Directory.GetFileSystemEntries(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
