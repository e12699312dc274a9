using SkiaSharp;
using Svg.Skia.TypefaceProviders;

namespace NimmGen.Report;

/// <summary>
/// Finds the type of a PNG. Windows and macOS name their fonts; the build of Skia for Linux that needs no other library
/// knows none, so the folders where distributions put fonts are read.
/// </summary>
internal sealed class Typefaces : ITypefaceProvider
{
    /// <summary>Files that are looked into for a font with all letters of a picture; a machine may have thousands.</summary>
    private const int MostFiles = 300;

    // With Greek and mathematical signs, and narrow enough for labels that were laid out for Helvetica.
    private static readonly string[] Preferred = ["DejaVuSans.", "LiberationSans-Regular.", "NotoSans-Regular.", "Arial.", "FreeSans."];

    private static readonly string[] Endings = [".ttf", ".otf", ".ttc"];

    private readonly SKTypeface[] _family;

    private Typefaces(SKTypeface[] family) => _family = family;

    /// <summary>Where a picture's type comes from; an empty list of providers is never returned.</summary>
    /// <param name="text">All letters that are needed, and more.</param>
    /// <param name="folders">With fonts; null for the system's.</param>
    /// <exception cref="PictureException">There is no font.</exception>
    public static IEnumerable<ITypefaceProvider> For(string text, IReadOnlyList<string>? folders)
    {
        if (folders is null && SKFontManager.Default.MatchCharacter('a') is not null)
        {
            return [new FontManagerTypefaceProvider(), new DefaultTypefaceProvider()];
        }

        int[] letters = [.. text.EnumerateRunes().Where(r => r.Value > ' ').Select(r => r.Value).Distinct()];
        (string File, int Missing)? best = null;
        foreach (string file in Files(folders ?? SystemFolders()).Take(MostFiles))
        {
            int missing = Missing(file, letters);
            if (missing < (best?.Missing ?? int.MaxValue))
            {
                best = (file, missing);
            }

            if (missing == 0)
            {
                break;
            }
        }

        return best is { } found
            ? [new Typefaces(Family(found.File))]
            : throw new PictureException(
                $"no font was found in {string.Join(", ", folders ?? SystemFolders())}: a PNG would be without its words and numbers",
                "a font file (.ttf, .otf or .ttc) in one of these folders",
                "install one: apt-get install fonts-dejavu-core (Debian, Ubuntu), dnf install dejavu-sans-fonts (Fedora), apk add font-dejavu (Alpine)");
    }

    public SKTypeface? FromFamilyName(string fontFamily, SKFontStyleWeight fontWeight, SKFontStyleWidth fontWidth, SKFontStyleSlant fontStyle) =>
        _family.MinBy(f => Math.Abs(f.FontWeight - (int)fontWeight) + 1000 * Math.Abs(f.FontWidth - (int)fontWidth) + (f.FontSlant == fontStyle ? 0 : 500));

    // A broken file, or one of signs only, lacks everything.
    private static int Missing(string file, int[] letters)
    {
        using SKTypeface? face = SKTypeface.FromFile(file);
        using SKFont? font = face is null ? null : new SKFont(face);
        return font is null || font.GetGlyph('a') == 0 ? int.MaxValue : letters.Count(l => font.GetGlyph(l) == 0);
    }

    // The same family in other weights and slants lies beside it.
    private static SKTypeface[] Family(string file)
    {
        var family = new List<SKTypeface> { SKTypeface.FromFile(file) };
        string stem = new([.. Path.GetFileName(file).TakeWhile(char.IsLetterOrDigit)]);
        foreach (string other in Files([Path.GetDirectoryName(file)!]).Where(f => f != file && Path.GetFileName(f).StartsWith(stem, StringComparison.Ordinal)).Take(40))
        {
            if (SKTypeface.FromFile(other) is { } face && face.FamilyName == family[0].FamilyName)
            {
                family.Add(face);
            }
        }

        return [.. family];
    }

    private static IEnumerable<string> Files(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6, IgnoreInaccessible = true };
        return folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", options))
            .Where(f => Endings.Contains(Path.GetExtension(f).ToLowerInvariant()))
            .OrderBy(f => Array.FindIndex(Preferred, p => Path.GetFileName(f).StartsWith(p, StringComparison.OrdinalIgnoreCase)) is >= 0 and var i ? i : Preferred.Length)
            .ThenBy(f => f, StringComparer.Ordinal);
    }

    private static string[] SystemFolders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"), Path.Combine(home, ".fonts")];
    }
}
