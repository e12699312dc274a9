using SkiaSharp;
using Svg.Skia;

namespace NimmGen.Report;

/// <summary>Turns the pictures of a report into PNG, for programs that do not take SVG. Nothing is loaded before the first picture.</summary>
public static class PlotPng
{
    /// <summary>Pixels of the picture for each unit of the SVG: sharp in print and on dense screens.</summary>
    public const float Scale = 2;

    /// <summary>Longest side in pixels; a diagram that is larger is drawn at a smaller scale.</summary>
    public const float Longest = 12_000;

    /// <summary>The picture as PNG on a white ground, at twice its size.</summary>
    /// <param name="svg">Self-contained, made by this project: nothing it might refer to is fetched.</param>
    /// <param name="fonts">Folders with fonts instead of those of the system.</param>
    /// <exception cref="PictureException">There is no font, or the library does not run on this machine.</exception>
    public static byte[] Render(string svg, IReadOnlyList<string>? fonts = null)
    {
        ArgumentNullException.ThrowIfNull(svg);
        try
        {
            return Draw(svg, fonts);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new PictureException("the library that draws PNG does not run on this machine", "Linux (glibc or musl), macOS or Windows on x64 or arm64", "the SVG holds the same picture", e);
        }
    }

    private static byte[] Draw(string svg, IReadOnlyList<string>? fonts)
    {
        using var picture = new SKSvg();
        picture.Settings.TypefaceProviders = [.. Typefaces.For(svg, fonts)];
        if (picture.FromSvg(svg) is not { } drawn)
        {
            throw new ArgumentException("not an SVG", nameof(svg));
        }

        float longer = Math.Max(drawn.CullRect.Width, drawn.CullRect.Height), scale = Math.Min(Scale, Longest / Math.Max(1, longer));
        using var stream = new MemoryStream();
        return picture.Save(stream, SKColors.White, SKEncodedImageFormat.Png, 100, scale, scale)
            ? stream.ToArray()
            : throw new InvalidOperationException($"a picture of {drawn.CullRect} could not be encoded");
    }
}
