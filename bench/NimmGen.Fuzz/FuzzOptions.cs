using System.Collections.Immutable;

namespace NimmGen.Fuzz;

/// <summary>What the fuzzer is asked for.</summary>
/// <param name="Seconds">How long it goes on.</param>
/// <param name="Seed">Of all programs: the same seed makes the same ones in the same order.</param>
/// <param name="Count">Programs at most.</param>
/// <param name="Jobs">Workers side by side.</param>
/// <param name="Only">Print this program and end.</param>
/// <param name="Corpus">Folders of further files to mutate.</param>
public sealed record FuzzOptions(int Seconds, int Seed, int Count, int Jobs, int? Only, ImmutableArray<string> Corpus)
{
    public const string Usage = "Usage: dotnet run -c Release --project bench/NimmGen.Fuzz -- [--seconds N] [--count N] [--seed S] [--jobs N] [--corpus DIR]... | --only NUMBER [--seed S] [--corpus DIR]...";

    /// <summary>Null where the arguments are not understood.</summary>
    public static FuzzOptions? Parse(string[] arguments)
    {
        var options = new FuzzOptions(60, 1, int.MaxValue, 1, null, []);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = int.TryParse(value, out int n) && n >= 0;
            switch (arguments[i])
            {
                case "--seconds" when isNumber:
                    options = options with { Seconds = n };
                    break;
                case "--seed" when isNumber:
                    options = options with { Seed = n };
                    break;
                case "--count" when isNumber:
                    options = options with { Count = n };
                    break;
                case "--jobs" when isNumber && n is > 0 and <= 64:
                    options = options with { Jobs = n };
                    break;
                case "--only" when isNumber:
                    options = options with { Only = n };
                    break;
                case "--corpus" when Directory.Exists(value):
                    options = options with { Corpus = options.Corpus.Add(value) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
