using System.Diagnostics;

namespace NimmGen;

/// <summary>The instance on which the front end calls the statements of a model that exists as text only.</summary>
internal sealed class EvaluatedModel : Model
{
    protected override void Define() => throw new UnreachableException("a model that exists as text is evaluated, not run");
}
