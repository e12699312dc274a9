using NimmGen.Frontend.Worker;

namespace NimmGen.Frontend.Tests.Worker;

public sealed class FrameTests
{
    [Fact]
    public void Messages_come_back_as_they_were()
    {
        using var stream = new MemoryStream();
        string[][] all = [[], [""], ["a", "Größe β \ud83e\udda0", new string('x', 100_000)]];
        foreach (string[] parts in all)
        {
            Frame.Write(stream, parts);
        }

        stream.Position = 0;
        Assert.All(all, parts => Assert.Equal(parts, Frame.Read(stream)));
        Assert.Null(Frame.Read(stream));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("FFFFFFFF")]
    [InlineData("01010000")]
    [InlineData("01000000FFFFFF7F")]
    [InlineData("01000000FFFFFFFF")]
    [InlineData("0100000002000000")]
    [InlineData("0100000002000000C328")]
    [InlineData("02000000010000004100")]
    public void Anything_else_is_invalid(string bytes)
    {
        using var stream = new MemoryStream(Convert.FromHexString(bytes));
        Assert.Throws<InvalidDataException>(() => Frame.Read(stream));
    }

    [Fact]
    public void What_cannot_be_read_is_not_written()
    {
        Assert.Throws<InvalidDataException>(() => Frame.Write(Stream.Null, new string('x', Frame.MaximumBytes + 1)));
        Assert.Throws<InvalidDataException>(() => Frame.Write(Stream.Null, Enumerable.Repeat("", Frame.MaximumParts + 1).ToArray()));
        Assert.ThrowsAny<ArgumentException>(() => Frame.Write(Stream.Null, "\ud83e"));
    }
}
