using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NimmGen.Frontend.Evaluation;

internal sealed partial class Evaluator
{
    private Next Execute(IOperation statement)
    {
        _meter.Step(statement);
        var next = Next.Statement;
        switch (statement)
        {
            case IMethodBodyOperation m:
                return Execute((m.BlockBody ?? m.ExpressionBody)!);
            case IBlockOperation b:
                return Sequence(b.Operations);
            case IVariableDeclarationGroupOperation g:
                Declare(g);
                break;
            case IReturnOperation r:
                _returned = Memory.Poison;
                Guard(r, () => _returned = r.ReturnedValue is null ? null : Eval(r.ReturnedValue));
                return Next.Return;
            case IBranchOperation b:
                return b.BranchKind == BranchKind.Break ? Next.Break : Next.Continue;
            case IExpressionStatementOperation e:
                Guard(e, () => Eval(e.Operation));
                break;
            case IConditionalOperation c:
                Guard(c, () => next = (bool)Eval(c.Condition)! ? Execute(c.WhenTrue) : c.WhenFalse is null ? Next.Statement : Execute(c.WhenFalse));
                break;
            case IForLoopOperation f:
                Guard(f, () => next = For(f));
                break;
            case IForEachLoopOperation f:
                Guard(f, () => next = ForEach(f));
                break;
            case ISwitchOperation s:
                Guard(s, () => next = Switch(s));
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            default:
                throw new BudgetFault(Source.Outside(statement.Syntax.GetLocation(), $"'{statement.Kind}'", "write it with the statements of the language"));
        }

        return next;
    }

    private Next Sequence(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            Next next = Execute(statement);
            if (next != Next.Statement)
            {
                return next;
            }
        }

        return Next.Statement;
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(d => d.Declarators))
        {
            _memory[variable.Symbol] = Memory.Poison;
            if (variable.GetVariableInitializer() is { } initializer)
            {
                Guard(variable, () => _memory[variable.Symbol] = Eval(initializer.Value));
            }
        }
    }

    private Next For(IForLoopOperation loop)
    {
        _meter.EnterLoop(loop.Syntax);
        try
        {
            Sequence(loop.Before);
            for (int i = 1; (bool)Eval(loop.Condition!)!; i++)
            {
                _meter.Iterate(i);
                Next next = Execute(loop.Body);
                if (next is Next.Break or Next.Return)
                {
                    return next == Next.Return ? next : Next.Statement;
                }

                Sequence(loop.AtLoopBottom);
            }

            return Next.Statement;
        }
        finally
        {
            _meter.LeaveLoop();
        }
    }

    private Next ForEach(IForEachLoopOperation loop)
    {
        if (Eval(loop.Collection) is not object?[] items)
        {
            throw new StatementFault(Source.Outside(loop.Collection.Syntax.GetLocation(), "foreach over this", "use an array"));
        }

        _meter.EnterLoop(loop.Syntax);
        try
        {
            for (int i = 0; i < items.Length; i++)
            {
                _meter.Iterate(i + 1);
                Assign(loop.LoopControlVariable, items[i]);
                Next next = Execute(loop.Body);
                if (next is Next.Break or Next.Return)
                {
                    return next == Next.Return ? next : Next.Statement;
                }
            }

            return Next.Statement;
        }
        finally
        {
            _meter.LeaveLoop();
        }
    }

    private Next Switch(ISwitchOperation statement)
    {
        object? value = Eval(statement.Value);
        ISwitchCaseOperation? chosen =
            statement.Cases.FirstOrDefault(c => c.Clauses.OfType<ISingleValueCaseClauseOperation>().Any(v => Equals(Eval(v.Value), value)))
            ?? statement.Cases.FirstOrDefault(c => c.Clauses.Any(v => v.CaseKind == CaseKind.Default));
        Next next = chosen is null ? Next.Statement : Sequence(chosen.Body);
        return next == Next.Break ? Next.Statement : next;
    }
}
