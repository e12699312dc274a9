using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>One model element on its way to a mechanism.</summary>
internal sealed class SbmlReading
{
    private static readonly XNamespace Own = SbmlNames.Own;

    private readonly XElement _model;
    private readonly string _file;
    private readonly XNamespace _core;
    private readonly Dictionary<string, Unit?> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _totals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _steps = new(StringComparer.Ordinal);
    private readonly MathMlReader _math;

    public SbmlReading(XElement model, string file)
    {
        (_model, _file, _core) = (model, file, model.Name.Namespace);
        _math = new(Named, UnitOf);
        foreach (XElement definition in All("listOfUnitDefinitions", "unitDefinition"))
        {
            _units[Id(definition)] = SbmlUnits.Read(definition);
        }
    }

    public MechanismIr Model()
    {
        var rules = All("listOfRules", null).ToList();
        foreach (XElement rule in rules.Where(r => r.Name.LocalName is not ("assignmentRule" or "rateRule")))
        {
            throw new UnreadableSbmlException(rule, "only assignment and rate rules are read");
        }

        Dictionary<string, XElement> assigned = ByVariable(rules, "assignmentRule"), rates = ByVariable(rules, "rateRule");
        var totals = All("listOfSpecies", "species").Where(s => Note(s, "total") is not null).ToDictionary(Id, s => Text(Note(s, "total")!, "flow"), StringComparer.Ordinal);
        foreach ((string id, XElement rule) in rates.Where(r => Note(r.Value, "total") is not null))
        {
            totals[id] = Text(Note(rule, "total")!, "flow");
        }

        foreach ((string id, string flow) in totals)
        {
            _totals[id] = flow;
        }

        var symbols = new List<Symbol>();
        foreach (XElement s in All("listOfSpecies", "species").Where(s => !_totals.ContainsKey(Id(s))))
        {
            symbols.Add(Species(s));
        }

        foreach (XElement p in All("listOfParameters", "parameter").Where(p => !_totals.ContainsKey(Id(p))))
        {
            string id = Id(p);
            _names[id] = Name(p);
            if (!assigned.ContainsKey(id))
            {
                symbols.Add(Parameter(p, rates.ContainsKey(id)));
            }
        }

        foreach (XElement c in All("listOfCompartments", "compartment"))
        {
            if ((string?)c.Attribute("constant") != "true")
            {
                throw new UnreadableSbmlException(c, "a compartment that changes its size is not read");
            }
        }

        return Order(symbols, assigned, rates);
    }

