using System.Collections.Immutable;
using System.Text;
using NimmGen.Frontend.Worker;

namespace NimmGen.Fuzz;

/// <summary>What came out.</summary>
/// <param name="Programs">Read.</param>
/// <param name="Accepted">Of them, those that are models.</param>
/// <param name="Compared">Of them, those read in this process too, with the same result.</param>
/// <param name="Codes">Programs a code was told for, by code.</param>
/// <param name="Usage">What reading cost.</param>
/// <param name="Slowest">The number of the program that took longest by the clock.</param>
/// <param name="Failures">Programs that broke something, with what they broke.</param>
public sealed record FuzzReport(
    int Programs, int Accepted, int Compared, ImmutableSortedDictionary<string, int> Codes, WorkerUsage Usage, int Slowest, ImmutableArray<(int Number, string What)> Failures)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Programs} programs, {Accepted} accepted, {Compared} compared with a reading in this process, {Usage.Processes} workers started");
        text.AppendLine($"at most for one program: {Usage.MostClock.TotalMilliseconds:0} ms by the clock (program {Slowest}), {Usage.MostProcessor.TotalMilliseconds:0} ms of the processor; largest worker {Usage.MostResident >> 20} MB");
        text.AppendLine("codes: " + string.Join(", ", Codes.Select(c => $"{c.Key} {c.Value}")));
        text.Append(Failures.IsEmpty ? "no failures" : $"{Failures.Length} failures");
        foreach ((int number, string what) in Failures)
        {
            text.Append($"\nprogram {number}: {what}");
        }

        return text.ToString();
    }
}
