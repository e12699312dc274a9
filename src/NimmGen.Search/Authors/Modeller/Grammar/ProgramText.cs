using System.Text;

namespace NimmGen.Search;

/// <summary>A program as it is put together: lines in sections, which stand in the order in which people read a model.</summary>
internal sealed class ProgramText
{
    private readonly List<string> _axes = [], _states = [], _parameters = [], _inputs = [], _terms = [], _flows = [], _starts = [], _solver = [], _observations = [];

    /// <summary>A division into groups.</summary>
    public void Axis(string line) => _axes.Add(line);

    /// <summary>A compartment or quantity.</summary>
    public void State(string line) => _states.Add(line);

    /// <summary>A parameter, matrix or closure.</summary>
    public void Parameter(string line) => _parameters.Add(line);

    /// <summary>What the data set gives; said twice, it is declared once.</summary>
    public void Input(string line)
    {
        if (!_inputs.Contains(line))
        {
            _inputs.Add(line);
        }
    }

    /// <summary>A local term.</summary>
    public void Term(string line) => _terms.Add(line);

    /// <summary>A flow or equation.</summary>
    public void Flow(string line) => _flows.Add(line);

    public void Start(string line) => _starts.Add(line);

    public void Solver(string line) => _solver.Add(line);

    public void Observe(string line) => _observations.Add(line);

    /// <summary>The C# of the class.</summary>
    /// <param name="name">Of the class.</param>
    /// <param name="summary">One line.</param>
    public string Write(string name, string summary)
    {
        var text = new StringBuilder();
        text.Append(
            $$"""
            using NimmGen;
            using static NimmGen.Units;

            namespace Candidates;

            /// <summary>{{Escape(summary)}}</summary>
            public sealed class {{name}} : Model
            {

            """);
        Append(text, "    ", [_axes, _states, _parameters, _inputs]);
        text.Append("\n    protected override void Define()\n    {\n");
        Append(text, "        ", [_terms, _flows, _starts, _solver, _observations]);
        text.Append("    }\n}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string indent, IEnumerable<List<string>> sections)
    {
        bool first = true;
        foreach (List<string> section in sections.Where(s => s.Count > 0))
        {
            text.Append(first ? "" : "\n");
            first = false;
            foreach (string line in section)
            {
                text.Append(indent).Append(line).Append('\n');
            }
        }
    }

    // A summary is XML.
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
