using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>
/// A mechanism as SBML Level 3 Version 2 core (Hucka et al. 2019, J. Integr. Bioinform. 16:20190021, doi:10.1515/jib-2019-0021): stocks as
/// species in amounts, flows as reactions, quantities as parameters with rate rules, groups and stages written out, units on every number.
/// </summary>
public static class SbmlWriter
{
    private const string World = "world", NextStep = "next_step";

    /// <summary>
    /// The document. NG9101 is an error where a part has no form in SBML at all; NG9102 warns of what is said otherwise than the model says
    /// it: parameters without a value of their own, delays, counts a step.
    /// </summary>
    public static Exported Write(MechanismIr model) => Write(model, new SbmlOptions());

    /// <summary>The document with values and series of parameters that the model leaves to data or a network.</summary>
    public static Exported Write(MechanismIr model, SbmlOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var found = new List<Diagnostic>();
        try
        {
            SbmlLimits.Check(model, options, found);
            if (found.Exists(d => d.Severity == Severity.Error))
            {
                return new(null, [.. found]);
            }

            MechanismIr plain = SbmlLimits.WithoutDelays(Expansion.Of(model).Model, found);
            XDocument document = new Writing(plain, model, options, found).Document();
            var text = new StringBuilder();
            using (var writer = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
            {
                document.Save(writer);
            }

            return new($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n", [.. found]);
        }
        catch (Exception e) when (e is NotInSbmlException or ExpansionException)
        {
            found.Add(new("NG9101", Severity.Error, new(model.Name, 0), $"the model has no form in SBML: {e.Message}", Fix: "export another form: csharp, json or latex"));
            return new(null, [.. found]);
        }
    }

    private sealed class Writing
    {
        private static readonly XNamespace S = SbmlNames.Core;

        private readonly MechanismIr _model;
        private readonly MechanismIr _written;
        private readonly SbmlOptions _options;
        private readonly List<Diagnostic> _found;
        private readonly SbmlNames _names;
        private readonly SbmlUnits _units = new();
        private readonly MathMlWriter _math;
        private readonly Unit _substance;
        private readonly Unit _day = Unit.Of("day");

        public Writing(MechanismIr model, MechanismIr written, SbmlOptions options, List<Diagnostic> found)
        {
            (_model, _written, _options, _found) = (model, written, options, found);
            _names = SbmlNames.For(model);
            _math = new(_names, _units) { CountsSteps = options.StepDays is not null };
            _substance = Substance(model);
            foreach (Symbol symbol in model.Symbols)
            {
                _math.UnitOf[symbol.Name] = symbol.Unit;
            }

            foreach (FlowEdge flow in model.Flows)
            {
                _math.UnitOf["flow " + flow.Name] = model.Find(flow.From ?? flow.To!)!.Unit;
            }
        }

        public XDocument Document()
        {
            // Terms ask for units and totals as they are written: the lists that depend on that come last.
            XElement[] lets = [.. _model.Lets.Select(Let)];
            XElement[] observations = [.. _model.Observations.Select(Observation)];
            XElement[] rates = [.. _model.Statements.SelectMany(RateRules)];
            XElement[] starts = [.. _model.Statements.Select(Start).OfType<XElement>()];
            XElement[] reactions = [.. _model.Flows.Where(f => IsReaction(f)).Select(Reaction)];
            XElement[] totals = [.. TotalRates()];
            XElement[] series = [.. _model.Symbols.SelectMany(SeriesRule)];
            XElement? events = Resets();
            string substance = _units.Of(_substance), day = _units.Of(_day);
            var species = _model.Compartments.Where(c => IsSpecies(c.Name)).Select(Species).Concat(Counted(true).Select(Total)).ToArray();
            var parameters = _model.Symbols.Where(s => s.Name != Expansion.TimeInput && !IsSpecies(s.Name)).SelectMany(Parameters)
                .Concat(_model.Lets.Select(l => Declared('s', l.Name, _math.UnitOf[l.Name], constant: false)))
                .Concat(_model.Observations.Select(o => Declared('o', o.Channel, o.Unit, constant: false)))
                .Concat(Counted(false).Select(f => Valued(_names.Of(f.Kind, f.Flow), _math.UnitOf["flow " + f.Flow], 0, constant: false)))
                .Concat(events is null ? [] : [Valued(NextStep, _day, _options.StepDays!.Value, constant: false)]).ToArray();
            // Whatever asks for a unit has been written by now.
            var root = new XElement(
                S + "model", new XAttribute("id", SbmlNames.Word(_model.Name)), new XAttribute("name", _model.Name),
                new XAttribute("substanceUnits", substance), new XAttribute("timeUnits", day), new XAttribute("extentUnits", substance),
                Notes(_model.Summary),
                Annotation(new XElement(SbmlNames.Own + "model", new XAttribute("scheme", _written.Scheme), _written.SubSteps is { } n ? new XAttribute("subSteps", n) : null, new XAttribute("hash", _written.Hash))),
                List("UnitDefinitions", [.. _units.Definitions]),
                List("Compartments", species.Length == 0 ? [] : [new(S + "compartment", new XAttribute("id", World), new XAttribute("spatialDimensions", 0), new XAttribute("units", "dimensionless"), new XAttribute("constant", "true"))]),
                List("Species", species),
                List("Parameters", parameters),
                List("InitialAssignments", starts),
                List("Rules", [.. lets, .. observations, .. series, .. rates, .. totals]),
                List("Reactions", reactions),
                events);
            return new(new XElement(S + "sbml", new XAttribute("level", 3), new XAttribute("version", 2), new XAttribute(XNamespace.Xmlns + "nimmgen", SbmlNames.Own), root));
        }

        private XElement Species(CompartmentSymbol c) => new(
            S + "species", new XAttribute("id", _names.Of('s', c.Name)), new XAttribute("name", c.Name), new XAttribute("compartment", World),
            new XAttribute("substanceUnits", _units.Of(c.Unit)), new XAttribute("hasOnlySubstanceUnits", "true"), new XAttribute("boundaryCondition", "false"), new XAttribute("constant", "false"),
            Notes(c.Meaning), Role(c.Role));

        // What a flow has moved: a species that it makes on the way.
        private XElement Total((char Kind, string Flow) f) => new(
            S + "species", new XAttribute("id", _names.Of(f.Kind, f.Flow)), new XAttribute("compartment", World), new XAttribute("initialAmount", 0), new XAttribute("substanceUnits", _units.Of(_math.UnitOf["flow " + f.Flow])),
            new XAttribute("hasOnlySubstanceUnits", "true"), new XAttribute("boundaryCondition", "false"), new XAttribute("constant", "false"),
            Annotation(new XElement(SbmlNames.Own + "total", new XAttribute("flow", f.Flow))));

        private IEnumerable<XElement> Parameters(Symbol symbol)
        {
            SbmlSeries? series = _options.Series.GetValueOrDefault(symbol.Name);
            XElement parameter = Declared('s', symbol.Name, symbol.Unit, series is null && (symbol is ConstantSymbol or LearnedSymbol or NeuralSymbol { Every.Days: double.PositiveInfinity } or InputSymbol));
            if (series is null && (_options.Values.TryGetValue(symbol.Name, out double given) ? given : SbmlValues.Of(symbol)) is { } value)
            {
                parameter.Add(new XAttribute("value", R(value)));
            }

            parameter.Add(Notes(symbol.Meaning), Annotation(SbmlValues.Annotation(symbol)));
            yield return parameter;
            for (int k = 0; k < series?.Values.Length; k++)
            {
                yield return Valued(Piece(symbol.Name, k), symbol.Unit, series.Values[k], constant: true);
            }
        }

        // Piece by piece: the first until its end, the last from then on.
        private IEnumerable<XElement> SeriesRule(Symbol symbol)
        {
            if (_options.Series.GetValueOrDefault(symbol.Name) is { } series)
            {
                yield return new(S + "assignmentRule", new XAttribute("variable", _names.Of('s', symbol.Name)),
                    MathMlWriter.Piecewise(series.Values.Length, k => Piece(symbol.Name, k), k => (k + 1) * series.Days, _units.Of(_day)));
            }
        }

        // After each data step what was counted in it begins anew.
        private XElement? Resets()
        {
            string[] counts = [.. Counted(true).Concat(Counted(false)).Where(c => c.Kind == 'n').Select(c => c.Flow)];
            if (counts.Length == 0)
            {
                return null;
            }

            return new(S + "listOfEvents", new XElement(S + "event", new XAttribute("id", "data_step"), new XAttribute("useValuesFromTriggerTime", "true"),
                new XElement(S + "trigger", new XAttribute("initialValue", "false"), new XAttribute("persistent", "true"), MathMlWriter.After(NextStep)),
                new XElement(S + "listOfEventAssignments",
                    counts.Select(f => new XElement(S + "eventAssignment", new XAttribute("variable", _names.Of('n', f)), _math.Math(new Number(0, _math.UnitOf["flow " + f]), _math.UnitOf["flow " + f])))
                        .Append(new(S + "eventAssignment", new XAttribute("variable", NextStep), MathMlWriter.Later(NextStep, _options.StepDays!.Value, _units.Of(_day)))))));
        }

        private string Piece(string symbol, int k) => _names.Of('p', string.Create(CultureInfo.InvariantCulture, $"{symbol}_{k + 1}"));

        private XElement Valued(string id, Unit unit, double value, bool constant) => new(
            S + "parameter", new XAttribute("id", id), new XAttribute("value", R(value)), new XAttribute("units", _units.Of(unit)), new XAttribute("constant", constant ? "true" : "false"));

        private XElement Declared(char kind, string name, Unit unit, bool constant) => new(
            S + "parameter", new XAttribute("id", _names.Of(kind, name)), new XAttribute("name", name), new XAttribute("units", _units.Of(unit)), new XAttribute("constant", constant ? "true" : "false"));

        private XElement Let(LetStatement let)
        {
            Unit unit = _math.Of(let.Value).Unit;
            _math.UnitOf[let.Name] = unit;
            return new(S + "assignmentRule", new XAttribute("variable", _names.Of('s', let.Name)),
                let.Role is null ? null : Annotation(new XElement(SbmlNames.Own + "let", new XAttribute("role", let.Role))), _math.Math(let.Value, unit));
        }

        private XElement Observation(ObserveStatement o)
        {
            XElement math = _math.Math(o.Value, o.Unit);
            string[] steps = [.. o.Value.Walk().OfType<Incidence>().Select(i => i.Flow).Distinct(StringComparer.Ordinal)];
            if (steps.Length > 0 && _options.StepDays is null)
            {
                _found.Add(new("NG9102", Severity.Warning, o.Place, $"{o.Channel} is a count over a step; SBML has no steps: its rule gives the total since the first row",
                    Why: $"counted: {string.Join(", ", steps)}", Fix: "take differences between the rows of the data"));
            }

            var annotation = new XElement(SbmlNames.Own + "observation", new XAttribute("channel", o.Channel), o.Weekday ? new XAttribute("weekday", "true") : null, steps.Select(f => new XElement(SbmlNames.Own + "step", new XAttribute("flow", f))));
            if (o.Noise is { } noise)
            {
                XElement element = new(SbmlNames.Own + "noise", new XAttribute("family", noise.Family));
                if (noise.Parameter is { } p)
                {
                    element.Add(_math.Math(p, _math.Of(p).Unit));
                }

                annotation.Add(element);
            }

            return new(S + "assignmentRule", new XAttribute("variable", _names.Of('o', o.Channel)), Annotation(annotation), math);
        }

        private IEnumerable<XElement> RateRules(Statement statement)
        {
            switch (statement)
            {
                case GrowthStatement g:
                    yield return Rate(g.Quantity, g.PerCapita * new Reference(g.Quantity), new XElement(SbmlNames.Own + "growth"));
                    break;
                case RateStatement r:
                    yield return Rate(r.Quantity, r.Rate, null);
                    break;
            }

            foreach (CompartmentSymbol c in statement == _model.Statements[0] ? _model.Compartments.Where(c => !IsSpecies(c.Name)) : [])
            {
                Expression[] terms = [.. _model.Flows.SelectMany(f => Changes(f, c.Name))];
                yield return Rate(c.Name, terms.Length == 0 ? new Number(0, c.Unit / _day) : terms.Aggregate((a, b) => a + b), new XElement(SbmlNames.Own + "stock"));
            }
        }

        private static IEnumerable<Expression> Changes(FlowEdge flow, string stock)
        {
            if (flow.From == stock)
            {
                yield return -Law(flow);
            }

            if (flow.To == stock)
            {
                yield return Law(flow);
            }
        }

        private XElement Rate(string state, Expression rate, XElement? annotation) => new(
            S + "rateRule", new XAttribute("variable", _names.Of('s', state)), annotation is null ? null : Annotation(annotation), _math.Math(rate, _math.UnitOf[state] / _day));

        private IEnumerable<XElement> TotalRates() => Counted(false).Select(f => new XElement(
            S + "rateRule", new XAttribute("variable", _names.Of(f.Kind, f.Flow)), Annotation(new XElement(SbmlNames.Own + "total", new XAttribute("flow", f.Flow))),
            _math.Math(Law(_model.Flows.First(e => e.Name == f.Flow)), _math.UnitOf["flow " + f.Flow] / _day)));

        private XElement? Start(Statement statement) => statement switch
        {
            StartStatement s => Assigned(s.State, s.Value, null),
            StartRestStatement r => Assigned(r.State, StartRests.Others(_model, r).Aggregate(r.Total, (total, other) => total - new Reference(other)), new XElement(SbmlNames.Own + "rest")),
            _ => null,
        };

        private XElement Assigned(string state, Expression value, XElement? annotation) => new(
            S + "initialAssignment", new XAttribute("symbol", _names.Of('s', state)), annotation is null ? null : Annotation(annotation),
            _math.Math(value is Number { Value: 0 } ? new Number(0, _math.UnitOf[state]) : value, _math.UnitOf[state]));

        private XElement Reaction(FlowEdge flow)
        {
            Expression law = Law(flow);
            XElement math = _math.Math(law, _substance / _day);
            string[] ends = [.. new[] { flow.From, flow.To }.OfType<string>()];
            string[] modifiers = [.. _model.Inline(law).References().Where(n => IsSpecies(n) && !ends.Contains(n)).Distinct(StringComparer.Ordinal)];
            // Names in the law as it is written: a let hides the species behind it.
            modifiers = [.. law.References().Where(n => modifiers.Contains(n))];
            List<XElement> products = [.. flow.To is null ? [] : (XElement[])[Reference(_names.Of('s', flow.To))], .. Counted(true).Where(c => c.Flow == flow.Name).Select(c => Reference(_names.Of(c.Kind, c.Flow)))];
            return new(
                S + "reaction", new XAttribute("id", _names.Of('f', flow.Name)), new XAttribute("name", flow.Name), new XAttribute("reversible", "false"),
                Annotation(SbmlValues.Annotation(flow)),
                List("Reactants", flow.From is null ? [] : [Reference(_names.Of('s', flow.From))]),
                List("Products", products),
                List("Modifiers", [.. modifiers.Select(m => new XElement(S + "modifierSpeciesReference", new XAttribute("species", _names.Of('s', m))))]),
                new XElement(S + "kineticLaw", math));
        }

        private static Expression Law(FlowEdge flow) => flow.PerCapita ? flow.EffectiveRate * new Reference(flow.From!) : flow.EffectiveRate;

        private static XElement Reference(string species) =>
            new(S + "speciesReference", new XAttribute("species", species), new XAttribute("stoichiometry", 1), new XAttribute("constant", "true"));

        private IEnumerable<(char Kind, string Flow)> Counted(bool species) => _math.Counted.Where(c => IsReaction(_model.Flows.First(e => e.Name == c.Flow)) == species).Order();

        private bool IsReaction(FlowEdge flow) => IsSpecies(flow.From ?? flow.To!) && (flow.To is null || IsSpecies(flow.To));

        private bool IsSpecies(string name) => _model.Find(name) is CompartmentSymbol c && c.Unit.Equals(_substance);

        // Species share one unit of substance; stocks in other units are parameters with rate rules.
        private static Unit Substance(MechanismIr model) => model.Compartments.Select(c => c.Unit)
            .Where(u => u.ToString() is "people" or "kg" or "g" or "mg").GroupBy(u => u).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(Unit.Of("people"));

        private static XElement? List(string name, IReadOnlyCollection<XElement> items) => items.Count == 0 ? null : new(S + ("listOf" + name), items);

        private static XElement? Notes(string? text) => string.IsNullOrWhiteSpace(text) ? null
            : new(S + "notes", new XElement(SbmlNames.Html + "p", new string([.. text.Where(c => XmlConvert.IsXmlChar(c))])));

        private static XElement? Role(string? role) => role is null ? null : Annotation(new XElement(SbmlNames.Own + "symbol", new XAttribute("role", role)));

        private static XElement? Annotation(XElement? content) => content is null ? null : new(S + "annotation", content);

        private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
