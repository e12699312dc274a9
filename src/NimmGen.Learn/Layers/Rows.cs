using System.Numerics;
using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Layers;

/// <summary>Elementwise loops over contiguous numbers, in the widest vectors there are.</summary>
internal static unsafe class Rows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>y += x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(long n, T* x, T* y)
    {
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            (Vector.Load(x + i) + Vector.Load(y + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] += x[i];
        }
    }

    /// <summary>y += k x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(long n, T k, T* x, T* y)
    {
        var factor = Vector.Create(k);
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            (Vector.Load(x + i) * factor + Vector.Load(y + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] += k * x[i];
        }
    }

    /// <summary>y += a b, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(long n, T* a, T* b, T* y)
    {
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            (Vector.Load(a + i) * Vector.Load(b + i) + Vector.Load(y + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] += a[i] * b[i];
        }
    }

    /// <summary>y = k x + s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Affine(long n, T k, T s, T* x, T* y)
    {
        Vector<T> factor = Vector.Create(k), shift = Vector.Create(s);
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            (Vector.Load(x + i) * factor + shift).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] = k * x[i] + s;
        }
    }

    /// <summary>The sum of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum(long n, T* x)
    {
        var sums = Vector<T>.Zero;
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            sums += Vector.Load(x + i);
        }

        T sum = Vector.Sum(sums);
        for (; i < n; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    /// <summary>The sum of x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot(long n, T* x, T* y)
    {
        var sums = Vector<T>.Zero;
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            sums += Vector.Load(x + i) * Vector.Load(y + i);
        }

        T sum = Vector.Sum(sums);
        for (; i < n; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>dy becomes dy f'(x), given y = f(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Slope(Ir.Activation function, long n, T* y, T* dy)
    {
        var one = Vector.Create(T.One);
        long i = 0;
        switch (function)
        {
            case Ir.Activation.Tanh:
                for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
                {
                    Vector<T> v = Vector.Load(y + i);
                    (Vector.Load(dy + i) * (one - v * v)).Store(dy + i);
                }

                break;
            case Ir.Activation.Sigmoid:
                for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
                {
                    Vector<T> v = Vector.Load(y + i);
                    (Vector.Load(dy + i) * (v - v * v)).Store(dy + i);
                }

                break;
        }

        for (; i < n; i++)
        {
            dy[i] *= function switch
            {
                Ir.Activation.None => T.One,
                Ir.Activation.Tanh => T.One - y[i] * y[i],
                Ir.Activation.Relu => y[i] > T.Zero ? T.One : T.Zero,
                Ir.Activation.Sigmoid => y[i] - y[i] * y[i],
                // y = log(1 + e^x): the slope is 1 - e^-y.
                Ir.Activation.Softplus => -T.ExpM1(-y[i]),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    /// <summary>d = k p (d - mean), where d is the adjoint of a softmax p and mean their product: the adjoint of its scaled argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxAdjoint(long n, T k, T* p, T* d)
    {
        T mean = Dot(n, p, d);
        Vector<T> factor = Vector.Create(k), shift = Vector.Create(mean);
        long i = 0;
        for (; i + Vector<T>.Count <= n; i += Vector<T>.Count)
        {
            (Vector.Load(p + i) * factor * (Vector.Load(d + i) - shift)).Store(d + i);
        }

        for (; i < n; i++)
        {
            d[i] = k * p[i] * (d[i] - mean);
        }
    }

    public static void Clear(long n, T* x) => new Span<T>(x, checked((int)n)).Clear();

    public static void Copy(long n, T* x, T* y) => new ReadOnlySpan<T>(x, checked((int)n)).CopyTo(new Span<T>(y, checked((int)n)));
}
