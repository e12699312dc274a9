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
