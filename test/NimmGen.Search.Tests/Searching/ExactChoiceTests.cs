using NimmGen.Evaluate;

namespace NimmGen.Search.Tests.Searching;

/// <summary>Among mechanisms that are exact, rounding does not choose.</summary>
public sealed class ExactChoiceTests
{
    [Fact]
    public void Of_two_exact_mechanisms_the_simpler_is_chosen_and_an_error_that_is_none_of_rounding_still_decides()
    {
        MethodScores[] naive = [Score("last value", 50)];
        CandidateRecord simple = Scored(1, 3e-14, "class A\n{\n    a;\n}\n"), rich = Scored(2, 1e-14, "class A\n{\n    a;\n    b;\n}\n");
        Assert.Equal(1, Choice.Of([simple, rich], naive)!.Number);
        Assert.Equal(2, Choice.Of([simple with { Score = 1e-6, Validation = [Score("free path", 1e-6)] }, rich], naive)!.Number);
    }

    private static CandidateRecord Scored(int number, double error, string program) =>
        new(number, null, "A", "", program, "h", Outcome.Scored, [], [Score("free path", error)], error, 0);

    private static MethodScores Score(string method, double error) => new(method, [error], [error], [error]);
}
