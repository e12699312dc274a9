namespace NimmGen;

/// <summary>How the data scatter about an observation: NegativeBinomial(k), Poisson(), Gaussian(sd), LogNormal(sd).</summary>
public sealed class Noise
{
    internal Noise(Ir.NoiseFamily family, Expr? parameter) => Node = new(family, parameter?.Node);

    internal Ir.Noise Node { get; }
}
