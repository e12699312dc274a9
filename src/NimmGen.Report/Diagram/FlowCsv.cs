using System.Globalization;
using System.Text;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>What the diagram shows, as a table: flow, from, to, rate a head, and the mean amount a day where it is known.</summary>
public static class FlowCsv
{
    public static string Of(MechanismIr model, IReadOnlyDictionary<string, double>? flowMeans)
    {
        ArgumentNullException.ThrowIfNull(model);
        var label = new RateLabel(model);
        var text = new StringBuilder("flow,from,to,rate,mean\n");
        foreach (FlowEdge flow in model.Flows)
        {
            string mean = flowMeans is not null && flowMeans.TryGetValue(flow.Name, out double m) && double.IsFinite(m) ? m.ToString("R", CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"{PlotCsv.Quoted(flow.Name)},{PlotCsv.Quoted(flow.From ?? "outside")},{PlotCsv.Quoted(flow.To ?? "outside")},{PlotCsv.Quoted(label.Short(flow.EffectiveRate, MostLetters))},{mean}\n");
        }

        return text.ToString();
    }

    private const int MostLetters = 1000;
}
