using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Failures of the file of recorded exchanges.</summary>
internal static class CassetteFailures
{
    public static LanguageModelFailure Unreadable(string file, int line, string message, string why, string fix) => new(
        FailureKind.Setup, new("NL0016", Severity.Error, new(file, line), message, null, why, fix));

    public static LanguageModelFailure NotReadable(string file, string why) => new(
        FailureKind.Setup,
        new("NL0016", Severity.Error, new(file, 0), "the cassette cannot be read", null, why, "check the name of the file; record it first where there is none"));

    public static LanguageModelFailure Missing(string file, CassetteMiss miss) => new(
        FailureKind.Setup,
        new("NL0017", Severity.Error, new(file, miss.Line), "the cassette has no reply to this question", miss.Where, miss.Why,
            "replay with the program, data, seed and options of the recording; or let what is missing be asked (replay, then record)"))
    { Attempts = 0 };

    public static LanguageModelFailure NotWritable(string file, string why) => new(
        FailureKind.Setup,
        new("NL0018", Severity.Error, new(file, 0), "the cassette cannot be written", null, why, "free space or name another file, then resume"));

    public static LanguageModelFailure Exists(string file) => new(
        FailureKind.Setup,
        new("NL0018", Severity.Error, new(file, 0), "there is a cassette already", null, "recording would mix two runs or destroy the first", "name another file, or let it go on (replay, then record)"));

    public static Diagnostic CutLine(string file, int line) => new(
        "NL0019", Severity.Warning, new(file, line), "the last line of the cassette is cut off; that exchange is left out", null,
        "the recording was killed while it wrote, or the file was not copied whole", "nothing, where the run is resumed: it is asked again");
}
