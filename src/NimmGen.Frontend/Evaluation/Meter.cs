using Microsoft.CodeAnalysis;

namespace NimmGen.Frontend.Evaluation;

/// <summary>Counts what a program uses and stops it at the limit, with the line of the loop that ran away.</summary>
internal sealed class Meter(CancellationToken cancellation)
{
    private readonly Stack<SyntaxNode> _loops = new();
    private int _steps;
    private int _elements;
    private int _statements;
    private int _calls;

    public void Step(IOperation operation)
    {
        if ((++_steps & 0xff) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        if (_steps > Limits.Steps)
        {
            SyntaxNode at = _loops.Count > 0 ? _loops.Last() : operation.Syntax;
            throw Over(at, $"the model takes more than {Limits.Steps} operations", "end the loop earlier, or write fewer terms");
        }
    }

    public void EnterLoop(SyntaxNode loop) => _loops.Push(loop);

    public void LeaveLoop() => _loops.Pop();

    public void Iterate(int iterations)
    {
        if (iterations > Limits.Iterations)
        {
            throw Over(_loops.Peek(), $"the loop runs more than {Limits.Iterations} times", "look at its condition: it may never end");
        }
    }

    public void Allocate(IOperation operation, long elements)
    {
        if (elements < 0 || (_elements = (int)Math.Min(int.MaxValue, _elements + elements)) > Limits.Elements)
        {
            throw Over(operation.Syntax, $"arrays hold {(elements < 0 ? elements : _elements)} elements, expected 0 to {Limits.Elements}", "use smaller arrays");
        }
    }

    public void Statement(IOperation operation)
    {
        if (++_statements > Limits.Statements)
        {
            throw Over(_loops.Count > 0 ? _loops.Last() : operation.Syntax, $"the model has more than {Limits.Statements} statements", "write a smaller model");
        }
    }

    public void EnterCall(IOperation operation)
    {
        if (++_calls > Limits.Calls)
        {
            throw Over(operation.Syntax, $"methods call each other more than {Limits.Calls} deep", "write the statements out");
        }
    }

    public void LeaveCall() => _calls--;

    public static void Term(IOperation operation, Ir.Expression term)
    {
        if (term.Size > Limits.TermSize || term.Depth > Limits.TermDepth)
        {
            throw Over(
                operation.Syntax, $"the term has {term.Size} nodes and {term.Depth} levels, at most {Limits.TermSize} and {Limits.TermDepth}",
                "name parts of it with Let, or write a smaller model");
        }
    }

    /// <summary>A number that is none, such as 1 / 0.0, would make nonsense of every term that it is in.</summary>
    public static void Finite(IOperation operation, Ir.Expression term)
    {
        if (term is Ir.Number { Value: var value } && !double.IsFinite(value))
        {
            throw new StatementFault(Source.Error("NG0006", operation.Syntax.GetLocation(), $"the number is {value}", "look at divisions by zero, logarithms and very large numbers"));
        }
    }

    public static void Text(IOperation operation, int length)
    {
        if (length > Limits.String)
        {
            throw Over(operation.Syntax, $"a string of {length} characters, at most {Limits.String}", "strings only name channels, flows and lets");
        }
    }

    private static BudgetFault Over(SyntaxNode at, string what, string fix) => new(Source.Budget(at.GetLocation(), what, fix));
}
