using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// y = x W + b for rows of x. Rows of y are <see cref="OutputRow"/> floats apart or more: an output width that is no multiple of
/// 16 is padded with zero weights, so that no kernel has a tail.
/// </summary>
internal sealed unsafe class Linear
{
    private readonly KernelSet _kernels;
    private readonly AlignedBuffer _transposed;
    private readonly AlignedBuffer? _paddedWeight;
    private readonly AlignedBuffer? _paddedBias;
    private readonly AlignedBuffer? _paddedGradient;

    public Linear(KernelSet kernels, ParameterLayout layout, string name, int inputs, int outputs, int? fanIn = null)
    {
        _kernels = kernels;
        Inputs = inputs;
        Outputs = outputs;
        OutputRow = Lanes.Pad(outputs);
        Weight = layout.AddXavier($"{name}.weight", inputs, outputs, fanIn);
        Bias = layout.AddConstant($"{name}.bias", outputs, 0.01f);
        _transposed = new AlignedBuffer((long)OutputRow * inputs);
        if (OutputRow != outputs)
        {
            _paddedWeight = new AlignedBuffer((long)inputs * OutputRow);
            _paddedBias = new AlignedBuffer(OutputRow);
            _paddedGradient = new AlignedBuffer((long)(inputs + 1) * OutputRow);
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int OutputRow { get; }

    public ParameterBlock Weight { get; }

    public ParameterBlock Bias { get; }

    /// <summary>Multiply-adds count two; forward and backward with the adjoint of the input.</summary>
    public long FlopsPerRow => 6L * Inputs * Outputs;

    /// <summary>To be called whenever the parameters have changed.</summary>
    public void Prepare(float* parameters)
    {
        KernelSet.Transpose(Inputs, Outputs, parameters + Weight.Offset, Outputs, _transposed.Pointer, Inputs);
        if (_paddedWeight is null)
        {
            return;
        }

        for (var i = 0; i < Inputs; i++)
        {
            new Span<float>(parameters + Weight.Offset + (i * Outputs), Outputs).CopyTo(_paddedWeight.Span[(i * OutputRow)..]);
        }

        new Span<float>(parameters + Bias.Offset, Outputs).CopyTo(_paddedBias!.Span);
    }

    public void Forward(int rows, float* parameters, float* x, nint xRow, float* y, nint yRow)
    {
        var weight = _paddedWeight is null ? parameters + Weight.Offset : _paddedWeight.Pointer;
        var bias = _paddedBias is null ? parameters + Bias.Offset : _paddedBias.Pointer;
        _kernels.Gemm(rows, OutputRow, Inputs, x, xRow, 1, weight, OutputRow, bias, 0, y, yRow);
    }

    /// <summary>Adds to the gradients; writes dx unless it is null. The padding of dy must be zero.</summary>
    public void Backward(int rows, float* gradients, float* x, nint xRow, float* dy, nint yRow, float* dx, nint dxRow)
    {
        if (_paddedGradient is null)
        {
            var weight = gradients + Weight.Offset;
            _kernels.Gemm(Inputs, Outputs, rows, x, 1, xRow, dy, yRow, weight, Outputs, weight, Outputs);
            _kernels.AddColumnSums(rows, Outputs, dy, yRow, gradients + Bias.Offset);
        }
        else
        {
            var padded = _paddedGradient.Pointer;
            var bias = padded + (Inputs * OutputRow);
            new Span<float>(bias, OutputRow).Clear();
            _kernels.Gemm(Inputs, OutputRow, rows, x, 1, xRow, dy, yRow, null, 0, padded, OutputRow);
            _kernels.AddColumnSums(rows, OutputRow, dy, yRow, bias);
            for (var j = 0; j < Outputs; j++)
            {
                for (var i = 0; i < Inputs; i++)
                {
                    gradients[Weight.Offset + (i * Outputs) + j] += padded[(i * OutputRow) + j];
                }

                gradients[Bias.Offset + j] += bias[j];
            }
        }

        if (dx != null)
        {
            _kernels.Gemm(rows, Inputs, Outputs, dy, yRow, 1, _transposed.Pointer, Inputs, null, 0, dx, dxRow);
        }
    }
}
