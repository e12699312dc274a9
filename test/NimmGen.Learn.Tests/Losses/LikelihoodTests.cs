using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Tests.Calibration;

namespace NimmGen.Learn.Tests.Losses;

/// <summary>Losses against the densities that they are named after, for a model's observations written by hand.</summary>
public sealed class LikelihoodTests
{
    private const int Steps = 12;
    private const int Lanes = 2;

    // Whole numbers, zero among them, so that densities can be written with factorials.
    private readonly double[] _observed = [.. Enumerable.Range(0, Steps * Lanes).Select(i => i % 7 == 3 ? double.NaN : (double)(i * 5 % 11))];
    private readonly double[] _modelled = [.. Enumerable.Range(0, Steps * Lanes).Select(i => 1.5 + (i * 7 % 9))];

    [Fact]
    public void Poisson_is_its_density()
    {
        double expected = -Cells().Sum(c => c.Observed * Math.Log(c.Modelled) - c.Modelled - LogFactorial(c.Observed));
        // The floor adds a millionth of the mean to what the model expects.
        Assert.Equal(expected, Evaluate(new Noise(NoiseFamily.Poisson)).Total, 1e-4);
    }

    [Fact]
    public void Negative_binomial_is_its_density()
    {
        const int k = 4;
        // C(y + k - 1, y) p^k (1 - p)^y with p = k / (k + m).
        double expected = -Cells().Sum(c => LogFactorial(c.Observed + k - 1) - LogFactorial(c.Observed) - LogFactorial(k - 1)
            + k * Math.Log(k / (k + c.Modelled)) + c.Observed * Math.Log(c.Modelled / (k + c.Modelled)));
        Assert.Equal(expected, Evaluate(new Noise(NoiseFamily.NegativeBinomial, new Number(k, Unit.One))).Total, 1e-4);
    }

    [Fact]
    public void A_dispersion_that_is_not_given_is_the_one_that_fits_best()
    {
        (double best, LossTerm term) = Evaluate(null, LossKind.NegativeBinomial);
        double k = ((NegativeBinomialLoss)term).Dispersion;
        Assert.InRange(k, 0.01, 1e5);
        foreach (double other in (double[])[0.9 * k, 1.1 * k])
        {
            Assert.True(Evaluate(new Noise(NoiseFamily.NegativeBinomial, new Number(other, Unit.One))).Total > best);
        }
    }

    [Fact]
    public void Gaussian_scatter_is_its_density()
    {
        const double sd = 2.5;
        double expected = Cells().Sum(c => 0.5 * Math.Pow((c.Observed - c.Modelled) / sd, 2) + Math.Log(sd * Math.Sqrt(2 * Math.PI)));
        Assert.Equal(expected, Evaluate(new Noise(NoiseFamily.Gaussian, new Number(sd, Unit.Of("people")))).Total, 1e-10);
    }

    [Fact]
    public void Root_mean_square_error_decides_on_the_raw_scale()
    {
        double square = Cells().Average(c => Math.Pow(c.Observed - c.Modelled, 2)), mean = Cells().Average(c => c.Observed);
        double variance = Cells().Average(c => Math.Pow(c.Observed - mean, 2));
        double expected = 0.5 * Cells().Count() * Math.Log(square / variance + ObservationLoss.FirstFloor);
        Assert.Equal(expected, Evaluate(null, LossKind.RootMeanSquare).Total, 1e-10);
    }

    [Fact]
    public void A_weight_of_two_is_two_observations_and_of_zero_none()
    {
        double[] weights = [.. _observed.Select((_, i) => (double)(i % 3))];
        double expected = -Enumerable.Range(0, _observed.Length).Where(i => !double.IsNaN(_observed[i])).Sum(
            i => weights[i] * (_observed[i] * Math.Log(_modelled[i]) - _modelled[i] - LogFactorial(_observed[i])));
        Assert.Equal(expected, Evaluate(new Noise(NoiseFamily.Poisson), weights: weights).Total, 1e-4);
    }

