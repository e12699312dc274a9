using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// The negative log-likelihood of all observed series: each by the loss that the settings ask for, else by the noise that the model
/// gives its observation, else by squared residuals on the target's scale, but that few counts a cell are taken as Poisson.
/// </summary>
internal sealed class ObservationLoss
{
    /// <summary>Where the search for a minimum begins.</summary>
    public const double FirstFloor = 1e-3;

    /// <summary>Where it ends: noise-free data are fitted to about nine digits.</summary>
    public const double LastFloor = 1e-18;

    private readonly CalibrationData _data;
    private readonly LaneParts _parts;
    private readonly ImmutableArray<LossTerm> _terms;

    public ObservationLoss(MechanismIr model, KernelLayout layout, CalibrationData data, LossKind? kind, LaneParts parts)
    {
        (_data, _parts) = (data, parts);

        // A series that nobody observed has no likelihood; its logarithm would be 0 / 0.
        _terms = [.. data.Targets.Select(t => TermOf(t, model, layout, kind)).Where(t => t.Count > 0)];
        Count = _terms.Sum(t => t.Count);
        HasWeekdays = data.Targets.Any(t => t.Weekdays);
    }

    /// <summary>As the profiled terms have it: see <see cref="ProfiledLoss.Floor"/>.</summary>
    public double Floor
    {
        get => Profiled.Select(t => t.Floor).DefaultIfEmpty(LastFloor).First();
        set
        {
            foreach (ProfiledLoss term in Profiled)
            {
                term.Floor = value;
            }
        }
    }

    /// <summary>The smallest residual variance of a profiled target in the last evaluation, as a share of the target's variance.</summary>
    public double LeastShare => Profiled.Select(t => t.Share).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Observed cells over all targets.</summary>
    public int Count { get; }

    public bool HasWeekdays { get; }

    public ImmutableArray<LossTerm> Terms => _terms;

    /// <summary>
    /// The loss; writes its derivative by the modelled observations into the buffers' adjoint, and adds those by the logarithms of
    /// the weekday factors and by learned values in their units.
    /// </summary>
    /// <param name="buffers">Simulated over the training steps.</param>
    /// <param name="factors">Seven factors, by weekday; all one where none are learned.</param>
    /// <param name="factorGradient">Seven entries, added to.</param>
    /// <param name="learnedGradient">One entry a learned parameter, added to.</param>
    public double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient)
    {
        _parts.Run((from, to) =>
        {
            int first = _parts.FirstLane(from), count = _parts.FirstLane(to) - first;
            for (int step = 0; step < _data.TrainSteps; step++)
            {
                for (int o = 0; o < buffers.Layout.Observations.Length; o++)
                {
                    buffers.ObservationAdjointLanes(step, o).Slice(first, count).Clear();
                }
            }
        });
        double total = 0;
        foreach (LossTerm term in _terms)
        {
            total += term.Evaluate(buffers, factors, factorGradient, learnedGradient);
        }

        return total;
    }

    private IEnumerable<ProfiledLoss> Profiled => _terms.OfType<ProfiledLoss>();

    private LossTerm TermOf(TargetSeries target, MechanismIr model, KernelLayout layout, LossKind? kind)
    {
        ObserveStatement? observe = model.Observations.FirstOrDefault(o => o.Channel == layout.Observations[target.Observation]);
        switch (kind)
        {
            case LossKind.RootMeanSquare:
                return new ProfiledLoss(target, LossScale.Raw, _data, _parts);
            case LossKind.SquareRoot:
                return new ProfiledLoss(target, LossScale.SquareRoot, _data, _parts);
            case LossKind.Log:
                return new ProfiledLoss(target, LossScale.Log, _data, _parts);
            case LossKind.Poisson:
                return new PoissonLoss(target, _data, _parts);
            case LossKind.NegativeBinomial:
                return new NegativeBinomialLoss(target, null, _data, _parts);
        }

        if (observe?.Noise is not { } noise)
        {
            return target.HasFewCounts ? new PoissonLoss(target, _data, _parts) : new ProfiledLoss(target, target.Scale, _data, _parts);
        }

        // What is not one number, such as a spread that follows a state, is profiled: the spread that fits best.
        NoiseParameter? parameter = noise.Parameter is null
            ? null
            : NoiseParameter.Of(model, noise.Parameter, noise.Family == NoiseFamily.Gaussian ? observe.Unit : Unit.One, layout.Learneds);
        return (noise.Family, parameter) switch
        {
            (NoiseFamily.Poisson, _) => new PoissonLoss(target, _data, _parts),
            (NoiseFamily.NegativeBinomial, _) => new NegativeBinomialLoss(target, parameter, _data, _parts),
            (NoiseFamily.Gaussian, null) => new ProfiledLoss(target, LossScale.Raw, _data, _parts),
            (NoiseFamily.LogNormal, null) => new ProfiledLoss(target, LossScale.Log, _data, _parts),
            (NoiseFamily.Gaussian, { } s) => new ScatterLoss(target, log: false, s, _data, _parts),
            (NoiseFamily.LogNormal, { } s) => new ScatterLoss(target, log: true, s, _data, _parts),
            _ => throw new System.Diagnostics.UnreachableException(noise.Family.ToString()),
        };
    }
}
