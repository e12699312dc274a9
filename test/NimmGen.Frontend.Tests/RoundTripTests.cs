using NimmGen.Ir;

namespace NimmGen.Frontend.Tests;

/// <summary>What a worker sends and a run file stores is all of a mechanism.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Folders => ["models-text", "verifier"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Json_keeps_every_mechanism_that_is_accepted(string folder)
    {
        int count = 0;
        foreach (MechanismIr model in Texts.In(folder, "*.cs").SelectMany(f => Texts.ReadFile(f).Models))
        {
            string json = MechanismJson.Write(model);
            MechanismIr read = MechanismJson.Read(json);
            Assert.Equal(json, MechanismJson.Write(read));
            Assert.Equal(model.Hash, read.Hash);
            Assert.Equal(model.Statements, read.Statements);
            Assert.Equal(model.Symbols.Select(s => (s.Name, s.Unit, s.Meaning, s.Role, s.Place)), read.Symbols.Select(s => (s.Name, s.Unit, s.Meaning, s.Role, s.Place)));
            Assert.Equal((model.Name, model.Summary, model.Scheme, model.SubSteps), (read.Name, read.Summary, read.Scheme, read.SubSteps));
            count++;
        }

        Assert.True(count >= 6, $"{count} mechanisms");
    }
}
