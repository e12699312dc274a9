using NimmGen.Ir;

namespace NimmGen.Cli;

/// <summary>Ends a command with a message for the person who gave it: what was got and where, what was expected, how to fix it.</summary>
internal sealed class UserErrorException : Exception
{
    public UserErrorException(string message)
        : base(message)
    {
    }

    /// <param name="diagnostic">Says itself that it is an error, behind its place.</param>
    public UserErrorException(Diagnostic diagnostic)
        : base(diagnostic.ToString()) => IsWhole = true;

    public UserErrorException(string got, string expected, string fix)
        : base($"{got}\n    expected: {expected}\n    fix: {fix}")
    {
    }

    /// <summary>The message is printed as it is, without "error: " before it.</summary>
    public bool IsWhole { get; }
}
