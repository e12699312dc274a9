using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NimmGen.Learn.Optimisers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) over one flat array, with the gradient first
/// scaled to a largest Euclidean norm. For float (networks) and double (parameters of mechanisms).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class AdamW<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _mean;
    private readonly T[] _square;
    private int _restarted;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public AdamW(int length, AdamWOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Check(options.LearningRate > 0, nameof(options.LearningRate), options.LearningRate, "positive");
        Check(options.Beta1 is >= 0 and < 1, nameof(options.Beta1), options.Beta1, "in [0, 1)");
        Check(options.Beta2 is >= 0 and < 1, nameof(options.Beta2), options.Beta2, "in [0, 1)");
        Check(options.Epsilon > 0, nameof(options.Epsilon), options.Epsilon, "positive");
        Check(options.WeightDecay >= 0, nameof(options.WeightDecay), options.WeightDecay, "zero or more");
        Check(options.ClipNorm > 0, nameof(options.ClipNorm), options.ClipNorm, "positive, or infinity for no clipping");
        Options = options;
        _mean = new T[length];
        _square = new T[length];
    }

    public AdamWOptions Options { get; }

    /// <summary>On the learning rate, beside the schedule; above 0. A training that diverged goes on with a smaller one.</summary>
    public double RateFactor { get; private set; } = 1;

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// Moves the parameters one step against the gradients. Returns the norm of the gradients before clipping; if that is not
    /// finite nothing is changed and no step is counted, so that the caller can end the training with the last good parameters.
    /// </summary>
    /// <exception cref="ArgumentException">A length differs from that given at construction.</exception>
    public double Step(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        if (parameters.Length != _mean.Length || gradients.Length != _mean.Length)
        {
            throw new ArgumentException(
                $"{parameters.Length} parameters and {gradients.Length} gradients; expected {_mean.Length} of each.", nameof(parameters));
        }

        var norm = Norm(gradients);
        if (!double.IsFinite(norm))
        {
            return norm;
        }

        var rate = Options.LearningRate * RateFactor * Options.Schedule.FactorAt(Steps);
        Steps++;
        // The bias corrections go into the step size and epsilon, so that the loop has one root and one division.
        var correction = Math.Sqrt(1 - Math.Pow(Options.Beta2, Steps - _restarted));
        var size = rate * correction / (1 - Math.Pow(Options.Beta1, Steps - _restarted));
        var clip = norm > Options.ClipNorm ? Options.ClipNorm / norm : 1;
        Update(
            parameters,
            gradients,
            T.CreateTruncating(clip),
            T.CreateTruncating(size),
            T.CreateTruncating(Options.Epsilon * correction),
            T.CreateTruncating(1 - (rate * Options.WeightDecay)));
        return norm;
    }

    /// <summary>Forgets the averages, as before the first step.</summary>
    public void Reset()
    {
        Array.Clear(_mean);
        Array.Clear(_square);
        (Steps, _restarted, RateFactor) = (0, 0, 1);
    }

    /// <summary>Forgets the averages but not where the schedule is, and goes on with that factor on the learning rate.</summary>
    public void Restart(double rateFactor)
    {
        Check(rateFactor > 0, nameof(rateFactor), rateFactor, "positive");
        Array.Clear(_mean);
        Array.Clear(_square);
        (RateFactor, _restarted) = (rateFactor, Steps);
    }

    private static void Check(bool valid, string name, double value, string expected)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected {expected}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Norm(ReadOnlySpan<T> gradients)
    {
        var sum = Vector512<T>.Zero;
        ref var g = ref MemoryMarshal.GetReference(gradients);
        var i = 0;
        for (; i + Vector512<T>.Count <= gradients.Length; i += Vector512<T>.Count)
        {
            var value = Vector512.LoadUnsafe(ref g, (nuint)i);
            sum += value * value;
        }

        var total = 0.0;
        for (var lane = 0; lane < Vector512<T>.Count; lane++)
        {
            total += double.CreateTruncating(sum[lane]);
        }

        for (; i < gradients.Length; i++)
        {
            var value = double.CreateTruncating(gradients[i]);
            total += value * value;
        }

        return double.IsFinite(total) ? Math.Sqrt(total) : SlowNorm(gradients);
    }

    /// <summary>In double, for gradients whose squares overflow a float.</summary>
    private static double SlowNorm(ReadOnlySpan<T> gradients)
    {
        var total = 0.0;
        foreach (var gradient in gradients)
        {
            var value = double.CreateTruncating(gradient);
            total += value * value;
        }

        return Math.Sqrt(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(Span<T> parameters, ReadOnlySpan<T> gradients, T clip, T size, T epsilon, T keep)
    {
        ref var p = ref MemoryMarshal.GetReference(parameters);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        ref var m = ref MemoryMarshal.GetArrayDataReference(_mean);
        ref var v = ref MemoryMarshal.GetArrayDataReference(_square);
        T beta1 = T.CreateTruncating(Options.Beta1), beta2 = T.CreateTruncating(Options.Beta2);
        T rest1 = T.CreateTruncating(1 - Options.Beta1), rest2 = T.CreateTruncating(1 - Options.Beta2);
        var i = 0;
        for (; i + Vector512<T>.Count <= parameters.Length; i += Vector512<T>.Count)
        {
            var at = (nuint)i;
            var gradient = Vector512.LoadUnsafe(ref g, at) * clip;
            var mean = (Vector512.LoadUnsafe(ref m, at) * beta1) + (gradient * rest1);
            var square = (Vector512.LoadUnsafe(ref v, at) * beta2) + (gradient * gradient * rest2);
            mean.StoreUnsafe(ref m, at);
            square.StoreUnsafe(ref v, at);
            var step = mean * size / (Vector512.Sqrt(square) + Vector512.Create(epsilon));
            ((Vector512.LoadUnsafe(ref p, at) * keep) - step).StoreUnsafe(ref p, at);
        }

        for (; i < parameters.Length; i++)
        {
            var gradient = gradients[i] * clip;
            var mean = _mean[i] = (_mean[i] * beta1) + (gradient * rest1);
            var square = _square[i] = (_square[i] * beta2) + (gradient * gradient * rest2);
            parameters[i] = (parameters[i] * keep) - (mean * size / (T.Sqrt(square) + epsilon));
        }
    }
}
