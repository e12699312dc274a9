using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests.Layers;

public sealed class NetworkProgramTests
{
    private static readonly Place None = Place.None;

    // Everything that keeps something of its forward pass, and a dropout.
    private static readonly NetworkIr Everything = new(
        "Everything", null,
        [
            new LinearDeclaration("map", 16, Initial.Default, None), new GruDeclaration("gru", 16, 2, true, Initial.Default, None),
            new LstmDeclaration("lstm", 8, 1, false, Initial.Default, None), new TransformerDeclaration("block", 2, 4, 2, 0.2, None),
            new DropoutDeclaration("drop", 0.5, None), new EmbeddingDeclaration("place", 8, None),
        ],
        [
            new HistoryNode(), new LayerNode("map", [0]), new LayerNode("block", [1]), new LayerNode("drop", [2]), new LayerNode("gru", [3]), new LayerNode("lstm", [4]),
            new FunctionNode(SignalFunction.Last, 5), new PlaceNode("place"), new SumNode(6, 7), new RepeatNode(8, TimeAxis.Steps),
        ],
        9);

    [Fact]
    public void Memory_is_what_was_predicted()
    {
        foreach ((NetworkSizes sizes, long limit) in ((NetworkSizes, long)[])[(new(3, 37, 60, 12, 3), NetworkMemory.DefaultLimit), (new(3, 37, 60, 12, 3), 3 << 20), (new(1, 2, 900, 130, 2, 1), NetworkMemory.DefaultLimit)])
        {
            NetworkMemory predicted = NetworkMemory.Predict(Everything, sizes, limit);
            var arithmetic = new FloatArithmetic(SimdWidth.Widest);
            _ = new NetworkProgram<float>(Everything, sizes, 1, arithmetic, limit);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var program = new NetworkProgram<float>(Everything, sizes, 1, arithmetic, limit);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(predicted, program.Memory);
            Assert.True(predicted.Bytes <= limit);

            // Beside the numbers: the plan's objects, start values and the shifts of aligned storage.
            Assert.InRange(allocated, predicted.Bytes, predicted.Bytes + 400_000 + 0.01 * predicted.Bytes);
            GC.KeepAlive(program);
        }
    }

    [Fact]
    public void Memory_grows_linearly_with_time_and_places()
    {
        long At(int steps, int places) => NetworkMemory.Predict(Everything, new(3, places, steps, steps, 3, 1)).Bytes;
        Assert.InRange((At(4000, 8) - At(2000, 8)) / (double)(At(2000, 8) - At(1000, 8)), 1.98, 2.02);
        Assert.InRange((At(100, 800) - At(100, 400)) / (double)(At(100, 400) - At(100, 200)), 1.98, 2.02);
    }

    // Operations are counted from the shapes of the products that are run.
    [Fact]
    public void Work_grows_linearly_with_time_except_for_attention_over_all_steps()
    {
        long At(int steps, LayerDeclaration layer, bool weekly = false)
        {
            SignalNode[] reduce = weekly ? [new FunctionNode(SignalFunction.WeeklyMeans, 1), new LayerNode(layer.Name, [2])] : [new LayerNode(layer.Name, [1])];
            int last = 1 + reduce.Length;
            var network = new NetworkIr(
                "Long", null, [new LinearDeclaration("map", 16, Initial.Default, None), layer],
                [new HistoryNode(), new LayerNode("map", [0]), .. reduce, new FunctionNode(SignalFunction.Tanh, last), new FunctionNode(SignalFunction.MeanOverTime, last + 1), new RepeatNode(last + 2, TimeAxis.Steps)],
                last + 3);
            return new NetworkPlan<float>(network, new(2, 4, steps, 4, 2, 1), 1).Flops;
        }

        double Exponent(LayerDeclaration layer, bool weekly = false) => Math.Log2(At(28_000, layer, weekly) / (double)At(14_000, layer, weekly));
        var full = new AttentionDeclaration("attention", 2, null, None);
        Assert.All(
            (LayerDeclaration[])[
                new GruDeclaration("gru", 16, 2, true, Initial.Default, None), new LstmDeclaration("lstm", 16, 1, true, Initial.Default, None),
                new Conv1dDeclaration("filter", 16, 5, true, 1, Initial.Default, None), new AttentionDeclaration("windowed", 2, 28, None), new TransformerDeclaration("block", 2, 28, 4, 0, None)],
            layer => Assert.InRange(Exponent(layer), 0.98, 1.02));
        Assert.InRange(Exponent(full), 1.9, 2.0);

        // Over weekly means the same attention takes a forty-ninth of its work over days.
        Assert.InRange(At(14_000, full) / (double)At(14_000, full, weekly: true), 20, 49);
    }

