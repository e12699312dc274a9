using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Learn;

/// <summary>
/// CalibNN, what is trained beside it, and their optimisers; an iteration is <see cref="Evaluate"/>, then
/// <see cref="Step"/>. Not thread-safe.
/// </summary>
internal sealed class NetworkTraining
{
    private readonly CalibrationData _data;
    private readonly ICalibrationNetwork _network;
    private readonly NetworkOutput _output;
    private readonly AdamW<float> _weights;
    private readonly AdamW<double> _globalOptimiser;
    private readonly double[] _globals;
    private readonly double[] _globalGradient;
    private readonly double[] _rawGradient;

    /// <inheritdoc cref="NetworkCalibrator.Calibrate"/>
    public NetworkTraining(
        MechanismIr model,
        MechanismKernel kernel,
        CalibrationData data,
        CalibrationSettings settings,
        int iterations,
        CalibratedTwin? warm = null,
        CalibratedTwin? learned = null)
    {
        _data = data;
        Objective = new TwinObjective(model, kernel, data, settings, sharedPaths: false);
        ParameterGrid grid = Objective.Grid;
        _network = CalibrationNetworks.Of(model, data, grid, settings);
        _output = new NetworkOutput(grid);
        _globals = new double[Objective.LearnedCount + Objective.WeekdayCount];
        _globalGradient = new double[_globals.Length];
        Raw = new double[grid.Size];
        _rawGradient = new double[grid.Size];
        Start(warm, learned);
        LearningRateSchedule schedule = settings.Schedule == RateSchedule.Constant ? LearningRateSchedule.Constant : LearningRateSchedule.Cosine(Math.Max(iterations, 1), 0.05);
        _weights = new AdamW<float>(_network.Parameters.Length, new(settings.LearningRate, WeightDecay: 1e-3, ClipNorm: settings.ClipNorm) { Schedule = schedule });
        _globalOptimiser = new AdamW<double>(_globals.Length, new(settings.LearnedRate, WeightDecay: 0) { Schedule = schedule });
    }

    public TwinObjective Objective { get; }

    /// <summary>The grid's raw values of the last evaluation.</summary>
    public double[] Raw { get; }

    public ReadOnlySpan<double> Learned => _globals.AsSpan(0, Objective.LearnedCount);

    public ReadOnlySpan<double> Weekday => _globals.AsSpan(Objective.LearnedCount);

    /// <summary>Decoder steps of the network.</summary>
    public int Weeks => Objective.Grid.Weeks;

    /// <summary>False while it is measured: then nothing is dropped at random.</summary>
    public bool IsTraining
    {
        set
        {
            if (_network is WrittenNetwork written)
            {
                written.IsTraining = value;
            }
        }
    }

    /// <summary>Of the network's products, one iteration.</summary>
    public long FlopsPerIteration => _network.FlopsPerIteration;

    /// <summary>Network forward, bounded transforms, simulation, loss, and back to the network's outputs; the objective, NaN or infinity where it overflows.</summary>
    public double Evaluate()
    {
        _network.Forward(_data.History, _output.Raw);
        _output.Read(Raw);
        return Objective.Evaluate(
            Raw, Learned, Weekday, _rawGradient,
            _globalGradient.AsSpan(0, Objective.LearnedCount), _globalGradient.AsSpan(Objective.LearnedCount));
    }

    public ICalibrationNetwork Network => _network;

    /// <summary>The gradient by learned values, then weekday factors, of the last evaluation.</summary>
    public ReadOnlySpan<double> GlobalGradient => _globalGradient;

    /// <summary>
    /// Network backward and AdamW, for the last evaluation, which was finite; false, and nothing moved, where a gradient is not finite.
    /// </summary>
    public bool Step()
    {
        Backward();
        return double.IsFinite(_weights.Step(_network.Parameters, _network.Gradients)) & double.IsFinite(_globalOptimiser.Step(_globals, _globalGradient));
    }

    /// <summary>Back to a checkpoint, with learning rates halved and averages forgotten.</summary>
    public void BackOff(double[] checkpoint)
    {
        Load(checkpoint);
        _weights.Restart(_weights.RateFactor / 2);
        _globalOptimiser.Restart(_globalOptimiser.RateFactor / 2);
    }

    /// <summary>Network backward alone: <see cref="ICalibrationNetwork.Gradients"/> of the last evaluation.</summary>
    public void Backward()
    {
        _output.Write(_rawGradient);
        _network.Backward(_output.Adjoint);
    }

    /// <summary>All that is trained, to go on from.</summary>
    public double[] Save()
    {
        int weights = _network.Parameters.Length;
        var state = new double[weights + _globals.Length];
        for (int i = 0; i < weights; i++)
        {
            state[i] = _network.Parameters[i];
        }

        _globals.CopyTo(state, weights);
        return state;
    }

    /// <summary>What <see cref="Save"/> gave, here or in a training on fewer steps.</summary>
    public void Load(double[] state)
    {
        int weights = _network.Parameters.Length;
        for (int i = 0; i < weights; i++)
        {
            _network.Parameters[i] = (float)state[i];
        }

        ReadOnlySpan<double> globals = state.AsSpan(weights);
        globals[..Math.Min(globals.Length, _globals.Length)].CopyTo(_globals);
    }

    private void Start(CalibratedTwin? warm, CalibratedTwin? learned)
    {
        int weights = _network.Parameters.Length;
        if (warm is not null && warm.State.Length >= weights)
        {
            Load(warm.State);
        }
        else if (learned is not null)
        {
            learned.Learned.CopyTo(_globals.AsSpan(0, Objective.LearnedCount));
            for (int d = 0; d < Objective.WeekdayCount; d++)
            {
                _globals[Objective.LearnedCount + d] = Math.Log(learned.WeekdayFactors[d]);
            }
        }
    }
}
