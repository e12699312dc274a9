using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// One layer of gated recurrent units, forward or in both directions, gate order r, z, n and separate input and recurrent
/// biases as in PyTorch. The input projections of all steps and both directions are one product.
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

    /// <summary>Input projections into the gates. x has rows [step, lane].</summary>
    public void Project(GruActivations state, float* parameters, float* x, nint xRow) =>
        _kernels.Gemm(
            state.Shape.Rows, GateWidth, Inputs, x, xRow, 1, parameters + InputWeight.Offset, GateWidth, ProjectionBias, 0, state.Gates.Pointer, GateWidth);

    /// <summary>The recurrence, from projections in the gates.</summary>
    public void Recur(GruActivations state, float* parameters) =>
        _kernels.GruForward(
            state.Shape,
            state.Gates.Pointer,
            state.Memory.Pointer,
            state.Output.Pointer,
            parameters + RecurrentWeight.Offset,
            parameters + RecurrentBias.Offset + (2 * Hidden),
            3 * Hidden,
            state.Initial.Pointer);

    /// <summary>
    /// From the adjoint of the output to that of the projections (in the gates) and of the initial state; adds the gradients of
    /// the recurrent weights and of both biases.
    /// </summary>
    public void RecurBackward(GruActivations state, float* gradients, float* outputAdjoint)
    {
        var shape = state.Shape;
        float* gates = state.Gates.Pointer, memory = state.Memory.Pointer, output = state.Output.Pointer;
        _kernels.GruBackward(
            shape, gates, memory, output, outputAdjoint, _recurrentTransposed.Pointer, state.Initial.Pointer, state.InitialAdjoint.Pointer);
        for (var d = 0; d < Directions; d++)
        {
            // Forward: step t saw the state of t - 1; backward: of t + 1. The first step of each saw the initial state.
            nint lanes = shape.Lanes;
            var count = shape.Rows - shape.Lanes;
            var row = d == 0 ? lanes : 0;
            var before = d == 0 ? 0 : lanes;
            AddRecurrentGradient(d, count, output + (before * OutputWidth), gates + (row * GateWidth), memory + (row * OutputWidth), gradients);
            nint first = d == 0 ? 0 : count;
            AddRecurrentGradient(
                d, shape.Lanes, state.Initial.Pointer, gates + (first * GateWidth), memory + (first * OutputWidth), gradients);
        }

        AddBiasGradients(shape, gradients, gates, memory);
    }

    /// <summary>From the adjoint of the projections to the input weights' gradient (added) and dx (written, unless it is null).</summary>
    public void ProjectBackward(GruActivations state, float* gradients, float* x, nint xRow, float* dx, nint dxRow)
    {
        var rows = state.Shape.Rows;
        var weight = gradients + InputWeight.Offset;
        _kernels.Gemm(Inputs, GateWidth, rows, x, 1, xRow, state.Gates.Pointer, GateWidth, weight, GateWidth, weight, GateWidth);
        if (dx != null)
        {
            _kernels.Gemm(rows, Inputs, GateWidth, state.Gates.Pointer, GateWidth, 1, _inputTransposed.Pointer, Inputs, null, 0, dx, dxRow);
        }
    }

    /// <summary>Multiply-adds count two; forward and backward, the recurrence alone.</summary>
    public long RecurrentFlopsPerRow => 6L * GateWidth * Hidden;

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

    private void AddBiasGradients(GruShape shape, float* gradients, float* gates, float* memory)
    {
        var sums = _biasGradient.Pointer;
        _biasGradient.Clear();
        _kernels.AddColumnSums(shape.Rows, GateWidth, gates, GateWidth, sums);
        _kernels.AddColumnSums(shape.Rows, OutputWidth, memory, OutputWidth, sums + GateWidth);
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
