using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Report.Exchange.Sbml;

namespace NimmGen.Report.Exchange.Petab;

/// <summary>
/// A model and a data set as a PEtab problem, version 1 (Schmiester et al. 2021, PLoS Comput. Biol. 17:e1008646,
/// doi:10.1371/journal.pcbi.1008646): the model as SBML, places as conditions, learned and neural parameters to be estimated, neural ones
/// piece by piece.
/// </summary>
public static class PetabWriter
{
    /// <summary>Values in tables and parameters beyond which nobody could solve the problem.</summary>
    private const int MostParameters = 20_000, MostCells = 2_000_000;

    /// <summary>The files problem.yaml, model.xml, conditions.tsv, observables.tsv, measurements.tsv and parameters.tsv.</summary>
    public static PetabProblem Write(MechanismIr model, Panel panel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(panel);
        var found = new List<Diagnostic>();
        try
        {
            return new Writing(model, panel, found).Problem();
        }
        catch (Exception e) when (e is NotInPetabException or ExpansionException or ArgumentException)
        {
            found.Add(new("NG9105", Severity.Error, new(model.Name, 0), e.Message, Fix: "choose a data set that has what the model reads and observes, or a smaller one"));
            return new(ImmutableSortedDictionary<string, string>.Empty, [.. found]);
        }
    }

    private sealed class Writing(MechanismIr written, Panel panel, List<Diagnostic> found)
    {
        private readonly PanelInputs _data = new(panel);
        private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SbmlSeries> _series = new(StringComparer.Ordinal);

        // What differs between places: an identifier of the model and its value or parameter at each.
        private readonly List<(string Id, object[] At)> _columns = [];
        private readonly Table _parameters = new("parameterId", "parameterName", "parameterScale", "lowerBound", "upperBound", "nominalValue", "estimate");
        private readonly HashSet<string> _estimated = new(StringComparer.Ordinal);

        private int Places => panel.LocationCount;

        public PetabProblem Problem()
        {
            if (panel.Step == TimeStep.Sample)
            {
                throw new NotInPetabException($"{panel.Name} has samples without time; PEtab describes time courses");
            }

            MechanismIr model = Expansion.Of(written).Model;
            SbmlNames names = SbmlNames.For(model);
            foreach (InputSymbol input in model.Inputs.Where(i => i.Name != Expansion.TimeInput))
            {
                Input(input, names);
            }

            foreach (Symbol symbol in model.Symbols)
            {
                Estimated(symbol, names);
            }

            string[] conditions = Conditions(out Table table);
            (Table observables, Table measurements) = Observed(model, names, conditions);
            Exported sbml = SbmlWriter.Write(written, new() { StepDays = _data.StepDays, Values = _values.ToImmutableDictionary(), Series = _series.ToImmutableDictionary() });
            found.AddRange(sbml.Diagnostics);
            return sbml.Text is null ? new(ImmutableSortedDictionary<string, string>.Empty, [.. found]) : new(
                new Dictionary<string, string>
                {
                    ["model.xml"] = sbml.Text,
                    ["conditions.tsv"] = table.ToString(),
                    ["observables.tsv"] = observables.ToString(),
                    ["measurements.tsv"] = measurements.ToString(),
                    ["parameters.tsv"] = _parameters.ToString(),
                    ["problem.yaml"] = "format_version: 1\nparameter_file: parameters.tsv\nproblems:\n  - sbml_files:\n      - model.xml\n    condition_files:\n      - conditions.tsv\n    observable_files:\n      - observables.tsv\n    measurement_files:\n      - measurements.tsv\n",
                }.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. found]);
        }

        private void Input(InputSymbol input, SbmlNames names)
        {
            double[][] at = [.. Enumerable.Range(0, Places).Select(l => _data.Of(input, l))];
            int length = at.Max(s => s.Length);
            if (length == 1)
            {
                _values[input.Name] = at[0][0];
                if (at.Any(s => s[0] != at[0][0]))
                {
                    _columns.Add((names.Of('s', input.Name), [.. at.Select(s => (object)s[0])]));
                }

                return;
            }

            _series[input.Name] = new([.. Enumerable.Range(0, length).Select(t => at[0][Math.Min(t, at[0].Length - 1)])], _data.StepDays);
            if (Places > 1)
            {
                Check((long)length * Places, MostCells);
                for (int t = 0; t < length; t++)
                {
                    _columns.Add((Piece(names, input.Name, t), [.. at.Select(s => (object)s[Math.Min(t, s.Length - 1)])]));
                }
            }
        }

        private void Estimated(Symbol symbol, SbmlNames names)
        {
            switch (symbol)
            {
                case LearnedSymbol l:
                    Estimate(names.Of('s', l.Name), l.Name, l.Min, l.Max);
                    break;
                case NeuralSymbol n:
                    double days = n.Every.Days == 0 ? _data.StepDays : Math.Max(1, Math.Round(n.Every.Days / _data.StepDays)) * _data.StepDays;
                    int pieces = n.Every == Cadence.Never ? 1 : (int)Math.Ceiling(panel.StepCount * _data.StepDays / days);
                    Check((long)pieces * Places, MostParameters);
                    if (n.Every != Cadence.Never)
                    {
                        _series[n.Name] = new([.. Enumerable.Repeat(SbmlValues.Middle(n.Min, n.Max), pieces)], days);
                    }

                    for (int k = 0; k < pieces; k++)
                    {
                        string id = n.Every == Cadence.Never ? names.Of('s', n.Name) : Piece(names, n.Name, k);
                        Pieces(id, n, k, pieces);
                    }

                    break;
            }
        }

