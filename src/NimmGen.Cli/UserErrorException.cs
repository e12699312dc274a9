namespace NimmGen.Cli;

/// <summary>Ends a command with a message for the person who gave it: what was got and where, what was expected, how to fix it.</summary>
internal sealed class UserErrorException : Exception
{
    public UserErrorException(string message)
        : base(message)
    {
    }

    public UserErrorException(string got, string expected, string fix)
        : base($"{got}\n    expected: {expected}\n    fix: {fix}")
    {
    }
}
