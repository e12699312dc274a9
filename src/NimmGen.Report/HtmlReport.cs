using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NimmGen.Report.Sections;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A run as one HTML file that needs nothing else: no network, no other file, no server.</summary>
public static class HtmlReport
{
    /// <summary>
    /// Writes the report. An unfinished run gives a report of the search so far. All text of the run is escaped;
    /// the page's content security policy forbids every request and every script but its own.
    /// </summary>
    /// <param name="run">Shapes as documented there; a mismatch of lengths is an <see cref="ArgumentException"/>.</param>
    /// <param name="writer">Gets UTF-16 text to be stored as UTF-8; stays open.</param>
    public static void Write(RunRecord run, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(writer);
        RunChecks.Require(run);
        var view = new RunView(run);
        string title = $"{run.Data.Title}: {(run.Final is null ? "search so far" : "digital twin")}";
        Page.Write(writer, title, string.Join(' ', Summary.Of(view)), Body(view), ChartData.Of(view));
    }

    /// <summary>Writes the report as UTF-8 without a byte order mark; the stream stays open.</summary>
    public static void Write(RunRecord run, Stream stream)
    {
        using var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        Write(run, writer);
    }

    private static string Body(RunView view)
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);

        // Nothing in the components waits, so the task is done when it is returned.
        return renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["View"] = view });
            return (await renderer.RenderComponentAsync<Body>(parameters).ConfigureAwait(false)).ToHtmlString();
        }).GetAwaiter().GetResult();
    }
}