        // One place, or one value for all: the parameter of the model itself; else each place has its own.
        private void Pieces(string id, NeuralSymbol n, int k, int pieces)
        {
            string name = pieces == 1 ? n.Name : $"{n.Name}, piece {k + 1}";
            if (Places == 1 || n.Per == Scope.Global)
            {
                Estimate(id, name, n.Min, n.Max);
                return;
            }

            string[] own = [.. panel.Locations.Select(l => $"{id}_{SbmlNames.Word(l)}")];
            for (int l = 0; l < Places; l++)
            {
                Estimate(own[l], $"{name}, {panel.Locations[l]}", n.Min, n.Max);
            }

            _columns.Add((id, [.. own]));
        }

        private void Estimate(string id, string name, double min, double max)
        {
            if (!_estimated.Add(id))
            {
                throw new NotInPetabException($"two parameters would be called {id}");
            }

            Check(_estimated.Count, MostParameters);
            bool log = min > 0 && max / min > 10;
            _parameters.Add(id, name, log ? "log10" : "lin", min, max, SbmlValues.Middle(min, max), 1);
        }

        private string[] Conditions(out Table table)
        {
            string[] ids = [.. panel.Locations.Select((l, i) => Places == 1 ? "data" : $"place_{i + 1}_{SbmlNames.Word(l)}")];
            Check((long)_columns.Count * Places, MostCells);
            table = new(["conditionId", "conditionName", .. _columns.Select(c => c.Id)]);
            for (int l = 0; l < Places; l++)
            {
                table.Add([ids[l], panel.Locations[l], .. _columns.Select(c => c.At[l])]);
            }

            return ids;
        }

        private (Table Observables, Table Measurements) Observed(MechanismIr model, SbmlNames names, string[] conditions)
        {
            var observables = new Table("observableId", "observableName", "observableFormula", "observableTransformation", "noiseFormula", "noiseDistribution");
            var measurements = new Table("observableId", "simulationConditionId", "measurement", "time");
            foreach (ObserveStatement o in model.Observations)
            {
                string shown = names.Of('o', o.Channel), id = "obs_" + SbmlNames.Word(o.Channel);
                double[][] at = [.. Enumerable.Range(0, Places).Select(l => _data.Of(o, l))];
                (string transformation, string noise) = Noise(o, shown, names, at);
                observables.Add(id, o.Channel, shown, transformation, noise, "normal");
                if (o.Weekday)
                {
                    found.Add(new("NG9102", Severity.Warning, o.Place, $"the weekday effects of {o.Channel} are left out", Fix: "smooth the data over seven days"));
                }

                for (int l = 0; l < Places; l++)
                {
                    for (int t = 0; t < at[l].Length; t++)
                    {
                        // A row stands at the end of its step; logarithms have no zero.
                        if (double.IsFinite(at[l][t]) && (transformation == "lin" || at[l][t] > 0))
                        {
                            measurements.Add(id, conditions[l], at[l][t], (t + 1) * _data.StepDays);
                        }
                    }
                }
            }

            return (observables, measurements);
        }

        private (string Transformation, string Noise) Noise(ObserveStatement o, string shown, SbmlNames names, double[][] at)
        {
            string? parameter = o.Noise?.Parameter switch
            {
                null => null,
                Number n => (n.Value * n.Unit.FactorTo(o.Noise.Family == NoiseFamily.Gaussian ? o.Unit : Unit.One)).ToString("R", CultureInfo.InvariantCulture),
                Reference r => names.Of('s', r.Name),
                _ => "",
            };
            if (parameter == "")
            {
                found.Add(new("NG9102", Severity.Warning, o.Place, $"the scatter of {o.Channel} is a term; a parameter stands for it", Fix: "give the noise a number or a parameter"));
            }

            switch (o.Noise?.Family)
            {
                case NoiseFamily.Gaussian when parameter is { Length: > 0 }:
                    return ("lin", parameter);
                case NoiseFamily.LogNormal when parameter is { Length: > 0 }:
                    return ("log", parameter);
                case NoiseFamily.Poisson or NoiseFamily.NegativeBinomial when parameter is not "":
                    found.Add(new("NG9102", Severity.Warning, o.Place, $"PEtab has no counts: {o.Channel} scatters as a normal of the same variance", Fix: "nothing, where the counts are not small"));
                    return ("lin", o.Noise.Family == NoiseFamily.Poisson ? $"sqrt({shown} + 1)" : $"sqrt({shown} + {shown}^2 / {parameter} + 1)");
            }

            double[] known = [.. at.SelectMany(v => v).Where(double.IsFinite)];
            double mean = known.DefaultIfEmpty(1).Average(), scale = Math.Sqrt(known.Select(v => (v - mean) * (v - mean)).DefaultIfEmpty(1).Average());
            scale = scale > 0 ? scale : 1;
            string sd = "sd_" + SbmlNames.Word(o.Channel);
            if (_estimated.Add(sd))
            {
                _parameters.Add(sd, $"standard deviation of {o.Channel}", "log10", scale * 1e-4, scale * 10, scale, 1);
            }

            return ("lin", sd);
        }

        private static string Piece(SbmlNames names, string symbol, int k) => names.Of('p', string.Create(CultureInfo.InvariantCulture, $"{symbol}_{k + 1}"));

        private static void Check(long count, int most)
        {
            if (count > most)
            {
                throw new NotInPetabException($"the problem would have more than {most} parameters or cells");
            }
        }
    }
}