    private MechanismIr Order(List<Symbol> symbols, Dictionary<string, XElement> assigned, Dictionary<string, XElement> rates)
    {
        XElement? note = Note(_model, "model");
        var statements = new List<Statement>();
        var observations = new List<Statement>();
        foreach ((string id, XElement rule) in assigned)
        {
            if (Note(rule, "observation") is { } observed)
            {
                observations.Add(Observation(rule, observed, All("listOfParameters", "parameter").FirstOrDefault(p => Id(p) == id)));
            }
        }

        // Lets refer to earlier ones only; in a file their order is free.
        statements.AddRange(Sorted([.. assigned.Where(a => Note(a.Value, "observation") is null).Select(a =>
            new LetStatement(NameOf(a.Key, a.Value), Math(a.Value), (string?)Note(a.Value, "let")?.Attribute("role"), At(a.Value)))]));
        SbmlReactions reactions = new(symbols, _names, At, Math, Note, _totals.ContainsKey);
        statements.AddRange(reactions.Of(All("listOfReactions", "reaction")));
        foreach ((string id, XElement rule) in rates.Where(r => !_totals.ContainsKey(r.Key)))
        {
            if (Note(rule, "stock") is not null)
            {
                throw new UnreadableSbmlException(rule, "a stock in another unit than the species is not read back as flows");
            }

            statements.Add(Equation(NameOf(id, rule), rule));
        }

        statements.AddRange(Starts(symbols));
        statements.AddRange(observations);
        string name = Name(_model);
        return new(SbmlNames.Word(name.Length == 0 ? "Imported" : name), Words(_model), [.. symbols], [.. statements],
            Enum.TryParse(note?.Attribute("scheme")?.Value, out Scheme scheme) && Enum.IsDefined(scheme) ? scheme : Scheme.Hazard,
            int.TryParse(note?.Attribute("subSteps")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps is > 0 and < 100_000 ? steps : null);
    }

    private Symbol Species(XElement s)
    {
        if ((string?)s.Attribute("hasOnlySubstanceUnits") != "true" || s.Attribute("initialConcentration") is not null)
        {
            throw new UnreadableSbmlException(s, "a species in amounts (hasOnlySubstanceUnits=\"true\") is expected; concentrations are not read");
        }

        if ((string?)s.Attribute("boundaryCondition") == "true" || (string?)s.Attribute("constant") == "true" || s.Attribute("conversionFactor") is not null)
        {
            throw new UnreadableSbmlException(s, "boundary conditions, constant species and conversion factors are not read");
        }

        string id = Id(s);
        _names[id] = Name(s);
        return new CompartmentSymbol(_names[id], Units(s, "substanceUnits") ?? Units(_model, "substanceUnits") ?? Unit.Of("people"), Words(s), (string?)Note(s, "symbol")?.Attribute("role"), At(s));
    }

    private Symbol Parameter(XElement p, bool isState)
    {
        XElement? note = Note(p, "symbol");
        (string name, string? meaning, string? role) = (_names[Id(p)], Words(p), (string?)note?.Attribute("role"));
        Unit unit = Units(p, "units") ?? Unit.One;
        double? value = Double(p, "value"), min = note is null ? null : Double(note, "min"), max = note is null ? null : Double(note, "max");
        switch ((string?)note?.Attribute("kind"))
        {
            case "learned" when min < max:
                return new LearnedSymbol(name, unit, min.Value, max.Value, meaning, role, At(p));
            case "neural" when min < max:
                return new NeuralSymbol(name, unit, min.Value, max.Value, Cadences(note!), meaning, role, At(p))
                {
                    Per = (string?)note!.Attribute("per") == "Global" ? Scope.Global : Scope.Location,
                    Smoothness = Double(note, "smooth"),
                    Pooled = (string?)note.Attribute("pooled") == "true",
                };
            case "input":
                return new InputSymbol(name, unit, min, max, meaning, role, At(p));
        }

        return isState ? new QuantitySymbol(name, unit, meaning, role, At(p))
            : value is { } v ? new ConstantSymbol(name, unit, v, meaning, role, At(p))
            : new InputSymbol(name, unit, null, null, meaning, role, At(p));
    }

    private static Cadence Cadences(XElement note) => (string?)note.Attribute("every") switch
    {
        "step" => Cadence.EveryStep,
        "never" => Cadence.Never,
        { } text when text.EndsWith(" days", StringComparison.Ordinal) && double.TryParse(text[..^5], NumberStyles.Float, CultureInfo.InvariantCulture, out double days) && days > 0 => new(days),
        _ => Cadence.Weekly,
    };

    private Statement Equation(string quantity, XElement rule)
    {
        Expression rate = Math(rule);
        return Note(rule, "growth") is not null && rate is Binary { Operator: Operator.Multiply, Right: Reference { Name: var self } } b && self == quantity
            ? new GrowthStatement(quantity, b.Left, At(rule))
            : new RateStatement(quantity, rate, At(rule));
    }

    private IEnumerable<Statement> Starts(List<Symbol> symbols)
    {
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        foreach (XElement e in All("listOfInitialAssignments", "initialAssignment"))
        {
            string state = NameOf(Text(e, "symbol"), e);
            assigned.Add(state);
            if (symbols.Find(s => s.Name == state) is not (CompartmentSymbol or QuantitySymbol))
            {
                throw new UnreadableSbmlException(e, $"an initial assignment of '{state}', which is no species or changing parameter, is not read");
            }

            Expression value = Math(e);
            while (Note(e, "rest") is not null && value is Binary { Operator: Operator.Subtract, Right: Reference { Name: var other } } b && symbols.Exists(s => s is CompartmentSymbol && s.Name == other))
            {
                value = b.Left;
            }

            yield return Note(e, "rest") is null ? new StartStatement(state, value, At(e)) : new StartRestStatement(state, value, At(e));
        }

        foreach (XElement e in All("listOfSpecies", "species").Concat(All("listOfParameters", "parameter")))
        {
            if (!_totals.ContainsKey(Id(e)) && _names.TryGetValue(Id(e), out string? name) && !assigned.Contains(name) && symbols.Find(s => s.Name == name) is CompartmentSymbol or QuantitySymbol
                && (Double(e, "initialAmount") ?? Double(e, "value")) is { } value)
            {
                yield return new StartStatement(name, new Number(value, symbols.Find(s => s.Name == name)!.Unit), At(e));
            }
        }
    }

    private ObserveStatement Observation(XElement rule, XElement observed, XElement? parameter)
    {
        _steps.Clear();
        _steps.UnionWith(observed.Elements(Own + "step").Select(s => Text(s, "flow")));
        Expression value = Math(rule);
        _steps.Clear();
        Noise? noise = observed.Element(Own + "noise") is { } n && Enum.TryParse((string?)n.Attribute("family"), out NoiseFamily family) && Enum.IsDefined(family)
            ? new(family, n.Elements().FirstOrDefault() is { } math ? _math.Of(math) : null) : null;
        Unit unit = (parameter is null ? null : Units(parameter, "units")) ?? Unit.One;
        return new(Text(observed, "channel"), unit, value, At(rule)) { Noise = noise, Weekday = (string?)observed.Attribute("weekday") == "true" };
    }

    private static IEnumerable<LetStatement> Sorted(LetStatement[] lets)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var names = lets.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        while (done.Count < lets.Length)
        {
            LetStatement[] ready = [.. lets.Where(l => !done.Contains(l.Name) && l.Value.References().All(r => !names.Contains(r) || done.Contains(r)))];
            if (ready.Length == 0)
            {
                // The schema of SBML forbids circles; without an element to name, the first rule stands for all.
                throw new UnreadableSbmlException(new XElement("assignmentRule"), "assignment rules refer to each other in a circle");
            }

            foreach (LetStatement let in ready)
            {
                done.Add(let.Name);
                yield return let;
            }
        }
    }

