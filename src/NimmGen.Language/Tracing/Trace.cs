using NimmGen.Ir;

namespace NimmGen;

/// <summary>Collects what Define says. Statements are closed at the end, since a flow's name is settled by its first Incidence.</summary>
internal sealed class Trace
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _channels = new(StringComparer.Ordinal);
    private readonly List<Func<Statement>> _statements = [];

    public Trace(IEnumerable<Declaration> symbols)
    {
        foreach (Declaration symbol in symbols)
        {
            Claim(symbol.Name, symbol.Place, $"symbol '{symbol.Name}'");
            if (symbol.Check() is { } wrong)
            {
                Diagnostics.Add(wrong);
            }
        }
    }

    public List<Diagnostic> Diagnostics { get; } = [];

    public Scheme Scheme { get; private set; } = Scheme.Hazard;

    public int? SubSteps { get; private set; }

    private Place? SolverPlace { get; set; }

    public int Count => _statements.Count;

    public void Add(Func<Statement> statement) => _statements.Add(statement);

    /// <summary>A flow with its explicit name, if any, checked.</summary>
    public Flow NewFlow(string ends, string? name, Place place)
    {
        if (name is not null)
        {
            Claim(name, place, $"flow '{name}'");
        }

        return new(ends, name, place);
    }

    /// <summary>The flow's name; settles it if need be, by the variable that holds it where that is a free name.</summary>
    public string Settle(Flow flow, string? variable)
    {
        if (flow.Name is null)
        {
            flow.Name = Names.IsName(variable) && !_names.Contains(variable!) && !Names.Reserved.Contains(variable!)
                ? variable!
                : Free(flow.Ends);
            _names.Add(flow.Name);
        }

        return flow.Name;
    }

    public void Let(string name, Place place) => Claim(name, place, $"let '{name}'");

    public void Observe(string channel, Place place)
    {
        if (!Names.IsName(channel))
        {
            Report("NG0007", place, $"the observation channel '{channel}' is not a name", "write a channel of the data set, such as \"cases\"");
        }
        else if (!_channels.Add(channel))
        {
            Report("NG0007", place, $"the channel '{channel}' is observed twice", "one Observe a channel: add the terms, or name the other channel");
        }
    }

    public void Solver(Scheme scheme, int? subSteps, Place place)
    {
        if (SolverPlace is not null)
        {
            Report("NG0007", place, $"the solver is chosen twice, first on line {SolverPlace.Line}", "keep one Solver statement");
        }
        else if (subSteps is < 1 or > 1000)
        {
            Report("NG0006", place, $"the solver has {subSteps} sub-steps, expected 1 to 1000", "leave subSteps out to let the compiler choose");
        }

        (Scheme, SubSteps, SolverPlace) = (scheme, subSteps, place);
    }

    public IEnumerable<Statement> Close() => _statements.Select(s => s());

    private void Claim(string name, Place place, string what)
    {
        if (!Names.IsName(name))
        {
            Report("NG0007", place, $"{what} is not a name", "begin with a letter; then letters, digits and underscores");
        }
        else if (Names.Reserved.Contains(name))
        {
            Report("NG0007", place, $"{what} has the name of a unit, function or statement of the language", $"call it something else, such as {char.ToLowerInvariant(name[0])}{name[1..]}0");
        }
        else if (!_names.Add(name))
        {
            Report("NG0007", place, $"{what} has a name that is taken", "symbols, lets and flows share one set of names: call it something else");
        }
    }

    private string Free(string name)
    {
        string free = name;
        for (int i = 2; _names.Contains(free); i++)
        {
            free = $"{name}_{i}";
        }

        return free;
    }

    private void Report(string code, Place place, string message, string fix) =>
        Diagnostics.Add(new(code, Severity.Error, place, message, Fix: fix));
}
