namespace NimmGen.Architecture.Tests;

/// <summary>What one project may name, and why no more. The table of docs/architecture.md.</summary>
/// <param name="Project">Its name.</param>
/// <param name="References">Projects that it may reference; a reference does not bring those behind it.</param>
/// <param name="Packages">Packages that it may reference.</param>
/// <param name="Why">What goes wrong otherwise.</param>
internal sealed record ProjectRule(string Project, string[] References, string[] Packages, string Why)
{
    private const string Ir = "NimmGen.Ir";
    private const string Language = "NimmGen.Language";
    private const string Frontend = "NimmGen.Frontend";
    private const string Verify = "NimmGen.Verify";
    private const string Compile = "NimmGen.Compile";
    private const string Learn = "NimmGen.Learn";
    private const string Data = "NimmGen.Data";
    private const string Evaluate = "NimmGen.Evaluate";
    private const string LanguageModels = "NimmGen.LanguageModels";
    private const string Search = "NimmGen.Search";
    private const string Report = "NimmGen.Report";

    /// <summary>In the order of the pipeline.</summary>
    public static readonly ProjectRule[] All =
    [
        new(Ir, [], [], "the IR is plain data that every other project reads, on any machine: base library only"),
        new(Language, [Ir], [], "what authors write is not what judges it"),
        new(Frontend, [Ir, Language], ["Microsoft.CodeAnalysis.CSharp", "Basic.Reference.Assemblies.Net100"], "text becomes IR without knowing what it will be used for"),
        new(Verify, [Ir], [], "checks judge the IR alone, so that a stored model is judged as a written one is: no C# syntax, no training"),
        new(Compile, [Ir], [], "kernels are made from the IR, without data sets and without networks"),
        new(Learn, [Ir, Compile], [], "training sees arrays; which task they come from is not its business"),
        new(Data, [Ir], ["CsvHelper"], "data sets do not know which models will read them"),
        new(Evaluate, [Ir, Compile, Learn, Data], [], "a score must not depend on who wrote the model"),
        new(LanguageModels, [Ir], ["Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI", "OpenAI", "Anthropic", "Polly.Core"], "a language model answers questions; what they are about is not its business"),
        new(Search, [Ir, Language, Frontend, Verify, Compile, Learn, Data, Evaluate, LanguageModels], ["Microsoft.Data.Sqlite", "Microsoft.Extensions.AI"], "the search runs without a screen, and no client of a provider is known to it"),
        new(Report, [Ir, Data, Evaluate, Search], ["Svg.Skia", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies", "SkiaSharp.NativeAssets.macOS", "SkiaSharp.NativeAssets.Win32"], "a report tells what is stored in a run: it cannot train"),
        new("NimmGen.Cli", [Ir, Language, Frontend, Verify, Compile, Learn, Data, Evaluate, LanguageModels, Search, Report], ["System.CommandLine", "Spectre.Console"], "only the command line parses arguments and draws on the screen"),
    ];

    /// <summary>Packages that were looked at and refused, with the reason.</summary>
    public static readonly (string Package, string Why)[] Refused =
    [
        ("TorchSharp", "600 MB, and its native library does not load on Debian 12"),
        ("OllamaSharp", "Ollama speaks the OpenAI protocol"),
        ("Microsoft.SemanticKernel", "its connectors do not restore beside Microsoft.Extensions.AI"),
        ("DuckDB", "downloads its extensions at run time"),
        ("Plotly", "blank without a network, or 3.6 MB a page"),
    ];

    /// <summary>The packages whose namespaces only the project that references them may use.</summary>
    public static readonly (string Namespace, string Package)[] Namespaces =
    [
        ("Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"),
        ("Basic.Reference.Assemblies", "Basic.Reference.Assemblies.Net100"),
        ("CsvHelper", "CsvHelper"),
        ("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite"),
        ("System.CommandLine", "System.CommandLine"),
        ("Spectre.Console", "Spectre.Console"),
        ("Svg.Skia", "Svg.Skia"),
        ("SkiaSharp", "SkiaSharp"),
    ];

    /// <summary>Sentences that say what a project names and must not; none where all is well.</summary>
    public IEnumerable<string> Broken(IEnumerable<string> references, IEnumerable<string> packages) =>
    [
        .. references.Except(References).Select(r => $"{Project} may reference {List(References)}; it references {r}. Why not: {Why}."),
        .. packages.Except(Packages).Select(p => $"{Project} may use {List(Packages)}; it uses the package {p}. Why not: {Why}."),
    ];

    private static string List(string[] names) => names.Length == 0 ? "nothing but the base library" : string.Join(", ", names) + " only";
}
