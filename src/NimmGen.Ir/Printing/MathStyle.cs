namespace NimmGen.Ir.Printing;

/// <summary>How the parts of an equation look, in one notation.</summary>
internal abstract class MathStyle
{
    /// <summary>Between factors.</summary>
    public abstract string Times { get; }

    public abstract string Minus { get; }

    /// <summary>The index of the running place, in every notation until it is written.</summary>
    public const string Place = "ℓ";

    /// <summary>A symbol by its author's name, with a stage or not and the indices of its groups; a varying one carries the time.</summary>
    public abstract string Symbol(string name, string? stage, IReadOnlyList<string> indices, bool varies);

    /// <summary>An index that stands by itself.</summary>
    public abstract string Index(string index);

    /// <summary>For which stages the equation of a later stage holds.</summary>
    public abstract string Chain(int stages);

    /// <summary>A group by its name, as an index.</summary>
    public abstract string Label(string label);

    /// <summary>1 where the index stands in the relation to the group, else 0; an empty label is the last group for "&lt;", the first for "&gt;".</summary>
    public abstract string Indicator(string index, string relation, string label);

    /// <summary>The learned factor of the day of the week.</summary>
    public abstract string Weekday { get; }

    /// <summary>Between a symbol and the set or family behind it.</summary>
    public abstract string Relation(string relation);

    /// <summary>Words among the equations.</summary>
    public abstract string Words(string text);

    /// <summary>The symbol of the kernel of <see cref="Delay"/>, for its explanation.</summary>
    public abstract string Kernel { get; }

    /// <summary>The data of a channel.</summary>
    public abstract string Data(string channel);

    /// <summary>A family of distributions with its parameters.</summary>
    public abstract string Family(string name, IReadOnlyList<string> parameters);

    /// <summary>A literal or an exact fraction.</summary>
    public abstract string Number(double value);

    public abstract string Unit(Unit unit);

    /// <summary>Above over below; the flags say whether that part is more than one factor or a sum.</summary>
    public abstract string Fraction(string above, string below, bool compoundBelow);

    public abstract string Group(string term);

    public abstract string Power(string term, string exponent);

    public abstract string Call(Function function, IReadOnlyList<string> arguments);

    /// <summary>The integral over the observation step.</summary>
    public abstract string OverStep(string integrand);

    /// <summary>The integral from the first row on.</summary>
    public abstract string SinceStart(string integrand);

    /// <summary>Convolution with a gamma density; without a deviation it is half the mean.</summary>
    public abstract string Delay(string signal, string mean, string? deviation);

    /// <summary>The mean over the last so many days.</summary>
    public abstract string Mean(string signal, double days);

    /// <summary>The sum of the term over an index.</summary>
    public abstract string SumOver(string index, string term);

    /// <summary>A network applied to its arguments.</summary>
    public abstract string Closure(string name, IReadOnlyList<string> arguments);

    public abstract string Derivative(string state);

    /// <summary>The state after one data step.</summary>
    public abstract string Next(string state);

    public abstract string AtStart(string state);

    public abstract string Observation(string channel);

    protected static readonly Dictionary<string, string> Greek = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["delta"] = "δ",
        ["epsilon"] = "ε",
        ["zeta"] = "ζ",
        ["eta"] = "η",
        ["theta"] = "θ",
        ["iota"] = "ι",
        ["kappa"] = "κ",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["nu"] = "ν",
        ["xi"] = "ξ",
        ["pi"] = "π",
        ["rho"] = "ρ",
        ["sigma"] = "σ",
        ["tau"] = "τ",
        ["upsilon"] = "υ",
        ["phi"] = "φ",
        ["chi"] = "χ",
        ["psi"] = "ψ",
        ["omega"] = "ω",
    };

    /// <summary>infected0 is infected and 0; betaMax and beta_max are beta and max; capacity is itself.</summary>
    protected static (string Base, string Subscript) Parts(string name)
    {
        int digits = name.Length;
        while (digits > 1 && char.IsAsciiDigit(name[digits - 1]))
        {
            digits--;
        }

        if (digits < name.Length)
        {
            (string stem, string sub) = Parts(name[..digits].TrimEnd('_') is { Length: > 0 } s ? s : name[..digits]);
            return (stem, sub.Length == 0 ? name[digits..] : $"{sub},{name[digits..]}");
        }

        int cut = 1;
        while (cut < name.Length && name[cut] != '_' && !(char.IsUpper(name[cut]) && char.IsLower(name[cut - 1])))
        {
            cut++;
        }

        string head = name[..cut], tail = name[cut..].TrimStart('_');
        bool symbolic = head.Length == 1 || Greek.ContainsKey(head);
        return symbolic && tail.Length > 0 ? (head, char.ToLowerInvariant(tail[0]) + tail[1..]) : (name, "");
    }
}
