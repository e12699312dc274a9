using SkiaSharp;

namespace NimmGen.Report.Tests;

/// <summary>Figures as PNG, decoded again.</summary>
public sealed class PlotPngTests
{
    private static readonly Plot Step = new("step", "A step of β, 25 °C", "days", "cases a day", false, [new("level", [0, 10], [50, 50], CurveStyle.Line, 2)]);

    [Fact]
    public void A_plot_is_a_png_of_twice_its_size_on_white()
    {
        byte[] png = Drawn(PlotSvg.Render(Step));
        Assert.Equal<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        using SKBitmap picture = SKBitmap.Decode(png);
        Assert.Equal((1800, 880), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel(3, 3));
        Assert.Equal(SKColors.White, picture.GetPixel(1796, 876));
    }

    [Fact]
    public void A_line_has_its_colour_where_it_must_be()
    {
        using SKBitmap picture = SKBitmap.Decode(Drawn(PlotSvg.Render(Step)));

        // The level 50 is the top of the axis: y = 44, in the middle of the plane.
        Assert.Equal(new SKColor(0xc7, 0x50, 0x00), picture.GetPixel(1000, 88));
        Assert.Equal(SKColors.White, picture.GetPixel(1000, 100));
    }

    [Fact]
    public void Words_are_drawn_with_every_letter_and_bold_where_bold_is_asked()
    {
        int ink = Ink(Step.Title, bold: true), plain = Ink(Step.Title, bold: false);
        Assert.True(ink > 1.05 * plain, $"{ink} pixels of ink in bold, {plain} else");

        // A letter that no font has would be the same empty box as any other.
        Assert.NotEqual(Ink("β", bold: false), Ink("°", bold: false));
    }

    [Fact]
    public void A_diagram_is_dark_on_white()
    {
        byte[] png = Drawn(SvgDiagram.OnWhite(Runs.Seird(), null));
        using SKBitmap picture = SKBitmap.Decode(png);
        Assert.Equal(SKColors.White, picture.GetPixel(1, 1));
        Assert.InRange(picture.Pixels.Count(p => p.Red < 80 && p.Green < 80 && p.Blue < 80), 500, picture.Pixels.Length / 5);
        Assert.DoesNotContain("currentColor", SvgDiagram.OnWhite(Runs.Seird(), null));
    }

    [Fact]
    public void A_machine_without_fonts_is_told_which_package_has_one()
    {
        string empty = Directory.CreateTempSubdirectory("nimmgen").FullName;
        try
        {
            PictureException e = Assert.Throws<PictureException>(() => PlotPng.Render(PlotSvg.Render(Step), [empty]));
            Assert.Contains($"no font was found in {empty}", e.Message);
            Assert.Contains("fonts-dejavu-core", e.Fix);

            // A file that only calls itself a font is none.
            File.WriteAllText(Path.Combine(empty, "DejaVuSans.ttf"), "not a font");
            Assert.Throws<PictureException>(() => PlotPng.Render(PlotSvg.Render(Step), [empty]));
        }
        finally
        {
            Directory.Delete(empty, true);
        }
    }

    [Fact]
    public void What_is_no_svg_is_refused() => Assert.ThrowsAny<Exception>(() => PlotPng.Render("{}"));

    [Fact]
    public void A_huge_picture_is_drawn_smaller()
    {
        using SKBitmap picture = SKBitmap.Decode(Drawn("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24000\" height=\"20\" viewBox=\"0 0 24000 20\"><path d=\"M0 10H24000\" stroke=\"#000\" stroke-width=\"4\"/></svg>"));
        Assert.Equal((12_000, 10), (picture.Width, picture.Height));
    }

    private static byte[] Drawn(string svg)
    {
        try
        {
            return PlotPng.Render(svg);
        }
        catch (PictureException e) when (e.Message.StartsWith("no font was found", StringComparison.Ordinal))
        {
            // A small container has none.
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static int Ink(string text, bool bold)
    {
        string svg = $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"40\" viewBox=\"0 0 300 40\" font-family=\"system-ui, sans-serif\"><text x=\"5\" y=\"25\" font-size=\"15\"{(bold ? " font-weight=\"600\"" : "")}>{text}</text></svg>";
        using SKBitmap picture = SKBitmap.Decode(Drawn(svg));
        return picture.Pixels.Count(p => p.Red < 128);
    }
}
