using System.Globalization;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>Processor time of the calling thread since it was made, where Linux tells it; else the clock's.</summary>
/// <param name="time">The clock.</param>
internal sealed class ThreadClock(TimeProvider time)
{
    private const string Source = "/proc/thread-self/schedstat";

    private readonly long _started = time.GetTimestamp();
    private readonly double _processor = Processor();

    public double Seconds => Processor() is var now && double.IsFinite(now - _processor) ? now - _processor : time.GetElapsedTime(_started).TotalSeconds;

    // The first number is nanoseconds on a processor.
    private static double Processor()
    {
        try
        {
            return double.Parse(File.ReadAllText(Source).Split(' ')[0], CultureInfo.InvariantCulture) * 1e-9;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return double.NaN;
        }
    }
}
