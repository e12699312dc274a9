namespace NimmGen.Report;

/// <summary>Names of symbols as they are printed: beta is β, infected0 is infected₀.</summary>
internal static class Greek
{
    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal)
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["delta"] = "δ",
        ["epsilon"] = "ε",
        ["zeta"] = "ζ",
        ["eta"] = "η",
        ["theta"] = "θ",
        ["kappa"] = "κ",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["nu"] = "ν",
        ["xi"] = "ξ",
        ["rho"] = "ρ",
        ["sigma"] = "σ",
        ["tau"] = "τ",
        ["phi"] = "φ",
        ["chi"] = "χ",
        ["psi"] = "ψ",
        ["omega"] = "ω",
    };

    public static string Of(string name)
    {
        int end = name.Length;
        while (end > 1 && char.IsAsciiDigit(name[end - 1]))
        {
            end--;
        }

        string stem = name[..end];
        return (Letters.GetValueOrDefault(stem) ?? stem) + string.Concat(name[end..].Select(c => "₀₁₂₃₄₅₆₇₈₉"[c - '0']));
    }
}
