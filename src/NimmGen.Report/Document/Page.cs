using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Report;

/// <summary>The shell around the report: styles and scripts in the page, each allowed by its hash, and no request allowed at all.</summary>
internal static class Page
{
    // Styles first, then libraries, then what uses them.
    private static readonly string[] Styles = ["uPlot.min.css", "report.css"];
    private static readonly string[] Scripts = ["uPlot.iife.min.js", "temml.min.js", "charts.js", "figures.js", "report.js"];

    /// <param name="writer">Gets the whole document.</param>
    /// <param name="title">Plain text; escaped here.</param>
    /// <param name="description">Plain text; escaped here.</param>
    /// <param name="body">Markup, already escaped.</param>
    /// <param name="data">JSON without any angle bracket.</param>
    public static void Write(TextWriter writer, string title, string description, string body, string data)
    {
        string style = Join(Styles);
        string[] scripts = [.. Scripts.Select(Read)];
        string policy = $"default-src 'none'; style-src '{Hash(style)}'; script-src {string.Join(' ', scripts.Select(s => $"'{Hash(s)}'"))}; base-uri 'none'; form-action 'none'";
        writer.Write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        writer.Write($"<title>{WebUtility.HtmlEncode(title)}</title>\n<meta name=\"description\" content=\"{WebUtility.HtmlEncode(description)}\">\n<style>{style}</style>\n</head>\n<body>\n");
        writer.Write(body);
        writer.Write($"\n<script type=\"application/json\" id=\"data\">{data}</script>\n");
        foreach (string script in scripts)
        {
            writer.Write($"<script>{script}</script>\n");
        }

        writer.Write("</body>\n</html>\n");
    }

    private static string Join(string[] names) => string.Join('\n', names.Select(Read));

    // Line ends as a browser sees them: the hash is of the text after it made every line end a line feed.
    private static string Read(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the report's part {name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
