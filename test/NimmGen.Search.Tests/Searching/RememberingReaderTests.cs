using NimmGen.Frontend;

namespace NimmGen.Search.Tests;

public sealed class RememberingReaderTests
{
    [Fact]
    public void A_program_is_read_once()
    {
        var counting = new Counting();
        var reader = new RememberingReader(counting);
        ReadResult first = reader.Read(Program("A"), "candidate 1", TestContext.Current.CancellationToken);
        Assert.Same(first, reader.Read(Program("A"), "candidate 1", TestContext.Current.CancellationToken));
        Assert.Equal(1, counting.Readings);

        // Messages name the file, so another name is another reading.
        Assert.NotSame(first, reader.Read(Program("A"), "candidate 2", TestContext.Current.CancellationToken));
        Assert.Equal(2, counting.Readings);
    }

    [Fact]
    public void What_could_not_be_read_is_tried_again()
    {
        var counting = new Counting();
        var reader = new RememberingReader(counting);
        Assert.Empty(reader.Read("class A", "candidate 1", TestContext.Current.CancellationToken).Models);
        Assert.Empty(reader.Read("class A", "candidate 1", TestContext.Current.CancellationToken).Models);
        Assert.Equal(2, counting.Readings);
    }

    [Fact]
    public void Only_the_last_programs_are_kept()
    {
        var counting = new Counting();
        var reader = new RememberingReader(counting);
        for (int i = 0; i < 65; i++)
        {
            reader.Read(Program("A"), $"candidate {i}", TestContext.Current.CancellationToken);
        }

        reader.Read(Program("A"), "candidate 64", TestContext.Current.CancellationToken);
        Assert.Equal(65, counting.Readings);
        reader.Read(Program("A"), "candidate 0", TestContext.Current.CancellationToken);
        Assert.Equal(66, counting.Readings);
    }

    private static string Program(string name) => $$"""
        using NimmGen;
        using static NimmGen.Units;
        public sealed class {{name}} : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.1, 1);
            protected override void Define() => Flow(S, R, beta);
        }
        """;

    private sealed class Counting : IModelReader
    {
        private readonly InProcessReader _reader = new();

        public int Readings { get; private set; }

        public ReadResult Read(string text, string fileName, CancellationToken cancellation = default)
        {
            Readings++;
            return _reader.Read(text, fileName, cancellation);
        }
    }
}
