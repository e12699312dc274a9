namespace NimmGen;

/// <summary>What a scenario may turn. The list is open: new Role("chemotherapy").</summary>
public sealed class Role
{
    public Role(string name) => Name = name;

    public string Name { get; }

    public static Role Transmission { get; } = new("transmission");

    public static Role Reporting { get; } = new("reporting");

    public static Role Importation { get; } = new("importation");

    public static Role Treatment { get; } = new("treatment");

    public static Role Vaccination { get; } = new("vaccination");

    public static Role Decolonisation { get; } = new("decolonisation");

    public override string ToString() => Name;
}
