/// <summary>
/// What the runtime calls in a process that a test starts with <c>DOTNET_STARTUP_HOOKS</c> set to this assembly, before its Main: at the
/// end, the names of all assemblies that were loaded are written to the file that <see cref="Variable"/> names, one a line.
/// </summary>
#pragma warning disable CA1050, MA0047 // The runtime asks for this name, without a namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public const string Variable = "NIMMGEN_TEST_LOADED";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(
            Environment.GetEnvironmentVariable(Variable)!,
            AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!).Order(StringComparer.Ordinal));
}
