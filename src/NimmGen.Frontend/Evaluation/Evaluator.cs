using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Evaluation;

/// <summary>
/// Walks the bound tree of one model and calls members of the language on its behalf; nothing of the text is compiled.
/// A wrong statement is reported and skipped, and what depends on it is skipped in silence.
/// </summary>
internal sealed partial class Evaluator
{
    private readonly Func<IMethodSymbol, IOperation?> _bodies;
    private readonly EvaluatedModel _model = new();
    private readonly Memory _memory = new();
    private readonly Meter _meter;
    private readonly List<Diagnostic> _wrong;
    private object? _returned;

    /// <param name="bodies">The body of a method of the text.</param>
    /// <param name="wrong">Where diagnostics go.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    public Evaluator(Func<IMethodSymbol, IOperation?> bodies, List<Diagnostic> wrong, CancellationToken cancellation)
    {
        _bodies = bodies;
        _wrong = wrong;
        _meter = new(cancellation);
    }

    private enum Next
    {
        Statement,
        Break,
        Continue,
        Return,
    }

    /// <summary>The instance that the statements act on.</summary>
    public EvaluatedModel Model => _model;

    /// <summary>The value of a field, or null where its initialiser is wrong.</summary>
    public object? Field(IFieldSymbol field, IFieldInitializerOperation initializer)
    {
        _memory[field] = Memory.Poison;
        Guard(initializer, () => _memory[field] = Numbers.Convert(Eval(initializer.Value), field.Type));
        try
        {
            return _memory[field];
        }
        catch (PoisonFault)
        {
            return null;
        }
    }

    /// <summary>Evaluates the body of Define.</summary>
    public void Define(IOperation body) => Execute(body);

    /// <summary>Evaluates the body of a network's Define; null where what it returns is wrong, which is reported.</summary>
    public Signal? Define(IMethodSymbol method, IOperation body)
    {
        _memory[method.Parameters[0]] = Network.History();
        _memory[method.Parameters[1]] = Network.Steps();
        _returned = null;
        Execute(body);
        return _returned as Signal;
    }

    // Runs one statement; what is wrong with it is kept.
    private void Guard(IOperation at, Action statement)
    {
        try
        {
            statement();
        }
        catch (StatementFault fault)
        {
            _wrong.Add(fault.Diagnostic);
        }
        catch (PoisonFault)
        {
            // Its cause is reported already.
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException or IndexOutOfRangeException or NotSupportedException or InvalidCastException)
        {
            _wrong.Add(Source.Error("NG0006", at.Syntax.GetLocation(), $"the statement cannot be computed: {Reason(e)}", "look at its numbers and indices"));
        }
    }

    private static string Reason(Exception e) => e switch
    {
        OverflowException => "an integer is too large",
        DivideByZeroException => "an integer is divided by zero",
        IndexOutOfRangeException => "an index is outside its array",
        _ => e.Message,
    };
}
