using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Which author is asked, as written in <c>--llm</c>.</summary>
public abstract record ModelSpecification
{
    /// <summary>The forms that <see cref="Parse"/> reads, for help texts and messages.</summary>
    public static ImmutableArray<string> Forms { get; } = ["none", "openai:MODEL", "openai:MODEL@ADDRESS", "anthropic:MODEL", "exec:COMMAND", "pipe:COMMAND", "replay:FILE"];

    /// <summary><c>none</c>: the built-in modeller; no language model is asked.</summary>
    public sealed record BuiltIn : ModelSpecification
    {
        public override string ToString() => "none";
    }

    /// <summary><c>openai:MODEL</c>: OpenAI, or whatever speaks its protocol at the address after <c>@</c> or at <see cref="ProviderOptions.BaseUrl"/>.</summary>
    public sealed record OpenAi(string Model, string? Address = null) : ModelSpecification
    {
        public override string ToString() => $"openai:{Model}{(Address is null ? "" : "@" + Address)}";
    }

    /// <summary><c>anthropic:MODEL</c>, or <c>anthropic:MODEL@ADDRESS</c>.</summary>
    public sealed record Anthropic(string Model, string? Address = null) : ModelSpecification
    {
        public override string ToString() => $"anthropic:{Model}{(Address is null ? "" : "@" + Address)}";
    }

    /// <summary>
    /// The shell runs the command; reply on standard output. <c>exec:COMMAND</c> gets the request as JSON on standard input
    /// (docs/language-models.md has its form), <c>pipe:COMMAND</c> the prompt as plain text.
    /// </summary>
    public sealed record Command(string Line, bool Json = true) : ModelSpecification
    {
        internal string Provider => Json ? "exec" : "pipe";

        public override string ToString() => $"{Provider}:{Line}";
    }

    /// <summary><c>replay:FILE</c>: replies come from a cassette and nothing is sent.</summary>
    public sealed record Replay(string File) : ModelSpecification
    {
        public override string ToString() => $"replay:{File}";
    }

    /// <summary>Reads one of <see cref="Forms"/>; NL0001 where it is none of them.</summary>
    public static SpecificationResult Parse(string text) => SpecificationParser.Parse(text);
}

/// <summary>What came of reading a specification: one of the two.</summary>
public sealed record SpecificationResult(ModelSpecification? Specification, Diagnostic? Failure);
