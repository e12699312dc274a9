using System.Collections.Immutable;

namespace NimmGen.Report;

/// <summary>How a curve is drawn.</summary>
public enum CurveStyle
{
    Line,
    Dashed,
    Hollow,
    Solid,
}

/// <summary>A named series of a plot.</summary>
/// <param name="Name">As in the legend and the CSV.</param>
/// <param name="X">Ascending.</param>
/// <param name="Y">One a value of <paramref name="X"/>; NaN is a gap.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Colour">Index into the palette.</param>
public sealed record Curve(string Name, ImmutableArray<double> X, ImmutableArray<double> Y, CurveStyle Style, int Colour);

/// <summary>The area between two curves.</summary>
public sealed record Band(string Name, ImmutableArray<double> X, ImmutableArray<double> Low, ImmutableArray<double> High, int Colour);

/// <summary>A picture of a report as data: what is drawn, and what its CSV holds.</summary>
/// <param name="Name">For a file name.</param>
/// <param name="Title">One line.</param>
/// <param name="XTitle">Of the horizontal axis; empty where dates speak for themselves.</param>
/// <param name="YTitle">Of the vertical axis, with its unit.</param>
/// <param name="Dates">True where x is seconds since 1970.</param>
/// <param name="Curves">Drawn in order.</param>
public sealed record Plot(string Name, string Title, string XTitle, string YTitle, bool Dates, ImmutableArray<Curve> Curves)
{
    /// <summary>Drawn beneath the curves.</summary>
    public ImmutableArray<Band> Bands { get; init; } = [];

    /// <summary>A vertical rule, such as the origin; NaN for none.</summary>
    public double Rule { get; init; } = double.NaN;

    /// <summary>A horizontal rule, such as a reproduction number of one; NaN for none.</summary>
    public double Level { get; init; } = double.NaN;
}
