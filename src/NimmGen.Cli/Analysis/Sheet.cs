namespace NimmGen.Cli;

/// <summary>A table with a title, before it is drawn, written as Markdown, CSV or HTML.</summary>
/// <param name="Name">Short, for machines: "loss".</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">A leading '>' sets figures to the right.</param>
/// <param name="Rows">As many cells as columns.</param>
internal sealed record Sheet(string Name, string Title, string[] Columns, IReadOnlyList<string[]> Rows);
