using NimmGen.Ir;

namespace NimmGen.Frontend.Evaluation;

// How a statement ends that cannot be evaluated. Exceptions, since they leave a recursive walk; none leaves the evaluator.

/// <summary>The statement is wrong: it is reported and skipped.</summary>
internal sealed class StatementFault(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <summary>The statement uses the result of a wrong one, which is reported already: it is skipped in silence.</summary>
internal sealed class PoisonFault : Exception;

/// <summary>The program asks for too much: the evaluation ends.</summary>
internal sealed class BudgetFault(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
