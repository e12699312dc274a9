using System.Collections.Immutable;
using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Small mechanisms from a seed: every statement, node, function and scheme, with values that stay away from singular points.</summary>
internal static class RandomModels
{
    /// <param name="seed">Settles everything.</param>
    /// <param name="coupled">True to let locations meet.</param>
    /// <param name="delayed">True to delay and smooth.</param>
    /// <param name="scheme">To force one.</param>
    public static MechanismIr Create(int seed, bool coupled = false, bool delayed = false, Scheme? scheme = null)
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
        bool closes = random.Next(3) == 0, groups = random.Next(4) == 0, locals = random.Next(4) == 0;
        if (locals)
        {
            symbols.Add(Learned("p0", Unit.One) with { Per = Scope.Location });
        }

        if (closes)
        {
            symbols.Add(new ClosureSymbol("net", Unit.One, 0.2, 1.4, 3, null, null, Place.None));
        }

        if (coupled)
        {
            symbols.AddRange(new MatrixSymbol("travel", PerWeek, Axis.Location, Axis.Location, null, null, Place.None), new MatrixSymbol("letters", Unit.One, Axis.Location, Axis.Location, null, null, Place.None));
        }

        // Numbers around one: fractions of stocks, dimensionless parameters and inputs.
        string[] pure = ["n0", "l0", "x0", .. locals ? (string[])["p0"] : []];
        Expression days = Num(1, Unit.Of("day"));
        Expression Lag() => Num(1.5, Unit.Of("day")) + (random.Next(2) == 0 ? Ref("l0") : Num(0.3)) * days;
        Expression Spread() => (Num(0.8) + (random.Next(2) == 0 ? Num(0.5) * Ref("l0") : Num(0.2))) * days;
        Expression Filtered(Expression signal) => random.Next(3) switch
        {
            0 => new Smooth(signal, 2 + random.Next(2)),
            1 => new Delay(signal, Lag()),
            _ => new Delay(signal, Lag(), Spread()),
        };
        Expression Leaf() => random.Next(5) switch
        {
            0 => Num(0.2 + random.NextDouble()),
            1 or 2 => Ref(names[random.Next(compartments)]) / total,
            _ => Ref(pure[random.Next(pure.Length)]),
        };
        Expression Term(int depth) => depth == 0 ? Leaf() : random.Next(coupled ? 17 : 15) switch
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
            12 => Num(0.5) + Num(0.5) * Fn(Function.Heaviside, new Time() - Num(0.5, Unit.Of("day"))) * Term(depth - 1),
            13 => closes ? new ClosureCall("net", [Term(depth - 1), Leaf()]) : Term(depth - 1),
            15 => new Mix("letters", Term(depth - 1), random.Next(2) == 0),
            16 => new SumOver(Term(depth - 1), Axis.Location) / Num(20),
            11 => Fn(random.Next(2) == 0 ? Function.Min : Function.Max, Term(depth - 1), Num(3.0) * Term(depth - 1) + Num(0.011)),
            _ => -Term(depth - 1),
        };
        // Between 0 and 0.6 a day, never negative.
        Expression Hazard() => (coupled && random.Next(2) == 0 ? new Mix("travel", Ref(names[0]) / total, random.Next(2) == 0)
            : delayed && random.Next(2) == 0 ? Num(0.3, PerDay) * Filtered(Num(1) + Num(0.4) * Fn(Function.Sin, Ref("x0") * Ref("l0") + Ref("n0"))) : random.Next(3) == 0 ? Ref("n1") : random.Next(2) == 0 ? Ref("l1") : Num(0.3, PerDay))
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
        if (random.Next(2) == 0)
        {
            statements.Add(new TransferStatement("dose", names[0], names[1], Num(0.05, PerDay) * Ref("population") * Leaf(), Place.None));
            flows.Add("dose");
        }

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

        if (random.Next(3) == 0)
        {
            symbols.Add(Quantity("map"));
            statements.Add(new NextStatement("map", Fn(Function.Tanh, Ref("map") + Term(2) + new Incidence(flows[0]) / Ref("population")), Place.None));
            statements.Add(Start("map", Num(0.3) * Ref("l0")));
            statements.Add(Observe("o2", Unit.One, Ref("map") * Term(1) + new Cumulative(flows[^1]) / Ref("population")));
        }

        if (delayed)
        {
            Expression late = Filtered(new Incidence(flows[random.Next(flows.Count)]) * Term(1)) / Ref("population");
            statements.Add(Observe("o3", Unit.One, Term(1) * late + Filtered(Num(0.1) + late * Term(1)) + Ref(names[^1]) / total));
            statements.Add(Observe("o4", Unit.One, Filtered(Ref("x0") * Ref("n0") + Num(0.1) * Filtered(Ref("l0") * Ref("x0")))));
        }

        if (groups)
        {
            Grouped(symbols, statements, random);
        }

        statements.Add(Observe("o0", stock, Term(1) * new Incidence(flows[random.Next(flows.Count)]) + Ref(names[^1])));
        statements.Add(Observe("o1", Unit.One, Term(3) + new Incidence(flows[0]) / Ref("population")));
        return new($"Random{seed}", null, symbols.ToImmutable(), statements.ToImmutable(), scheme ?? (Scheme)(seed % 4), random.Next(1, 4))
        {
            Axes = groups ? [new("Age", ["young", "old"])] : [],
        };
    }

    // A stock of its own in two groups with stages, mixed by a matrix.
    private static void Grouped(ImmutableArray<Symbol>.Builder symbols, ImmutableArray<Statement>.Builder statements, Random random)
    {
        symbols.Add(Compartment("G") with { Axes = ["Age"], Stages = 1 + random.Next(3) });
        symbols.Add(Compartment("H") with { Axes = ["Age"] });
        symbols.Add(new MatrixSymbol("contacts", Unit.One, "Age", "Age", null, null, Place.None));
        symbols.Add(Constant("scale", Unit.One, 0) with { Axes = ["Age"], Values = [0.4, 0.9] });
        statements.Add(Flow("g", "H", "G", Ref("l1") * new Mix("contacts", Ref("scale") * Ref("G") / (Ref("G") + Ref("H")), random.Next(2) == 0)));
        statements.Add(Flow("h", "G", "H", Num(0.4, PerDay)));
        statements.Add(Start("G", Num(30, People) * Ref("scale")));
        statements.Add(Start("H", Num(60, People) * Ref("l0")));
        statements.Add(Observe("grouped", People, new SumOver(new Incidence("g"), "Age") + new Select(Ref("H"), new("Age", "old"))));
    }
}
