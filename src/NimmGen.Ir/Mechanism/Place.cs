namespace NimmGen.Ir;

/// <summary>Where an author wrote something: line and column count from 1; text is the excerpt.</summary>
public sealed record Place(string File, int Line, string? Text = null, int Column = 0)
{
    /// <summary>For parts that no author wrote, such as a mechanism read from JSON.</summary>
    public static Place None { get; } = new("", 0);
}
