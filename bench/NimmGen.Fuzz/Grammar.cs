using System.Text;

namespace NimmGen.Fuzz;

/// <summary>Makes programs of the subset; half of them with something in them that is not.</summary>
internal sealed class Grammar(Random random)
{
    /// <summary>What can be put about a term many times.</summary>
    public static readonly (string Open, string Close)[] Nests =
    [
        ("(", ")"), ("-", ""), ("!", ""), ("(int)", ""), ("(double)", ""), ("[", "]"), ("(1, ", ")"), ("new[] { ", " }"), ("{", "}"), ("true ? S : ", ""), ("1 switch { 1 => ", ", _ => 2 }"),
        ("Exp(", ")"), ("Max(beta, ", ")"), ("Math.Max(1, ", ")"), ("Pow(", ", 2)"), ("Let(\"x\", ", ")"), ("$\"a{", "}\""), ("x => ", ""), ("(x) => (", ")"), ("if (true) ", ""), ("for (int i = 0; i < 3; i++) ", ""),
        ("beta + ", ""), ("beta * (", ")"), ("Sum(", ", over: Age)"), ("Mix(contacts, ", ")"), ("Delay(", ", 3 * Days)"), ("S[Age[", "]]"), ("new Role(", ")"), ("typeof(", ")"), ("nameof(", ")"), ("checked(", ")"),
        ("List<", ">"), ("beta is ", ""), ("beta with { Role = ", " }"), ("from c in ", " select c"), ("await ", ""), ("new(", ")"), ("[.. ", "]"), ("\"a\" + ", ""), ("H(", ")"),
    ];

    private static readonly string[] States = ["S", "E", "I", "R"];
    private static readonly string[] Strange = ["A", "missing", "V", "beta", "null"];
    private static readonly string[] Sound = ["beta", "gamma", "k", "S", "I", "living", "x", "population", "1", "0", "0.5", "1 * People", "0.2 * PerDay", "Season(0.2, 30 * Days)", "Sum(A, over: Age)", "A[Age[\"old\"]]", "Step(20 * Days)", "numbers[1]", "list[1]", "H(beta)", "(S + E)"];
    private static readonly string[] Terms = ["beta", "gamma", "k", "S", "I", "A", "living", "Time", "x", "population", "contacts", "1", "0", "0.5", "People", "PerDay", "1 * People", "0.2 * PerDay", "Incidence(f)", "Cumulative(f)", "Season(0.2, 30)", "kill.Of(V / V)", "1e308", "double.NaN", "Math.PI"];
    private static readonly string[] UnitNames = ["People", "PerDay", "Fraction", "One", "Days", "People / Day", "One / Week", "Milligram / Day", "CubicCentimeter", "Gray", "Percent", "1", "\"day\""];
    private static readonly string[] Functions = ["Exp", "Log", "Sqrt", "Sin", "Cos", "Tanh", "Math.Exp", "Math.Round", "H", "Sigmoid"];
    private static readonly string[] Wild =
    [
        "[System.Obsolete]", "System.IO.File.Delete(\"x\");", "while (true) { }", "goto a;", "a:", "throw null;", "dynamic d = S;", "var f = (Expr x) => x;", "unsafe { }", "await null;", "yield return 1;", "lock (S) { }",
        "#line 3", "#if X", "int[] a = new int[100000000];", "for (int i = 0; i >= 0; i++) { }", "for (;;) { }", "string s = \"a\"; for (int i = 0; i < 99; i++) { s = s + s; }", "Expr y = beta; for (int i = 0; i < 99; i++) { y = y * y; }",
        "S = S + 1;", "return;", "break;", "continue;", "{ }", ";", "Define();", "var q = from c in new[] { S } select c;", "S.GetType();", "double z = 1 / 2;", "int n = int.MaxValue + 1;", "const string t = \"a\" + \"b\";", "Solver(Scheme.Stiff, subSteps: 999999);",
        "UnitOfMeasure u = People; for (int i = 0; i < 99; i++) { u = u * u; }", "Let(\"a b\", beta);", "Expr[] many = [.. new Expr[50000], .. new Expr[50000]];", "\"\"\"raw", "/*", "'", "(Flow a, Flow b) = Split(I, gamma, to: R, fraction: 0.5, rest: S);",
    ];

    // A sound program keeps to the subset; its units are nonsense, which is the verifier's affair.
    private readonly bool _sound = random.Next(2) == 0;

    public string Program()
    {
        var text = new StringBuilder();
        if (random.Next(4) > 0)
        {
            text.AppendLine("using NimmGen;").AppendLine("using static NimmGen.Units;");
        }

        for (int classes = random.Next(10) == 0 ? 2 : 1; classes > 0; classes--)
        {
            text.AppendLine($"public sealed class M{classes} : Model").AppendLine("{");
            Fields(text);
            text.AppendLine("protected override void Define()").AppendLine("{");
            text.AppendLine("Expr living = S + I; double x = 1; int n = 2; double[] numbers = [1, 2.5, x]; Compartment[] list = [S, I, .. new[] { R }]; Flow f = Flow(S, I, beta * I / living);");
            Statements(text, 1 + random.Next(12), 0);
            text.AppendLine("Observe(\"cases\", People, Incidence(f));").AppendLine("}");
            text.AppendLine($"private static Expr H(Expr x) => {(_sound ? "1 + x * Exp(-x)" : Term(0))};");
            text.AppendLine(!_sound && random.Next(12) == 0 ? Pick(Wild) : "").AppendLine("}");
        }

        return text.ToString();
    }

