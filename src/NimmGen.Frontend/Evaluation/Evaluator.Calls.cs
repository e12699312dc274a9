using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NimmGen.Frontend.Binding;

namespace NimmGen.Frontend.Evaluation;

internal sealed partial class Evaluator
{
    private object? Invoke(IInvocationOperation call)
    {
        object?[] arguments = Arguments(call.Arguments, call.TargetMethod);
        if (AllowList.Find(call.TargetMethod) is { } method)
        {
            if (typeof(Model).IsAssignableFrom(method.DeclaringType) && !method.IsStatic)
            {
                _meter.Statement(call);
            }

            object? instance = method.IsStatic ? null : typeof(Model).IsAssignableFrom(method.DeclaringType) ? _model : Eval(call.Instance!);
            return Call(call, method, instance, arguments);
        }

        IOperation body = _bodies(call.TargetMethod)
            ?? throw new StatementFault(Source.Outside(call.Syntax.GetLocation(), $"the call of {call.TargetMethod.Name}", "call statements and functions of the language"));
        _meter.EnterCall(call);
        try
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                _memory[call.TargetMethod.Parameters[i]] = arguments[i];
                _memory[call.TargetMethod.Parameters[i].OriginalDefinition] = arguments[i];
            }

            _returned = null;
            Execute(body);
            return _returned;
        }
        finally
        {
            _meter.LeaveCall();
        }
    }

    private object Create(IObjectCreationOperation creation)
    {
        object made = Call(creation, creation.Constructor!, null, Arguments(creation.Arguments, creation.Constructor!))!;
        foreach (IOperation initializer in creation.Initializer?.Initializers ?? [])
        {
            if (initializer is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation p } a || AllowList.Find(p.Property) is not { CanWrite: true } property)
            {
                throw new StatementFault(Source.Outside(initializer.Syntax.GetLocation(), "this initialiser", "only { Role = Role.Transmission } and the like"));
            }

            property.SetValue(made, Eval(a.Value));
        }

        return made;
    }

    private object?[] Arguments(IEnumerable<IArgumentOperation> arguments, IMethodSymbol method)
    {
        var values = new object?[method.Parameters.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            values[argument.Parameter!.Ordinal] = Numbers.Convert(Eval(argument.Value), argument.Parameter.Type);
        }

        return values;
    }

    private static object? Call(IOperation at, IMethodSymbol method, object? instance, object?[] arguments) => Call(
        at,
        AllowList.Find(method) ?? throw new StatementFault(Source.Outside(at.Syntax.GetLocation(), $"the call of {method.Name}", "use the statements of the language")),
        instance, arguments);

    private static object? Call(IOperation at, MethodBase method, object? instance, object?[] arguments)
    {
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (parameters[i].ParameterType.IsEnum)
            {
                arguments[i] = Enum.ToObject(parameters[i].ParameterType, arguments[i]!);
            }
            else if (parameters[i].ParameterType.IsArray && arguments[i] is object?[] items)
            {
                arguments[i] = Typed(items, parameters[i].ParameterType.GetElementType()!);
            }
        }

        try
        {
            return method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArithmeticException or ArgumentException)
        {
            // Such as Math.Sign(NaN): the author's numbers, not a bug.
            throw new StatementFault(Source.Error("NG0006", at.Syntax.GetLocation(), $"{method.Name} cannot be computed: {e.InnerException.Message}", "look at its numbers"));
        }
        catch (TargetInvocationException e) when (e.InnerException is ModelException { Diagnostics: [{ } first, ..] })
        {
            // A layer or a signal whose shape does not fit.
            throw new StatementFault(Source.Error(first.Code, at.Syntax.GetLocation(), first.Message, first.Fix));
        }
        catch (TargetInvocationException e) when (e.InnerException is ModelException wrong)
        {
            throw new StatementFault(Source.Error("NG0006", at.Syntax.GetLocation(), wrong.Message, "look at the index or the axis"));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    // Arrays of the evaluated program hold anything; the language's own members want them of their type.
    private static Array Typed(object?[] items, Type element)
    {
        var typed = System.Array.CreateInstance(element, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            typed.SetValue(element == typeof(double) && items[i] is int n ? (double)n : items[i], i);
        }

        return typed;
    }

    // The left side of x += y, where x is a number and the operator is of terms.
    private static object? Lift(object? value, IMethodSymbol method) => value switch
    {
        double d when string.Equals(method.ContainingType.Name, nameof(Expr), StringComparison.Ordinal) => (Expr)d,
        UnitOfMeasure u when string.Equals(method.ContainingType.Name, nameof(Expr), StringComparison.Ordinal) => (Expr)u,
        _ => value,
    };
}
