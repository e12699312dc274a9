using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>Mutation testing of the verifier: with any check or code switched off, some wrong program is no longer told what is wrong with it.</summary>
public sealed class MutationTests
{
    private static readonly Lazy<ImmutableArray<(string Code, MechanismIr Model, DataContext? Data)>> Programs = new(() =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wrong")).Order(StringComparer.Ordinal).Select(f =>
        {
            string text = File.ReadAllText(f);
            return (Path.GetFileName(f)[..6], Assert.Single(ModelReader.Read(text, Path.GetFileName(f)).Models), text.Split('\n')[0].EndsWith("with data", StringComparison.Ordinal) ? WrongTests.Surveillance : null);
        }),
    ]);

    public static TheoryData<string> Checks => [.. Verifier.Checks];

    public static TheoryData<string> Codes => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wrong")).Select(f => Path.GetFileName(f)[..6]).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Without_a_check_a_wrong_program_passes(string check)
    {
        VerifierOptions without = WrongTests.Thorough with { Without = [check] };
        Assert.Contains(Programs.Value, p => Told(p, WrongTests.Thorough) && !Told(p, without));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_other_code_takes_the_place_of_one(string code)
    {
        VerifierOptions without = WrongTests.Thorough with { Without = [code] };
        foreach (var program in Programs.Value.Where(p => p.Code == code))
        {
            Verdict verdict = Verifier.Verify(program.Model, program.Data, without);
            Assert.DoesNotContain(verdict.Findings, f => f.Code == code);
            // What is wrong in more than one way another check may refuse too, mostly those that run the model.
            Assert.True(verdict.Accepted || code is "NG0008" or "NG1004" or "NG2001" or "NG2006" or "NG4001" or "NG5001", string.Join('\n', verdict.Findings));
        }
    }

    private static bool Told((string Code, MechanismIr Model, DataContext? Data) program, VerifierOptions options)
    {
        try
        {
            return Verifier.Verify(program.Model, program.Data, options).Findings.Any(f => f.Code == program.Code);
        }
        catch (KeyNotFoundException)
        {
            // Later checks may rely on one that is off.
            return false;
        }
    }
}