    [Fact]
    public void Where_memory_is_short_forwards_run_twice_and_give_the_same_bits()
    {
        var sizes = new NetworkSizes(3, 11, 30, 6, 2);
        long one = NetworkMemory.Predict(Everything, sizes).Bytes - 1;
        var random = new Random(2);
        float[] history = [.. Enumerable.Range(0, 3 * 11 * 30).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] adjoint = [.. Enumerable.Range(0, 6 * 2 * 11).Select(_ => (float)random.NextDouble())];
        float[][] gradients = [.. new[] { NetworkMemory.DefaultLimit, one }.Select(limit =>
        {
            var program = new NetworkProgram<float>(Everything, sizes, 7, new FloatArithmetic(SimdWidth.Widest), limit);
            program.Forward(history, new float[adjoint.Length], 9);
            program.Backward(adjoint);
            return program.Gradients.ToArray();
        })];
        Assert.False(NetworkMemory.Predict(Everything, sizes, one).KeepsAll);
        Assert.Equal(gradients[0], gradients[1]);
    }

    [Fact]
    public void A_network_over_its_memory_is_refused()
    {
        var wrong = Assert.Throws<ArgumentException>(() => new NetworkProgram<float>(Everything, new(3, 4, 100_000, 100, 2), 1, new FloatArithmetic(SimdWidth.Widest), 8 << 20));
        Assert.Contains("WeeklyMeans", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_depends_on_the_draw_and_not_on_who_is_computed_together()
    {
        var drop = new NetworkIr("Drop", null, [new DropoutDeclaration("drop", 0.3, None)],
            [new HistoryNode(), new LayerNode("drop", [0]), new FunctionNode(SignalFunction.SumOverTime, 1), new RepeatNode(2, TimeAxis.Steps)], 3);
        float[] Run(int places, ulong? draw)
        {
            var program = new NetworkProgram<float>(drop, new(2, places, 50, 1, 1), 3, new FloatArithmetic(SimdWidth.Widest));
            program.Parameters.Clear();
            program.Parameters[0] = 1;
            var raw = new float[places];
            program.Forward([.. Enumerable.Repeat(1f, 2 * places * 50)], raw, draw);
            return raw;
        }

        float[] few = Run(3, 1), many = Run(41, 1);
        Assert.Equal(few, many[..3]);
        Assert.Equal(many, Run(41, 1));
        Assert.NotEqual(many, Run(41, 2));
        Assert.All(Run(5, null), v => Assert.Equal(50, v));

        // 41 x 50 draws of 1/0.7 with chance 0.7: the mean is 50, its standard error 50 sqrt(0.3/0.7/2050) = 0.72.
        Assert.InRange(many.Average(), 50 - 3.0, 50 + 3.0);
    }

    [Theory]
    [InlineData(Initial.Xavier), InlineData(Initial.Kaiming), InlineData(Initial.Orthogonal), InlineData(Initial.Zero)]
    public void Weights_start_as_declared(Initial initial)
    {
        var network = new NetworkIr("Start", null, [new LinearDeclaration("map", 30, initial, None), new GruDeclaration("gru", 30, 1, true, initial, None)],
            [new StepsNode(), new SeasonNode(TimeAxis.Steps, 10), new LayerNode("map", [1]), new LayerNode("gru", [2])], 3);
        var program = new NetworkProgram<float>(network, new(1, 1, 1, 4, 1), 5, new FloatArithmetic(SimdWidth.Widest));
        ParameterBlock block = program.Blocks.Single(b => b.Name == "map.weight");
        double[] w = Array.ConvertAll(program.Parameters.Slice(block.Offset, block.Length).ToArray(), v => (double)v);
        double deviation = Math.Sqrt(w.Average(v => v * v));

        // A uniform start on +-b has deviation b / sqrt(3); of 600 draws it is known within 5 per cent.
        double expected = initial switch
        {
            Initial.Xavier => Math.Sqrt(6.0 / 50) / Math.Sqrt(3),
            Initial.Kaiming => Math.Sqrt(6.0 / 20) / Math.Sqrt(3),
            Initial.Orthogonal => Math.Sqrt(1.0 / 20),
            _ => 0,
        };
        Assert.InRange(deviation, 0.92 * expected, 1.08 * expected);
        if (initial == Initial.Orthogonal)
        {
            // Columns 0 and 1 of the first square, and the directions' own squares.
            Assert.Equal(0, Enumerable.Range(0, 20).Sum(i => w[i * 30] * w[i * 30 + 1]), 6);
            Assert.Equal(1, Enumerable.Range(0, 20).Sum(i => w[i * 30] * w[i * 30]), 6);
            Assert.Equal(30 * 90, program.Blocks.Single(b => b.Name == "gru.weight_hh_reverse").Length);
        }
    }

    [Fact]
    public void Wrong_lengths_and_a_second_backward_are_refused()
    {
        var program = new NetworkProgram<float>(Everything, new(1, 2, 3, 4, 5), 1, new FloatArithmetic(SimdWidth.Widest));
        Assert.Throws<ArgumentException>(() => program.Forward(new float[7], new float[40]));
        Assert.Throws<ArgumentException>(() => program.Forward(new float[6], new float[41]));
        Assert.Throws<InvalidOperationException>(() => program.Backward(new float[40]));
        program.Forward(new float[6], new float[40]);
        program.Backward(new float[40]);
        Assert.Throws<InvalidOperationException>(() => program.Backward(new float[40]));
    }
}
