namespace NimmGen.Fuzz;

/// <summary>Programs by number: half from a grammar, half from files that exist, with tokens changed.</summary>
/// <param name="seed">Of all programs.</param>
/// <param name="corpus">Texts to change.</param>
public sealed class Programs(int seed, string[] corpus)
{
    /// <summary>The program of that number; the same for the same seed and corpus.</summary>
    public string Make(int number)
    {
        // Neighbouring seeds of Random are alike at first: the number is spread.
        var random = new Random(unchecked((int)((uint)seed * 2654435761u) ^ (int)((uint)number * 2246822519u)));
        string text = corpus.Length > 0 && random.Next(2) == 0 ? corpus[random.Next(corpus.Length)] : new Grammar(random).Program();
        return random.Next(4) == 0 ? text : Mutation.Apply(text, corpus, random);
    }
}