    private void Fields(StringBuilder text)
    {
        text.AppendLine("static readonly Axis Age = new(\"young\", \"old\");");
        text.AppendLine("readonly Compartment S = new(People); readonly Compartment E = new(People, stages: 3); readonly Compartment I = new(People); readonly Compartment R = new(People);");
        text.AppendLine("readonly Compartment A = new(People, Age); readonly Matrix contacts = new(One, Age); readonly Quantity V = new(CubicCentimeter); readonly Closure kill = new(PerDay, 0, 1);");
        text.AppendLine("readonly Learned gamma = new(PerDay, 0.1, 1); readonly Constant k = new(PerDay, 0.5); readonly Input population = new(People, min: 1);");
        text.AppendLine("readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };");
        for (int i = random.Next(4); i > 0 && _sound; i--)
        {
            text.AppendLine($"readonly Learned q{i} = new({Pick(UnitNames.AsSpan(0, 9))}, 0.1, {i}); // of program {i}");
        }

        for (int i = random.Next(4); i > 0 && !_sound; i--)
        {
            text.AppendLine($"readonly {Pick("Learned", "Neural", "Constant", "Input", "Compartment", "Quantity", "Expr", "double", "Role")} p{i} = new({Pick(UnitNames)}, {Number()}, {Number()});");
        }
    }

    private void Statements(StringBuilder text, int count, int depth)
    {
        for (; count > 0; count--)
        {
            text.AppendLine(random.Next(16) switch
            {
                0 or 1 => $"Flow({State()}, {State()}, {Term(0)});",
                2 => $"Outflow({State()}, {Term(0)});",
                3 => $"Inflow({State()}, {Term(0)});",
                4 => $"Transfer({State()}, {State()}, {Term(0)});",
                5 => $"Start({State()}, {Term(0)});",
                6 => $"StartRest({State()}, {Term(0)});",
                7 => $"{Pick("Growth", "Rate", "Next")}(V, {Term(0)});",
                8 => _sound ? $"Observe(\"o{random.Next(10_000)}\", {Pick(UnitNames.AsSpan(0, 9))}, {Term(0)});" : $"Observe(\"{Pick("cases", "deaths", "", "a b", "ß")}\", {Pick(UnitNames)}, {Term(0)});",
                9 => $"Expr y{random.Next(100_000)} = {Term(0)};",
                10 => $"Expr z{random.Next(100_000)} = Let($\"z{random.Next(100_000)}_{{n}}\", {Term(0)});",
                11 when depth < 4 => Block($"for (int i{depth} = 0; i{depth} < {Number()}; i{depth}++)", depth),
                12 when depth < 4 => Block($"foreach (Compartment c{depth} in new[] {{ S, I }})", depth),
                13 when depth < 4 => Block($"if (x {Pick("<", "==", ">=")} {Number()})", depth),
                14 when !_sound => Pick(Wild),
                _ => _sound ? Pick("x += 1.5;", "x = Math.Sqrt(x) / 3;", "n++;", "x = n switch { 2 => 0.5, _ => 1 };", "numbers[0] = x;", "list[0] = R;", "x = n > 2 && x < 5 ? 1 : numbers.Length;") : $"x = {Term(2)};",
            });
        }
    }

    private string Block(string head, int depth)
    {
        var text = new StringBuilder(head).AppendLine(" {");
        Statements(text, random.Next(4), depth + 1);
        return text.Append('}').ToString();
    }

    private string Term(int depth)
    {
        if (!_sound && random.Next(40) == 0)
        {
            (string open, string close) = Nests[random.Next(Nests.Length)];
            int nest = random.Next(4) == 0 ? random.Next(120) : random.Next(8);
            return string.Concat(Enumerable.Repeat(open, nest)) + Pick(Terms) + string.Concat(Enumerable.Repeat(close, nest));
        }

        return depth > 4 ? Leaf() : random.Next(9) switch
        {
            0 or 1 => $"{Term(depth + 1)} {Pick("+", "-", "*", "/")} {Term(depth + 1)}",
            2 => $"({Term(depth + 1)}) {(_sound ? Pick("+", "-", "*", "/") : Pick("+", "-", "*", "/", "^", "%"))} ({Term(depth + 1)})",
            3 => $"{(_sound ? Pick(Functions.AsSpan(0, 6)) : Pick(Functions))}({Term(depth + 1)})",
            4 => _sound ? $"Max({Term(depth + 1)}, {Term(depth + 1)})" : $"{Pick("Min", "Max", "Pow", "Hill")}({Term(depth + 1)}, {Term(depth + 1)})",
            5 => $"-{Term(depth + 1)}",
            6 => $"({Pick("true", "x > 1", "false")} ? {Term(depth + 1)} : {Term(depth + 1)})",
            _ => Leaf(),
        };
    }

    private string Leaf() => _sound ? Pick(Sound) : Pick(Terms);

    private string State() => _sound || random.Next(5) > 0 ? Pick(States) : Pick(Strange);

    private string Number() => _sound ? Pick("0", "1", "2", "3", "10") : Pick("0", "1", "2", "3", "10", "0.1", "0.5", "-1", "1e9", "1e-9", "1e308 * 10", "1 / 0.0", "100000", "2147483647", "1 / 3", "Math.Log(-1)");

    private string Pick(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
}
