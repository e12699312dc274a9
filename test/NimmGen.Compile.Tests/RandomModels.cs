using System.Collections.Immutable;
using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Small mechanisms from a seed: every statement, operator and function, with values that stay away from singular points.</summary>
internal static class RandomModels
{
    public static MechanismIr Create(int seed)
    {
        var random = new Random(seed);
        int compartments = random.Next(2, 5), quantities = random.Next(0, 2);
        Unit[] stocks = [People, Unit.Of("kg"), Unit.Of("g")];
        Unit stock = stocks[random.Next(3)];
        var symbols = ImmutableArray.CreateBuilder<Symbol>();
        var statements = ImmutableArray.CreateBuilder<Statement>();
        string[] names = [.. Enumerable.Range(0, compartments).Select(i => $"C{i}")];
        symbols.AddRange(names.Select(n => Compartment(n, stock)));
        symbols.AddRange(Neural("n0", Unit.One), Neural("n1", PerWeek), Learned("l0", Unit.One), Learned("l1", PerDay), Input("x0", Unit.One), Input("population", stock));
        Expression total = names.Select(Ref).Aggregate((a, b) => a + b);
        // Numbers around one: fractions of stocks, dimensionless parameters and inputs.
        string[] pure = ["n0", "l0", "x0"];
        Expression Leaf() => random.Next(5) switch
        {
            0 => Num(0.2 + random.NextDouble()),
            1 or 2 => Ref(names[random.Next(compartments)]) / total,
            _ => Ref(pure[random.Next(pure.Length)]),
        };
        Expression Term(int depth) => depth == 0 ? Leaf() : random.Next(13) switch
        {
            0 => Term(depth - 1) + Term(depth - 1),
            1 => Term(depth - 1) * Term(depth - 1),
            2 => Term(depth - 1) - Num(0.5) * Term(depth - 1),
            3 => Term(depth - 1) / (Num(1) + Fn(Function.Exp, Term(depth - 1))),
            4 => Fn(Function.Exp, -Term(depth - 1)),
            5 => Fn(Function.Tanh, Term(depth - 1)),
            6 => Fn(Function.Sin, Term(depth - 1)),
            7 => Fn(Function.Cos, Term(depth - 1)),
            8 => Fn(Function.Sqrt, Num(1.5) + Fn(Function.Tanh, Term(depth - 1))),
            9 => Fn(Function.Log, Num(2.5) + Fn(Function.Sin, Term(depth - 1))),
            10 => new Binary(Operator.Power, Num(1.5) + Fn(Function.Tanh, Term(depth - 1)), random.Next(2) == 0 ? Num(random.Next(-3, 5)) : Leaf()),
            11 => Fn(random.Next(2) == 0 ? Function.Min : Function.Max, Term(depth - 1), Num(3.0) * Term(depth - 1) + Num(0.011)),
            _ => -Term(depth - 1),
        };
        // Between 0 and 0.6 a day, never negative.
        Expression Hazard() => (random.Next(3) == 0 ? Ref("n1") : random.Next(2) == 0 ? Ref("l1") : Num(0.3, PerDay))
            * (Num(1) + Fn(Function.Tanh, Ref("common") * Term(2)));
        statements.Add(new LetStatement("common", Num(1) + Num(0.3) * Fn(Function.Sin, Term(2)), null, Place.None));
        var flows = new List<string>();
        for (int i = 0; i < compartments; i++)
        {
            flows.Add($"f{i}");
            statements.Add(Flow($"f{i}", names[i], names[(i + 1) % compartments], Hazard()));
        }

        statements.Add(new SplitStatement(
            "s", "rest", names[random.Next(compartments)], Hazard(), names[0], Num(0.5) + Num(0.4) * Fn(Function.Tanh, Term(1)), names[1], Place.None));
        statements.Add(new OutflowStatement("out", names[random.Next(compartments)], Hazard(), Place.None));
        statements.Add(new InflowStatement("in", names[random.Next(compartments)], Hazard() * Ref("population"), Place.None));
        flows.AddRange(["s", "rest", "out", "in"]);
        for (int i = 1; i < compartments; i++)
        {
            statements.Add(Start(names[i], (Num(0.1) + Num(0.1) * Ref("l0") + Num(0.05) * Ref("n0")) * Ref("population")));
        }

        statements.Add(StartRest(names[0], Num(2) * Ref("population")));
        for (int i = 0; i < quantities; i++)
        {
            symbols.Add(Quantity("Q", Unit.Of("cm")));
            pure = [.. pure, "ratio"];
            statements.Add(new LetStatement("ratio", Ref("Q") / Num(1, Unit.Of("cm")), null, Place.None));
            statements.Add(random.Next(2) == 0
                ? new GrowthStatement("Q", Num(0.2, PerDay) * Fn(Function.Sin, Term(2)), Place.None)
                : new RateStatement("Q", Num(0.2, Unit.Parse("cm/day")) * Fn(Function.Tanh, Term(2)), Place.None));
            statements.Add(Start("Q", Num(1, Unit.Of("cm")) + Num(0.3, Unit.Of("cm")) * Ref("l0")));
        }

        statements.Add(Observe("o0", stock, Term(1) * new Incidence(flows[random.Next(flows.Count)]) + Ref(names[^1])));
        statements.Add(Observe("o1", Unit.One, Term(3) + new Incidence(flows[0]) / Ref("population")));
        return new($"Random{seed}", null, symbols.ToImmutable(), statements.ToImmutable(), (Scheme)(seed % 3), random.Next(1, 4));
    }
}
