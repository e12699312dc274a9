using NimmGen.Data;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary>Progress of downloads: one line that is rewritten on a terminal; elsewhere a line a file and a line for each setback.</summary>
internal static class FetchProgressLines
{
    /// <summary>Runs <paramref name="fetch"/> and shows how far it is.</summary>
    public static async Task<IReadOnlyList<FetchedFile>> Watch(Terminal terminal, Func<Action<FetchProgress>, Task<System.Collections.Immutable.ImmutableArray<FetchedFile>>> fetch)
    {
        if (terminal.CanRedraw)
        {
            return await terminal.ErrorConsole().Status().StartAsync("asking", async status => await fetch(p => status.Status(Markup.Escape($"{p.File}: {p.Note ?? Amount(p)}"))));
        }

        string? last = null;
        return await fetch(p =>
        {
            if (p.Note is { } note)
            {
                terminal.Error.WriteLine($"{p.File}: {note}");
            }
            else if (p.Address != last)
            {
                last = p.Address;
                terminal.Error.WriteLine($"{p.File}: reading {p.Address}{(p.Expected is { } all ? $", {Figures.Bytes(all)}" : "")}");
            }
        });
    }

    private static string Amount(FetchProgress p) =>
        p.Expected is { } all ? $"{Figures.Bytes(p.Received)} of {Figures.Bytes(all)} ({(all == 0 ? 1 : (double)p.Received / all):P0})" : Figures.Bytes(p.Received);
}
