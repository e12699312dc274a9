namespace NimmGen.Compile.Tests;

/// <summary>Products with dense and sparse matrices against plain loops.</summary>
public sealed class CouplingMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 0.9)]
    [InlineData(45, 0.9)]
    [InlineData(45, 0.1)]
    [InlineData(130, 0.02)]
    public void Products_are_sums(int size, double density)
    {
        var random = new Random(size);
        double[] values = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() < density ? random.NextDouble() : 0)];
        double[] x = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.4)], y = new double[size];
        var matrix = new CouplingMatrix(size, values);
        Assert.Equal(density < 0.2, matrix.IsSparse);
        foreach (bool transposed in new[] { false, true })
        {
            Array.Fill(y, double.NaN);
            matrix.Multiply(x, y, transposed);
            for (int i = 0; i < size; i++)
            {
                double sum = Enumerable.Range(0, size).Sum(j => values[transposed ? (j * size) + i : (i * size) + j] * x[j]);
                Close.Equal(sum, y[i], 1e-13, 1, $"row {i}");
            }
        }
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CouplingMatrix(3, new double[8]));
        Assert.Throws<ArgumentException>(() => new CouplingMatrix(2, [0, 1, 1], [2], [1.0]));
        Assert.Throws<ArgumentException>(() => new CouplingMatrix(2, [0, 2, 1], [0], [1.0]));
        Assert.Equal(2, new CouplingMatrix(2, [0, 1, 1], [1], [1.0]).Size);
    }
}
