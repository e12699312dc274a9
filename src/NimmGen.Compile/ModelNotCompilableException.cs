namespace NimmGen.Compile;

/// <summary>The model has no kernel; the message says what is wrong with it. Verified models do not end here.</summary>
public sealed class ModelNotCompilableException(string message) : ArgumentException(message);
