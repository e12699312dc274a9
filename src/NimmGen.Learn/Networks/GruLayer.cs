using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// One layer of gated recurrent units, forward or in both directions, gate order r, z, n and separate input and recurrent
/// biases as in PyTorch.
/// </summary>
internal sealed unsafe class GruLayer
{
    private readonly KernelSet _kernels;
    private readonly AlignedBuffer _inputTransposed;
    private readonly AlignedBuffer _recurrentTransposed;
    private readonly AlignedBuffer _bias;
    private readonly AlignedBuffer _biasGradient;

    public GruLayer(KernelSet kernels, ParameterLayout layout, string name, int inputs, int hidden, int directions)
    {
        if (hidden <= 0 || hidden % Lanes.Width != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(hidden), hidden, $"The hidden width of a recurrent layer must be a positive multiple of {Lanes.Width}, such as 32.");
        }

        _kernels = kernels;
        Inputs = inputs;
        Hidden = hidden;
        Directions = directions;
        var bound = 1 / Math.Sqrt(hidden);
        InputWeight = layout.AddUniform($"{name}.weight_ih", inputs, GateWidth, bound);
        InputBias = layout.AddUniform($"{name}.bias_ih", 1, GateWidth, bound);
        RecurrentWeight = layout.AddUniform($"{name}.weight_hh", directions * hidden, 3 * hidden, bound);
        RecurrentBias = layout.AddUniform($"{name}.bias_hh", 1, GateWidth, bound);
        _inputTransposed = new AlignedBuffer((long)GateWidth * inputs);
        _recurrentTransposed = new AlignedBuffer((long)GateWidth * hidden);
        _bias = new AlignedBuffer(GateWidth);
        _biasGradient = new AlignedBuffer(GateWidth + (directions * hidden));
    }

    public int Inputs { get; }

    public int Hidden { get; }

    public int Directions { get; }

    public int GateWidth => Directions * 3 * Hidden;

    public int OutputWidth => Directions * Hidden;

    /// <summary>[inputs, direction, 3 hidden].</summary>
    public ParameterBlock InputWeight { get; }

    /// <summary>[direction, 3 hidden].</summary>
    public ParameterBlock InputBias { get; }

    /// <summary>[direction, hidden, 3 hidden].</summary>
    public ParameterBlock RecurrentWeight { get; }

    /// <summary>[direction, 3 hidden].</summary>
    public ParameterBlock RecurrentBias { get; }

    /// <summary>[direction, 3 hidden]: what an input projection starts from, the input bias plus the recurrent bias of r and z.</summary>
    public float* ProjectionBias => _bias.Pointer;

    /// <summary>[direction, 3 hidden, inputs].</summary>
    public float* InputTransposed => _inputTransposed.Pointer;

    /// <summary>To be called whenever the parameters have changed.</summary>
    public void Prepare(float* parameters)
    {
        KernelSet.Transpose(Inputs, GateWidth, parameters + InputWeight.Offset, GateWidth, _inputTransposed.Pointer, Inputs);
        for (var d = 0; d < Directions; d++)
        {
            var offset = d * 3 * Hidden * Hidden;
            KernelSet.Transpose(
                Hidden, 3 * Hidden, parameters + RecurrentWeight.Offset + offset, 3 * Hidden, _recurrentTransposed.Pointer + offset, Hidden);
        }

        for (var j = 0; j < GateWidth; j++)
        {
            var isCandidate = j % (3 * Hidden) >= 2 * Hidden;
            _bias.Pointer[j] = parameters[InputBias.Offset + j] + (isCandidate ? 0 : parameters[RecurrentBias.Offset + j]);
        }
    }

    /// <summary>
    /// Input projections and the recurrence, block after block of steps: the gates are then still in the second-level cache when they are read.
    /// x has rows [step, lane].
    /// </summary>
    public void Forward(GruActivations state, float* parameters, float* x, nint xRow)
    {
        var shape = state.Shape;
        var gates = state.Gates.Pointer;
        var steps = BlockOf(shape);
        for (var from = 0; from < shape.Steps; from += steps)
        {
            var to = Math.Min(from + steps, shape.Steps);
            for (var d = 0; d < Directions; d++)
            {
                var first = FirstRow(shape, d, from, to);
                _kernels.Gemm(
                    (to - from) * shape.Lanes, 3 * Hidden, Inputs, x + (first * xRow), xRow, 1, parameters + InputWeight.Offset + (d * 3 * Hidden), GateWidth,
                    ProjectionBias + (d * 3 * Hidden), 0, gates + (first * GateWidth) + (d * 3 * Hidden), GateWidth);
            }

            Recur(state, from, to, parameters);
        }
    }

    /// <summary>The recurrence, from projections in the gates.</summary>
    public void Recur(GruActivations state, float* parameters) => Recur(state, 0, state.Shape.Steps, parameters);

    /// <summary>
    /// From the adjoint of the output to that of the projections (in the gates) and of the initial state; adds the gradients of
    /// the recurrent weights and of both biases, and of the input weights where x, the input, is not null.
    /// </summary>
    public void RecurBackward(GruActivations state, float* gradients, float* outputAdjoint, float* x, nint xRow)
    {
        var shape = state.Shape;
        float* gates = state.Gates.Pointer, memory = state.Memory.Pointer, output = state.Output.Pointer;
        var steps = BlockOf(shape);
        _biasGradient.Clear();
        for (var to = shape.Steps; to > 0; to -= steps)
        {
            var from = Math.Max(0, to - steps);
            _kernels.GruBackward(
                shape, from, to, gates, memory, output, outputAdjoint, _recurrentTransposed.Pointer, state.Initial.Pointer, state.InitialAdjoint.Pointer);
            for (var d = 0; d < Directions; d++)
            {
                AddRecurrentGradients(state, d, from, to, gradients);
                var first = FirstRow(shape, d, from, to);
                var rows = (to - from) * shape.Lanes;
                var own = gates + (first * GateWidth) + (d * 3 * Hidden);
                AddBiasSums(d, rows, own, memory + (first * OutputWidth) + (d * Hidden));
                if (x != null)
                {
                    var weight = gradients + InputWeight.Offset + (d * 3 * Hidden);
                    _kernels.Gemm(Inputs, 3 * Hidden, rows, x + (first * xRow), 1, xRow, own, GateWidth, weight, GateWidth, weight, GateWidth);
                }
            }
        }

        AddBiasGradients(gradients);
    }

    /// <summary>From the adjoint of the projections to that of the input, which is written.</summary>
    public void ProjectBackward(GruActivations state, float* dx, nint dxRow) => _kernels.Gemm(
        state.Shape.Rows, Inputs, GateWidth, state.Gates.Pointer, GateWidth, 1, _inputTransposed.Pointer, Inputs, null, 0, dx, dxRow);

    /// <summary>Multiply-adds count two; forward and backward, the recurrence alone.</summary>
    public long RecurrentFlopsPerRow => 6L * GateWidth * Hidden;

    // 128 rows: a product over them pays for its sums, and gates, states and inputs of two directions are some 200 kB.
    private static int BlockOf(GruShape shape) => Math.Max(1, 128 / shape.Lanes);

    /// <summary>The first row of steps from to to: the second direction goes from the last time to the first.</summary>
    private static nint FirstRow(GruShape shape, int direction, int from, int to) => (nint)(direction == 0 ? from : shape.Steps - to) * shape.Lanes;

    private void Recur(GruActivations state, int from, int to, float* parameters) => _kernels.GruForward(
        state.Shape, from, to, state.Gates.Pointer, state.Memory.Pointer, state.Output.Pointer,
        parameters + RecurrentWeight.Offset, parameters + RecurrentBias.Offset + (2 * Hidden), 3 * Hidden, state.Initial.Pointer);

    // Forward: step t saw the state of t - 1; backward: of t + 1. The first step of each saw the initial state.
    private void AddRecurrentGradients(GruActivations state, int direction, int from, int to, float* gradients)
    {
        var shape = state.Shape;
        float* gates = state.Gates.Pointer, memory = state.Memory.Pointer;
        if (from == 0)
        {
            var initial = FirstRow(shape, direction, 0, 1);
            AddRecurrentGradient(
                direction, shape.Lanes, state.Initial.Pointer, gates + (initial * GateWidth), memory + (initial * OutputWidth), gradients);
            from = 1;
        }

        if (from < to)
        {
            nint first = FirstRow(shape, direction, from, to), before = first + (direction == 0 ? -shape.Lanes : shape.Lanes);
            AddRecurrentGradient(
                direction, (to - from) * shape.Lanes, state.Output.Pointer + (before * OutputWidth), gates + (first * GateWidth), memory + (first * OutputWidth), gradients);
        }
    }

    private void AddRecurrentGradient(int direction, int count, float* before, float* gates, float* memory, float* gradients)
    {
        var weight = gradients + RecurrentWeight.Offset + (direction * 3 * Hidden * Hidden);
        var state = before + (direction * Hidden);
        _kernels.Gemm(
            Hidden, 2 * Hidden, count, state, 1, OutputWidth, gates + (direction * 3 * Hidden), GateWidth, weight, 3 * Hidden, weight, 3 * Hidden);
        weight += 2 * Hidden;
        _kernels.Gemm(
            Hidden, Hidden, count, state, 1, OutputWidth, memory + (direction * Hidden), OutputWidth, weight, 3 * Hidden, weight, 3 * Hidden);
    }

    private void AddBiasSums(int direction, int rows, float* gates, float* memory)
    {
        var sums = _biasGradient.Pointer;
        _kernels.AddColumnSums(rows, 3 * Hidden, gates, GateWidth, sums + (direction * 3 * Hidden));
        _kernels.AddColumnSums(rows, Hidden, memory, OutputWidth, sums + GateWidth + (direction * Hidden));
    }

    private void AddBiasGradients(float* gradients)
    {
        var sums = _biasGradient.Pointer;
        for (var d = 0; d < Directions; d++)
        {
            for (var j = 0; j < 3 * Hidden; j++)
            {
                var index = (d * 3 * Hidden) + j;
                gradients[InputBias.Offset + index] += sums[index];
                gradients[RecurrentBias.Offset + index] +=
                    j < 2 * Hidden ? sums[index] : sums[GateWidth + (d * Hidden) + j - (2 * Hidden)];
            }
        }
    }
}
