using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>What a start with the rest leaves to others.</summary>
public static class StartRests
{
    /// <summary>
    /// The states that the rest is left over from: in a model that was written out the others of its group, else all compartments of its
    /// dimension that flows connect with it.
    /// </summary>
    public static ImmutableArray<string> Others(MechanismIr model, StartRestStatement rest)
    {
        if (!rest.Others.IsDefault)
        {
            return rest.Others;
        }

        ImmutableArray<CompartmentSymbol> component = FlowComponents.Of(model).FirstOrDefault(g => g.Any(c => c.Name == rest.State));
        return component.IsDefault ? [] : [.. Beside(component, rest.State).Select(c => c.Name)];
    }

    internal static IEnumerable<CompartmentSymbol> Beside(ImmutableArray<CompartmentSymbol> component, string state)
    {
        Unit unit = component.First(c => c.Name == state).Unit;
        return component.Where(c => c.Name != state && c.Unit.IsCompatibleWith(unit));
    }
}
