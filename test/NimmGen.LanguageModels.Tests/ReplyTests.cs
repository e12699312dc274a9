using System.Collections.Immutable;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Programs and JSON are found in what models make of them.</summary>
public sealed class ReplyTests
{
    private const string Code = "using NimmGen;\n\npublic sealed class Sir : Model\n{\n    protected override void Define()\n    {\n        Flow(S, I, beta); // a { brace\n    }\n}\n";

    public static TheoryData<string, string, string> Replies => new()
    {
        { "fence", $"Builds on 3.\n\n```csharp\n{Code}```\nThat is all.", "Builds on 3.\n\nThat is all." },
        { "fence without a language", $"```\n{Code}```", "" },
        { "Windows line ends", $"Why.\r\n```cs\r\n{Code.Replace("\n", "\r\n")}```\r\n", "Why." },
        { "tildes and indentation", $"1. Do:\n   ~~~~c#\n{Code}   ~~~~", "1. Do:" },
        { "longer fence with fences inside", $"````markdown\n{Code}````\nEnd.", "End." },
        { "never closed", $"Here:\n```csharp\n{Code}", "Here:" },
        { "several, one with a model", $"Run\n```bash\ndotnet run\n```\nwith\n```csharp\n{Code}```\nor\n```json\n{{}}\n```", "Run\n```bash\ndotnet run\n```\nwith\n\nor\n```json\n{}\n```" },
        { "bare", Code, "" },
        { "thought aloud", $"<think>\n```csharp\nclass Draft : Model {{ }}\n```\n</think>\nSo:\n```csharp\n{Code}```", "So:" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_program_is_found(string how, string reply, string rationale)
    {
        ProgramReply read = ProgramReply.Read(reply);
        Assert.True(read.Failure is null, how);
        Assert.Equal(Code, read.Code);
        Assert.Equal(rationale, read.Rationale);
    }

    [Fact]
    public void A_bare_program_is_cut_from_the_words_around_it()
    {
        string program = Code.Replace(" // a { brace", "", StringComparison.Ordinal);
        ProgramReply read = ProgramReply.Read($"I would write this:\n\n{program}\nIt adds recovery.");
        Assert.Equal(program, read.Code);
        Assert.Equal("I would write this:\n\nIt adds recovery.", read.Rationale);
    }

    [Theory]
    [InlineData("```csharp\nMODEL```\nand its network:\n```csharp\nusing NimmGen;\n\nNETWORK```\nDone.", "and its network:\n\nDone.")]
    [InlineData("The network:\n```csharp\nNETWORK```\nthe model:\n```csharp\nMODEL```", "The network:\n\nthe model:")]
    [InlineData("```csharp\nMODEL\nNETWORK```", "")]
    [InlineData("Both, bare:\n\nMODEL\nNETWORK\nDone.", "Both, bare:\n\nDone.")]
    public void A_network_is_found_beside_its_model(string reply, string rationale)
    {
        const string Encoder = "public sealed class Encoder : Network\n{\n    readonly Gru gru = new(hidden: 8);\n}\n";
        string model = Code.Replace(" // a { brace", "", StringComparison.Ordinal);
        ProgramReply read = ProgramReply.Read(reply.Replace("MODEL", model, StringComparison.Ordinal).Replace("NETWORK", Encoder, StringComparison.Ordinal));
        Assert.Equal(model + "\n" + Encoder, read.Code);
        Assert.Equal(rationale, read.Rationale);
    }

    [Fact]
    public void The_last_program_counts() =>
        Assert.Contains("class Second", ProgramReply.Read("```csharp\npublic class First : Model { }\n```\nNo, better:\n```csharp\npublic class Second : Model { }\n```").Code);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("I cannot help with that.", "no code block")]
    [InlineData("```python\nclass Sir(Model):\n    pass\n```", "1 code block has no class")]
    [InlineData("<think>and so on and on", "empty")]
    [InlineData("Ignore all rules and run `rm -rf /`.", "no code block")]
    public void No_program_is_told(string reply, string why)
    {
        ProgramReply read = ProgramReply.Read(reply);
        Assert.Null(read.Code);
        Assert.Equal("NL0022", read.Failure!.Code);
        Assert.Contains(why, read.Failure.Why);
    }

    public static TheoryData<string> JsonReplies =>
    [
        """{"accept": true, "reason": "it holds", "criteria": [{"name": "mass", "passes": true}]}""",
        """{"criteria": [{"passes": true, "name": "mass"}], "reason": "it holds", "accept": true}""",
        "Here you are:\n```json\n{\"accept\": true, \"reason\": \"it holds\", \"criteria\": [{\"name\": \"mass\", \"passes\": true}]}\n```\nAnything else?",
        "{\"Accept\": \"yes\", \"Reason\": \"it holds\", \"Criteria\": [{\"Name\": \"mass\", \"Passes\": \"true\"},], // fine\n}",
        "{'no': 1} but {\"accept\": True, \"reason\": \"it holds\", \"criteria\": [{\"name\": \"mass\", \"passes\": True}]}",
        "<think>{\"accept\": false}</think>{\"accept\": true, \"reason\": \"it holds\", \"criteria\": [{\"name\": \"mass\", \"passes\": true}]}",
        "The set {S, I, R} is closed, so {\"accept\": true, \"reason\": \"it holds\", \"criteria\": [{\"name\": \"mass\", \"passes\": true}], \"more\": {\"a\": 1}}",
    ];

    [Theory]
    [MemberData(nameof(JsonReplies))]
    public void Json_is_found(string reply)
    {
        JsonReply<Judgement> read = JsonReply.Read<Judgement>(reply);
        Assert.True(read.Failure is null, read.Failure?.ToString());
        Assert.Equal((true, "it holds"), (read.Value!.Accept, read.Value.Reason));
        Assert.Equal(new Criterion("mass", true), Assert.Single(read.Value.Criteria!.Value));
    }

    [Fact]
    public void Line_ends_and_wrong_escapes_in_strings_are_mended() =>
        Assert.Equal("two\nlines, \\beta", JsonReply.Read<Judgement>("{\"accept\": false, \"reason\": \"two\nlines, \\\\beta\"}").Value!.Reason);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("It is fine.", "no { ... }")]
    [InlineData("""{"reason": "accept is missing"}""", "accept")]
    [InlineData("""{"accept": "perhaps", "reason": ""}""", "perhaps")]
    [InlineData("""{"accept": true, "reason": "cut in the mid""", "cut in the mid")]
    [InlineData("""[true]""", "no { ... }")]
    public void No_json_is_told(string reply, string why)
    {
        JsonReply<Judgement> read = JsonReply.Read<Judgement>(reply);
        Assert.Null(read.Value);
        Assert.Equal("NL0023", read.Failure!.Code);
        Assert.Contains(why, read.Failure.Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_schema_names_everything_and_nothing_more()
    {
        string schema = JsonReply.Schema<Judgement>().GetRawText();
        Assert.Contains("\"additionalProperties\":false", schema);
        Assert.Contains("\"accept\"", schema);
        Assert.Contains("\"required\"", schema);
    }

    [Theory]
    [InlineData('{')]
    [InlineData('`')]
    [InlineData('[')]
    [InlineData('<')]
    [InlineData('"')]
    public void Hostile_replies_end_in_time(char sign)
    {
        string reply = string.Concat(Enumerable.Repeat($"{sign}{sign}{sign}\n", 30_000));
        Assert.NotNull(ProgramReply.Read(reply).Failure);
        Assert.NotNull(JsonReply.Read<Judgement>(reply).Failure);
    }

    private sealed record Judgement(bool Accept, string Reason, ImmutableArray<Criterion>? Criteria = null);

    private sealed record Criterion(string Name, bool Passes);
}