    private Expression? Named(string id) => _totals.TryGetValue(id, out string? flow) ? _steps.Contains(flow) ? new Incidence(flow) : new Cumulative(flow)
        : _names.TryGetValue(id, out string? name) ? new Reference(name)
        : All("listOfCompartments", "compartment").Any(c => Id(c) == id) ? new Number(1, Unit.One) : null;

    private Expression Math(XElement parent) => parent.Element(SbmlNames.MathMl + "math") is { } math ? _math.Of(math) : throw new UnreadableSbmlException(parent, "a formula is expected");

    private Unit? UnitOf(string id) => _units.TryGetValue(id, out Unit? unit) ? unit : SbmlUnits.Base(id);

    private Unit? Units(XElement e, string attribute) => e.Attribute(attribute) is { } id
        ? UnitOf(id.Value) ?? throw new UnreadableSbmlException(e, $"the unit '{id.Value}' is not one of the language") : null;

    private IEnumerable<XElement> All(string list, string? item) => _model.Elements(_core + list).Elements().Where(e => item is null || e.Name.LocalName == item);

    private static Dictionary<string, XElement> ByVariable(List<XElement> rules, string kind)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (XElement rule in rules.Where(r => r.Name.LocalName == kind))
        {
            if (!found.TryAdd(Text(rule, "variable"), rule))
            {
                throw new UnreadableSbmlException(rule, "two rules for one variable");
            }
        }

        return found;
    }

    private string NameOf(string id, XElement at) => _names.TryGetValue(id, out string? name) ? name : throw new UnreadableSbmlException(at, $"'{id}' is not declared");

    private string Name(XElement e)
    {
        // A name of ours is the author's; a title of others may be any text, and then the identifier is the name.
        string id = (string?)e.Attribute("id") ?? "", name = (string?)e.Attribute("name") ?? "";
        return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(name[0]) && !_names.ContainsValue(name) ? name : id;
    }

    private static string Id(XElement e) => Text(e, "id");

    private static string Text(XElement e, string attribute) => (string?)e.Attribute(attribute) ?? throw new UnreadableSbmlException(e, $"the attribute {attribute} is missing");

    private static double? Double(XElement e, string attribute) => e.Attribute(attribute) is not { } text ? null
        : double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new UnreadableSbmlException(e, $"'{text.Value}' is not a number");

    private XElement? Note(XElement e, string kind) => e.Element(_core + "annotation")?.Element(Own + kind);

    private string? Words(XElement e) => e.Element(_core + "notes") is { } notes && notes.Value.Trim() is { Length: > 0 } text ? text : null;

    private Place At(XElement e) => new(_file, ((IXmlLineInfo)e).LineNumber);
}
