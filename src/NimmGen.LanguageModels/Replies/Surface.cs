using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>A program taken from a reply.</summary>
/// <param name="Code">C# text with \n line ends, or null where there is none.</param>
/// <param name="Rationale">What the reply says around it, trimmed.</param>
/// <param name="Failure">NL0022 where there is no program.</param>
public sealed record ProgramReply(string? Code, string Rationale, Diagnostic? Failure)
{
    /// <summary>Finds the program in a reply: in a fence, in the fence with <c>: Model</c>, bare, or in a fence that was never closed.</summary>
    public static ProgramReply Read(string reply) => throw new NotSupportedException();
}

/// <summary>JSON replies: the schema that is asked for, and a reader that forgives what models do to JSON.</summary>
public static class JsonReply
{
    /// <summary>The schema of a record, for <see cref="Ask.Schema"/>.</summary>
    public static JsonElement Schema<T>() => throw new NotSupportedException();

    /// <summary>Reads the reply; NL0023 where it is not the JSON of a <typeparamref name="T"/>.</summary>
    public static JsonReply<T> Read<T>(string reply) => throw new NotSupportedException();
}

/// <summary>What came of reading a JSON reply: one of the two.</summary>
public sealed record JsonReply<T>(T? Value, Diagnostic? Failure);
