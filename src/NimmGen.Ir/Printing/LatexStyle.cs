namespace NimmGen.Ir.Printing;

internal sealed class LatexStyle : MathStyle
{
    public override string Times => @"\,";

    public override string Minus => "-";

    public override string Symbol(string name, bool varies)
    {
        (string head, string tail) = Parts(name);
        string sub = string.Join(',', tail.Split(',').Where(t => t.Length > 0).Select(t => t.Length == 1 || char.IsAsciiDigit(t[0]) ? t : Roman(t)));
        sub += varies ? (sub.Length > 0 ? ",t" : "t") : "";
        return Head(head) + (sub.Length > 0 ? $"_{{{sub}}}" : "");
    }

    public override string Number(double value)
    {
        (string above, string? below) = NumberText.Readable(value);
        if (below is not null)
        {
            return $@"\tfrac{{{above}}}{{{below}}}";
        }

        int e = above.IndexOf('e', StringComparison.Ordinal);
        return e < 0 ? above : above[..e] == "1" ? $"10^{{{above[(e + 1)..]}}}" : $@"{above[..e]} \cdot 10^{{{above[(e + 1)..]}}}";
    }

    public override string Unit(Unit unit) => UnitText.Latex(unit);

    public override string Fraction(string above, string below, bool compoundBelow) => $@"\frac{{{above}}}{{{below}}}";

    public override string Group(string term) => $@"\left({term}\right)";

    public override string Power(string term, string exponent) => $"{{{term}}}^{{{exponent}}}";

    public override string Call(Function function, IReadOnlyList<string> arguments) => function switch
    {
        Function.Sqrt => $@"\sqrt{{{arguments[0]}}}",
        Function.Heaviside => $@"H\left({arguments[0]}\right)",
        Function.Log => $@"\ln\left({arguments[0]}\right)",
        _ => $@"\{function.ToString().ToLowerInvariant()}\left({string.Join(@",\, ", arguments)}\right)",
    };

    public override string OverStep(string integrand) => $@"\int_{{t-\Delta}}^{{t}} {integrand}\,d\tau";

    public override string SinceStart(string integrand) => $@"\int_{{0}}^{{t}} {integrand}\,d\tau";

    public override string Delay(string signal, string mean, string? deviation) =>
        $@"\left(k_{{{mean}{(deviation is null ? "" : $@",\,{deviation}")}}} * {Group(signal)}\right)";

    public override string Mean(string signal, double days) => $@"\overline{{{signal}}}^{{\,{Number(days)}\,\mathrm{{d}}}}";

    public override string SumOver(string axis, string term) => $@"\sum_{{{Roman(axis)}}} {term}";

    public override string Mix(string matrix, string term, bool transposed) => $@"{matrix}{(transposed ? @"^{\top}" : "")}\,{term}";

    public override string Select(string term, string label) => $@"{{{term}}}_{{{Roman(label)}}}";

    public override string Closure(string name, IReadOnlyList<string> arguments) => $@"{name}\left({string.Join(@",\, ", arguments)}\right)";

    public override string Next(string state) => $@"{state}(t + \Delta)";

    public override string Derivative(string state) => $@"\frac{{d{state}}}{{dt}}";

    public override string AtStart(string state) => state + "(0)";

    public override string Observation(string channel) => $@"\hat{{y}}^{{{Roman(channel)}}}_{{t}}";

    private static string Head(string name)
    {
        if (!Greek.ContainsKey(name))
        {
            return name.Length == 1 ? name : Roman(name);
        }

        string lower = name.ToLowerInvariant();
        return lower switch
        {
            _ when char.IsLower(name[0]) => $@"\{lower}",
            "gamma" or "delta" or "theta" or "lambda" or "xi" or "pi" or "sigma" or "upsilon" or "phi" or "psi" or "omega" =>
                $@"\{char.ToUpperInvariant(lower[0])}{lower[1..]}",
            _ => Roman(name),
        };
    }

    private static string Roman(string text) => $@"\mathrm{{{text.Replace(@"\", "").Replace("_", @"\_").Replace("{", "").Replace("}", "")}}}";
}
