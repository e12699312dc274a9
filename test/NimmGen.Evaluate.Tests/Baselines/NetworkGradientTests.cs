using NimmGen.Evaluate.Baselines;

namespace NimmGen.Evaluate.Tests;

/// <summary>Derivatives of the baselines' own networks beside central differences.</summary>
public sealed class NetworkGradientTests
{
    [Fact]
    public void Dense_network()
    {
        var random = new Random(5);
        var network = new DenseNetwork([3, 6, 5, 2], 4, random);
        double[] inputs = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() - 0.5)], along = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() - 0.5)];
        double Loss() => network.Forward(inputs, 4).ToArray().Zip(along, (y, a) => y * a).Sum();
        Loss();
        double[] adjoint = network.Backward(along).ToArray();

        // Double precision, step 1e-6: errors of differences are near 1e-9.
        for (int i = 0; i < network.Parameters.Length; i++)
        {
            Assert.Equal(Slope(Loss, network.Parameters, i, 1e-6), network.Gradients[i], 1e-7);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(Slope(Loss, inputs, i, 1e-6), adjoint[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sequence_networks(bool recurrent)
    {
        SequenceNetwork network = recurrent ? new LstmNetwork(3, 2) : new TransformerNetwork(3, 2);
        var random = new Random(7);
        float[] windows = [.. Enumerable.Range(0, 2 * 4 * 3).Select(_ => (float)random.NextDouble() - 0.5f)], along = [.. Enumerable.Range(0, 6).Select(_ => (float)random.NextDouble() - 0.5f)];
        (Tape Tape, Node Next) Forward()
        {
            var tape = new Tape();
            return (tape, network.Next(tape, new([.. windows], 8, 3), 4, null));
        }

        double Loss() => Forward().Next.Values.Zip(along, (y, a) => (double)y * a).Sum();
        (Tape recorded, Node next) = Forward();
        recorded.Backward(next, along);
        int compared = 0;
        foreach (Node parameter in network.Parameters)
        {
            // A few of each; single precision, step 1e-2: absolute errors near 1e-4.
            for (int i = 0; i < parameter.Values.Length; i += Math.Max(1, parameter.Values.Length / 5))
            {
                float saved = parameter.Values[i];
                parameter.Values[i] = saved + 1e-2f;
                double up = Loss();
                parameter.Values[i] = saved - 1e-2f;
                double slope = (up - Loss()) / 2e-2;
                parameter.Values[i] = saved;
                Assert.Equal(slope, parameter.Adjoint[i], 2e-3 + 0.02 * Math.Abs(slope));
                compared++;
            }
        }

        Assert.True(compared > 30);
    }

    private static double Slope(Func<double> loss, double[] at, int i, double step)
    {
        double saved = at[i];
        at[i] = saved + step;
        double up = loss();
        at[i] = saved - step;
        double slope = (up - loss()) / (2 * step);
        at[i] = saved;
        return slope;
    }
}
