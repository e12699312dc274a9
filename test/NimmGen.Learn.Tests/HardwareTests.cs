using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace NimmGen.Learn.Tests;

/// <summary>
/// The kernels' tests in child processes whose processor seems to have narrower vectors, so that every path is chosen at run time and
/// tested on any machine.
/// </summary>
public sealed class HardwareTests
{
    private const string Expected = "NIMMGEN_TEST_VECTOR_BITS";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TheoryData<string, int> Switches => new()
    {
        { "DOTNET_EnableAVX512", 256 },
        { "DOTNET_EnableHWIntrinsic", 128 },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Kernels_agree_with_fewer_instructions(string variable, int bits)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(HardwareTests).Assembly.Location, null))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["GemmTests", "ElementaryTests", "LayerTests", "TwinObjectiveTests", nameof(ChildTests)])
        {
            start.ArgumentList.Add("--filter-class");
            start.ArgumentList.Add("*" + name);
        }

        // How fast it is says nothing here.
        start.ArgumentList.Add("--filter-not-method");
        start.ArgumentList.Add("*The_measured_peak_is_that_of_a_processor");
        start.Environment[variable] = "0";
        start.Environment[Expected] = $"{Math.Min(bits, Bits())}";
        using Process child = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            Task<string> output = child.StandardOutput.ReadToEndAsync(limit.Token), errors = child.StandardError.ReadToEndAsync(limit.Token);
            await child.WaitForExitAsync(limit.Token);
            Assert.True(child.ExitCode == 0, $"{await output}\n{await errors}");
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Width of the widest vectors that are accelerated here.</summary>
    internal static int Bits() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>What the switch did, seen from inside.</summary>
    public sealed class ChildTests
    {
        [Fact]
        public void It_has_the_width_that_it_was_told()
        {
            if (Environment.GetEnvironmentVariable(Expected) is { } expected)
            {
                Assert.Equal(expected, $"{Bits()}");
            }
        }
    }
}
