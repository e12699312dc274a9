using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG5001: the model meets the data set. NG4002: more time-varying parameters than series.</summary>
internal static class DataCheck
{
    public static void Run(Subject subject)
    {
        MechanismIr model = subject.Model;
        if (!model.Observations.Any())
        {
            subject.Error(
                "NG5001", model.Symbols.Select(s => s.Place).FirstOrDefault(Place.None), "the model observes nothing",
                why: "without an Observe no data can tell its parameters", fix: "Observe(\"cases\", People, reported * Incidence(infection));");
        }

        if (subject.Data is { } data)
        {
            string offered = string.Join(", ", data.Channels.Concat(data.Constants).Select(c => c.Name));
            foreach (ObserveStatement o in model.Observations.Where(o => data.Channels.All(c => c.Name != o.Channel)))
            {
                subject.Error("NG5001", o.Place, $"channel '{o.Channel}' is not in the data set", why: $"it has {offered}", fix: "observe one of its channels");
            }

            foreach (MatrixSymbol m in model.Matrices)
            {
                Matrix(subject, data, m);
            }

            foreach (InputSymbol i in model.Inputs.Where(i => data.Find(i.Channel) is null))
            {
                subject.Error("NG5001", i.Place, $"input {i.Name} is channel '{i.Channel}', which is not in the data set", why: $"it has {offered}", fix: "name the input like its channel (mobilityTransit for mobility_transit)");
            }

            foreach (InputSymbol i in model.Inputs)
            {
                Input(subject, data, i);
            }

            foreach (Axis axis in model.Axes)
            {
                Groups(subject, data, axis);
            }
        }

        NeuralSymbol[] varying = [.. model.Neurals.Where(n => n.Every != Cadence.Never)];
        int series = model.Observations.Count();
        if (series > 0 && varying.Length > series)
        {
            subject.Warn(
                "NG4002", varying[series].Place, $"{varying.Length} time-varying Neural parameters ({string.Join(", ", varying.Select(n => n.Name))}) for {series} observed series",
                why: "between them they explain any curve, so their single values mean nothing",
                fix: $"make {varying[^1].Name} Learned, or give it every: Every.Never, or observe another channel");
        }
    }

    private static void Input(Subject subject, DataContext data, InputSymbol input)
    {
        if (data.Find(input.Channel) is not { } given)
        {
            return;
        }

        if (!given.Unit.IsCompatibleWith(input.Unit))
        {
            subject.Error("NG5001", input.Place, $"input {input.Name} is declared in {input.Unit}, the data set has it in {given.Unit}", fix: $"declare it in {given.Unit}, and multiply by what converts it");
        }
        else if (!input.Axes.IsEmpty && given.Axis is null)
        {
            subject.Error(
                "NG5001", input.Place, $"input {input.Name} is declared by {string.Join(" and ", input.Axes)}, the data set has one value for all groups",
                fix: $"declare it without the axis; a Constant with one value a group says how it is divided");
        }
    }

    // Labels bind by name and order: an axis of the data set's name has to be that axis.
    private static void Groups(Subject subject, DataContext data, Axis axis)
    {
        DataAxis? given = data.Axes.FirstOrDefault(a => a.Name.Replace("_", "", StringComparison.Ordinal).Equals(axis.Name, StringComparison.OrdinalIgnoreCase));
        if (given is not null && !given.Labels.AsSpan().SequenceEqual(axis.Labels.AsSpan()))
        {
            Place place = subject.Model.Symbols.Where(s => s.Axes.Contains(axis.Name)).Select(s => s.Place).FirstOrDefault(Place.None);
            subject.Error(
                "NG5001", place, $"axis {axis.Name} has the groups {List(axis.Labels)}, the data set has {List(given.Labels)}",
                fix: $"static readonly Axis {axis.Name} = new({string.Join(", ", given.Labels.Select(l => $"\"{l}\""))});");
        }
    }

    private static string List(IEnumerable<string> labels) => string.Join(", ", labels.Take(20)) + (labels.Count() > 20 ? ", ..." : "");

    private static void Matrix(Subject subject, DataContext data, MatrixSymbol matrix)
    {
        if (data.Matrices.FirstOrDefault(d => d.Name == matrix.Channel) is not { } given)
        {
            subject.Error(
                "NG5001", matrix.Place, $"matrix {matrix.Name} is '{matrix.Channel}', which is not in the data set",
                why: data.Matrices.IsEmpty ? "it has no matrices" : $"it has {string.Join(", ", data.Matrices.Select(d => $"{d.Name} ({d.From} x {d.To}, {d.Unit})"))}",
                fix: "name the matrix like one of the data set");
        }
        else if (!given.Unit.IsCompatibleWith(matrix.Unit))
        {
            subject.Error("NG5001", matrix.Place, $"matrix {matrix.Name} is declared in {matrix.Unit}, the data set has it in {given.Unit}", fix: $"declare it in {given.Unit}, and multiply by what turns it into a rate");
        }
        else if (!matrix.CouplesLocations)
        {
            foreach ((string axis, string own) in ((string, string)[])[(given.From, matrix.Rows), (given.To, matrix.Columns)])
            {
                Labels(subject, data, matrix, axis, own);
            }
        }
    }

    private static void Labels(Subject subject, DataContext data, MatrixSymbol matrix, string axis, string own)
    {
        string[] labels = [.. data.Axes.FirstOrDefault(a => a.Name == axis)?.Labels ?? []];
        if (subject.Model.FindAxis(own) is { } declared && !labels.AsSpan().SequenceEqual(declared.Labels.AsSpan()))
        {
            subject.Error(
                "NG5001", matrix.Place, $"matrix {matrix.Name} has the groups {string.Join(", ", labels)}, axis {own} has {string.Join(", ", declared.Labels)}",
                fix: $"static readonly Axis {own} = new({string.Join(", ", labels.Select(l => $"\"{l}\""))});");
        }
    }
}
