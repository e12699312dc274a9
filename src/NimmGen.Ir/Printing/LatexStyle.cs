namespace NimmGen.Ir.Printing;

internal sealed class LatexStyle : MathStyle
{
    public override string Times => @"\,";

    public override string Minus => "-";

    public override string Weekday => @"w_{\mathrm{weekday}(t)}";

    public override string Kernel => "k_{m,s}";

    public override string Symbol(string name, string? stage, IReadOnlyList<string> indices, bool varies)
    {
        (string head, string tail) = Parts(name);
        IEnumerable<string> below =
        [
            .. tail.Split(',').Where(t => t.Length > 0).Select(t => t.Length == 1 || char.IsAsciiDigit(t[0]) ? t : Roman(t)),
            .. stage is null ? (string[])[] : [stage],
            .. indices,
            .. varies ? (string[])["t"] : [],
        ];
        string sub = string.Join(',', below).Replace("′", "'", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal).Replace(Place, @"\ell ", StringComparison.Ordinal).TrimEnd();
        return Head(head) + (sub.Length > 0 ? $"_{{{sub}}}" : "");
    }

    public override string Chain(int stages) => stages == 2 ? "" : $@"j = 2, \ldots, {stages}";

    public override string Label(string label) => $@"\text{{{Plain(label)}}}";

    public override string Indicator(string index, string relation, string label) =>
        $@"\left[{Index(index)} {relation} {(label.Length > 0 ? Label(label) : relation == "<" ? @"\mathrm{last}" : @"\mathrm{first}")}\right]";

    public override string Relation(string relation) => relation switch { "∈" => @"\in", "~" => @"\sim", _ => relation };

    public override string Words(string text) => $@"\text{{{Plain(text)}}}";

    public override string Data(string channel) => $"y^{{{Roman(channel)}}}_{{t}}";

    public override string Family(string name, IReadOnlyList<string> parameters) => $@"{Roman(name)}\left({string.Join(@",\, ", parameters)}\right)";

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

    public override string SumOver(string index, string term) => $@"\sum_{{{Index(index)}}} {term}";

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

    public override string Index(string index) => index.Replace("′", "'", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal).Replace(Place, @"\ell", StringComparison.Ordinal);

    private static string Roman(string text) => $@"\mathrm{{{Plain(text)}}}";

    // Text of authors and data: what LaTeX would take for a command is gone or escaped.
    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder();
        foreach (char c in text)
        {
            plain.Append(c switch
            {
                '\\' or '{' or '}' or '^' or '~' => "",
                '_' or '%' or '&' or '#' or '$' => "\\" + c,
                '∞' => "infinity",
                _ => char.IsControl(c) ? " " : c.ToString(),
            });
        }

        return plain.ToString();
    }
}
