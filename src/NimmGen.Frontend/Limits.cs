namespace NimmGen.Frontend;

/// <summary>How much a model file may ask for; a real model uses a few per cent of each.</summary>
internal static class Limits
{
    /// <summary>Characters of source.</summary>
    public const int Characters = 64 * 1024;

    /// <summary>Brackets inside brackets.</summary>
    public const int Brackets = 48;

    /// <summary>Interpolated strings in a file: the compiler's parser takes exponential time where they are nested, deaf to cancellation.</summary>
    public const int Interpolations = 8;

    /// <summary>Local functions in a file: 400 that call each other cost the compiler more than 20 seconds.</summary>
    public const int LocalFunctions = 40;

    /// <summary>Fields and methods in a file.</summary>
    public const int Members = 1_000;

    /// <summary>Arrays of arrays.</summary>
    public const int ArrayRanks = 3;

    /// <summary>Levels of the syntax tree; a sum of n terms has n.</summary>
    public const int SyntaxDepth = 256;

    /// <summary>Nodes of the syntax tree.</summary>
    public const int SyntaxNodes = 20_000;

    /// <summary>Characters of one name or number.</summary>
    public const int Token = 100;

    /// <summary>Characters of one string.</summary>
    public const int String = 300;

    /// <summary>Operations that the evaluator performs.</summary>
    public const int Steps = 200_000;

    /// <summary>Iterations of one loop.</summary>
    public const int Iterations = 10_000;

    /// <summary>Array elements in all.</summary>
    public const int Elements = 100_000;

    /// <summary>Methods inside methods.</summary>
    public const int Calls = 32;

    /// <summary>Statements of the language in one model.</summary>
    public const int Statements = 2_000;

    /// <summary>Nodes of one term, its lets written out.</summary>
    public const int TermSize = 20_000;

    /// <summary>Levels of one term, its lets written out.</summary>
    public const int TermDepth = 200;

    /// <summary>Nodes of all terms of a model, lets written out.</summary>
    public const int ModelSize = 200_000;

    /// <summary>Diagnostics that are shown.</summary>
    public const int Diagnostics = 50;

    /// <summary>Wall clock for one file read in this process, the first use of the compiler and a busy machine included.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(300);
}
