namespace NimmGen.Cli;

/// <summary>The message for a name that nothing has: what there is, and which one was probably meant.</summary>
internal static class UnknownNames
{
    public static UserErrorException Of(string kind, string got, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string fix = Nearest.To(got, names) is { } near ? $"did you mean '{near}'?" : $"choose one of them";
        return new UserErrorException($"no {kind} is named '{got}'", $"one of {string.Join(", ", names)}", fix);
    }
}
