using System.Collections.Immutable;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests;

/// <summary>CalibNN in double, one location after the other, concatenations and one-hot metadata spelled out.</summary>
internal sealed class ReferenceNetwork(CalibNNOptions options, ImmutableArray<ParameterBlock> blocks)
{
    /// <summary>history [step, location, feature] to raw [week, output, location].</summary>
    public double[] Forward(double[] parameters, double[] history)
    {
        int steps = options.Steps, features = options.Features, hidden = options.Hidden, width = 2 * hidden, weeks = options.Weeks;
        var raw = new double[weeks * options.Outputs * options.Locations];
        double[] P(string name)
        {
            var block = blocks.Single(candidate => candidate.Name == name);
            return parameters.AsSpan(block.Offset, block.Length).ToArray();
        }

        Reference.Layer Gru(string name) => new(P($"{name}.weight_ih"), P($"{name}.bias_ih"), P($"{name}.weight_hh"), P($"{name}.bias_hh"));
        Reference.Layer encoder0 = Gru("encoder.0"), encoder1 = Gru("encoder.1"), decoder = Gru("decoder.0");
        var attention = new Reference.AttentionWeights(
            P("attention.query.weight"), P("attention.query.bias"), P("attention.key.weight"), P("attention.key.bias"),
            P("attention.value.weight"), P("attention.value.bias"));
        for (var location = 0; location < options.Locations; location++)
        {
            var x = new double[steps * features];
            for (var t = 0; t < steps; t++)
            {
                Array.Copy(history, ((t * options.Locations) + location) * features, x, t * features, features);
            }

            var one = Reference.GruLayer(x, steps, features, hidden, 2, encoder0);
            var two = Reference.GruLayer(one, steps, width, hidden, 2, encoder1);
            var pooled = Reference.Attention(two, steps, width, attention, options.Reduction);

            var oneHot = new double[options.Locations];
            oneHot[location] = 1;
            var joined = Reference.Linear(
                [.. pooled, .. oneHot], 1, width + options.Locations, width, (double[])[.. P("context.weight"), .. P("context.metadata")], P("context.bias"));
            var context = joined.Select(Math.Tanh).ToArray();

            var inputs = new double[weeks * width];
            for (var w = 0; w < weeks; w++)
            {
                double[] index = [weeks == 1 ? 0 : (double)w / (weeks - 1)];
                var embedded = Reference.Linear(index, 1, 1, width, P("decoder.step.weight"), P("decoder.step.bias"));
                Reference.Linear([.. embedded, .. context], 1, 2 * width, width, P("decoder.merge.weight"), P("decoder.merge.bias"))
                    .CopyTo(inputs, w * width);
            }

            double[] initial = [.. two.AsSpan((steps - 1) * width, hidden), .. two.AsSpan(hidden, hidden)];
            var states = Reference.GruLayer(inputs, weeks, width, hidden, 2, decoder, initial);
            var decoded = Reference.Linear(states, weeks, width, hidden, P("decoder.output.weight"), P("decoder.output.bias"))
                .Select(Math.Tanh).ToArray();
            var head = Reference.Linear(decoded, weeks, hidden, hidden / 2, P("head.hidden.weight"), P("head.hidden.bias"))
                .Select(value => Math.Max(0, value)).ToArray();
            var output = Reference.Linear(head, weeks, hidden / 2, options.Outputs, P("head.output.weight"), P("head.output.bias"));
            for (var w = 0; w < weeks; w++)
            {
                for (var p = 0; p < options.Outputs; p++)
                {
                    raw[(((w * options.Outputs) + p) * options.Locations) + location] = output[(w * options.Outputs) + p];
                }
            }
        }

        return raw;
    }
}
