namespace NimmGen.Report;

/// <summary>A picture cannot be drawn on this machine: what is missing, what was expected, and how to get it.</summary>
public sealed class PictureException : Exception
{
    public PictureException(string got, string expected, string fix, Exception? inner = null)
        : base(got, inner) => (Expected, Fix) = (expected, fix);

    public string Expected { get; }

    public string Fix { get; }
}