    [Fact]
    public void Counts_below_zero_are_refused()
    {
        _observed[0] = -1;
        Assert.Contains("mask", Assert.Throws<ArgumentException>(() => Evaluate(new Noise(NoiseFamily.Poisson))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.7, true)]
    [InlineData(40, true)]
    [InlineData(0.7, false)]
    public void Few_counts_are_Poisson_where_no_noise_is_written(double mean, bool counts)
    {
        MechanismIr model = Noisy(null);
        MechanismKernel kernel = Epidemics.Compile(model);
        var random = new Random(5);
        CalibrationData data = Epidemics.Empty(kernel, Steps, Lanes);
        data = data with { Targets = [data.Targets[0] with { Values = [.. Enumerable.Range(0, Steps * Lanes).Select(_ => Math.Floor(2 * mean * random.NextDouble()))], Counts = counts }] };
        LossTerm term = new ObservationLoss(model, kernel.Layout, data, null, new LaneParts(Lanes, 1, together: false)).Terms[0];
        Assert.IsType(mean < TargetSeries.FewCounts && counts ? typeof(PoissonLoss) : typeof(ProfiledLoss), term);
    }

    public static TheoryData<string> Noises => ["poisson", "negative binomial", "negative binomial, learned", "gaussian", "gaussian, learned", "lognormal", "profiled negative binomial", "weights"];

    [Theory]
    [MemberData(nameof(Noises))]
    public void Gradient_is_that_of_central_differences(string name)
    {
        NimmGen.Ir.Reference spread = new("spread");
        Noise? noise = name switch
        {
            "poisson" => new(NoiseFamily.Poisson),
            "negative binomial" => new(NoiseFamily.NegativeBinomial, new Number(7, Unit.One)),
            "negative binomial, learned" => new(NoiseFamily.NegativeBinomial, new Number(2, Unit.One) * spread),
            "gaussian" => new(NoiseFamily.Gaussian, new Number(30, Unit.Of("people"))),
            "gaussian, learned" => new(NoiseFamily.Gaussian, new Call(Function.Sqrt, [spread]) * new Number(10, Unit.Of("people"))),
            "lognormal" => new(NoiseFamily.LogNormal, new Number(1, Unit.One) / spread),
            _ => null,
        };
        MechanismIr model = Noisy(noise);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, 30, Lanes);
        var random = new Random(3);
        data = data with
        {
            Targets =
            [
                .. data.Targets.Select(t => t with
                {
                    Values = [.. t.Values.Select(_ => random.Next(5) == 0 ? double.NaN : random.Next(0, 90))],
                    Weights = name == "weights" ? [.. t.Values.Select(_ => (double)random.Next(3))] : null,
                }),
            ],
        };
        var settings = new CalibrationSettings { Loss = name == "profiled negative binomial" ? LossKind.NegativeBinomial : null };
        TwinObjectiveTests.GradientAgrees(new TwinObjective(model, kernel, data, settings, sharedPaths: false));
    }

    private static MechanismIr Noisy(Noise? noise)
    {
        MechanismIr model = Epidemics.Seirm();
        return new(
            model.Name, null, model.Symbols.Add(new LearnedSymbol("spread", Unit.One, 0.5, 50, null, null, Place.None)),
            [.. model.Statements.Select(s => s is ObserveStatement { Channel: "cases" } o ? o with { Noise = noise } : s)], model.Scheme, model.SubSteps);
    }

    private (double Total, LossTerm Term) Evaluate(Noise? noise, LossKind? kind = null, double[]? weights = null)
    {
        MechanismIr model = Noisy(noise);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, Steps, Lanes, scale: LossScale.Raw);
        data = data with { Targets = [data.Targets[0] with { Values = _observed, Weights = weights, Weekdays = false }] };
        var loss = new ObservationLoss(model, kernel.Layout, data, kind, new LaneParts(Lanes, 1, together: false));
        SimulationBuffers buffers = kernel.CreateBuffers(Lanes, Steps);
        for (int t = 0; t < Steps; t++)
        {
            _modelled.AsSpan(t * Lanes, Lanes).CopyTo(buffers.ObservationLanes(t, 0));
        }

        double total = loss.Evaluate(buffers, [1, 1, 1, 1, 1, 1, 1], new double[7], new double[kernel.Layout.Learneds.Length]);
        return (total, loss.Terms[0]);
    }

    private IEnumerable<(double Observed, double Modelled)> Cells() => _observed.Zip(_modelled).Where(c => !double.IsNaN(c.First));

    private static double LogFactorial(double n) => Enumerable.Range(1, (int)n).Sum(i => Math.Log(i));
}
