namespace NimmGen.Ir.Printing;

internal sealed class TextStyle : MathStyle
{
    public override string Times => "·";

    public override string Minus => "−";

    public override string Weekday => "w[weekday]";

    public override string Kernel => "delayed[x; mean m, sd s]";

    public override string Symbol(string name, string? stage, IReadOnlyList<string> indices, bool varies)
    {
        (string head, string tail) = Parts(name);
        string letter = Greek.TryGetValue(head, out string? greek)
            ? char.IsUpper(head[0]) ? greek.ToUpperInvariant() : greek
            : head;
        string sub = tail.Length == 0 ? "" : tail.All(char.IsAsciiDigit) ? Subscript(tail) : "_" + tail;
        string chain = stage is null ? "" : stage.All(char.IsAsciiDigit) && sub.Length == 0 ? Subscript(stage) : $"_({stage})";
        string groups = indices.Count == 0 ? "" : $"[{string.Join(",", indices)}]";
        return letter + sub + chain + groups + (varies ? sub.StartsWith('_') && groups.Length == 0 ? ",t" : "ₜ" : "");
    }

    public override string Index(string index) => index;

    public override string Chain(int stages) => stages == 2 ? "" : $"j = 2 … {stages}";

    public override string Label(string label) => label;

    public override string Indicator(string index, string relation, string label) => $"[{index} {relation} {(label.Length > 0 ? label : relation == "<" ? "last" : "first")}]";

    public override string Relation(string relation) => relation;

    public override string Words(string text) => text;

    public override string Data(string channel) => $"y[{channel}]";

    public override string Family(string name, IReadOnlyList<string> parameters) => $"{name}({string.Join(", ", parameters)})";

    public override string Number(double value)
    {
        (string above, string? below) = NumberText.Readable(value);
        return below is null ? above : $"({above}/{below})";
    }

    public override string Unit(Unit unit) => unit.ToString() is var text && text.AsSpan().IndexOfAny('/', '*') >= 0 ? $"[{text}]" : text;

    public override string Fraction(string above, string below, bool compoundBelow) =>
        compoundBelow ? $"{above} / ({below})" : $"{above} / {below}";

    public override string Group(string term) => $"({term})";

    public override string Power(string term, string exponent) =>
        exponent is "2" ? term + "²" : exponent is "3" ? term + "³" : exponent.StartsWith('(') || exponent.All(char.IsLetterOrDigit) ? $"{term}^{exponent}" : $"{term}^({exponent})";

    public override string Call(Function function, IReadOnlyList<string> arguments)
    {
        string name = function == Function.Log ? "ln" : function.ToString().ToLowerInvariant();
        return $"{name}({string.Join(", ", arguments)})";
    }

    public override string OverStep(string integrand) => $"∫step {integrand} dt";

    public override string SinceStart(string integrand) => $"∫₀ᵗ {integrand} dt";

    public override string Delay(string signal, string mean, string? deviation) =>
        $"delayed[{signal}; mean {mean}{(deviation is null ? "" : $", sd {deviation}")}]";

    public override string Mean(string signal, double days) => $"mean[{signal}; {Number(days)} days]";

    public override string SumOver(string index, string term) => $"Σ[{index}] {term}";

    public override string Closure(string name, IReadOnlyList<string> arguments) => $"{name}({string.Join(", ", arguments)})";

    public override string Next(string state) => $"{state}(t+Δ)";

    public override string Derivative(string state) => $"d{state}/dt";

    public override string AtStart(string state) => state + "(0)";

    public override string Observation(string channel) => $"ŷ[{channel}]";

    private static string Subscript(string digits) => string.Concat(digits.Select(c => (char)('₀' + (c - '0'))));
}
