using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NimmGen.LanguageModels;

/// <summary>What a command came to.</summary>
/// <param name="ExitCode">127 where the shell could not be started.</param>
/// <param name="Text">Standard output.</param>
/// <param name="Error">The end of standard error.</param>
/// <param name="TooLarge">Whether it was stopped because it printed too much.</param>
internal sealed record CommandOutput(int ExitCode, string Text, string Error, bool TooLarge);

/// <summary>Runs a line of the shell with text on its standard input, and ends it with everything that it started.</summary>
internal static class CommandProcess
{
    private const int LongestError = 4096;
    private const int CannotStart = 127;

    // A command that left something running behind it has answered: its pipes stay open as long as that lives.
    private static readonly TimeSpan AfterExit = TimeSpan.FromSeconds(2);

    public static async Task<CommandOutput> RunAsync(string line, string input, string? folder, int longest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using Process? process = Start(line, folder, out string? why);
        if (process is null)
        {
            return new(CannotStart, "", why!, false);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<(byte[] Bytes, bool TooLarge)> output = BeginningAsync(process.StandardOutput.BaseStream, longest, stop.Token);
        Task<string> error = EndAsync(process.StandardError.BaseStream, stop.Token);
        Task written = WriteAsync(process, input, stop.Token);
        try
        {
            Task exit = process.WaitForExitAsync(cancellation);
            if (await Task.WhenAny(exit, output) == output && (await output).TooLarge)
            {
                return new(0, "", "", true);
            }

            await exit;
            stop.CancelAfter(AfterExit);
            (byte[] bytes, bool tooLarge) = await output;
            return new(process.ExitCode, Encoding.UTF8.GetString(bytes), await error, tooLarge);
        }
        finally
        {
            Kill(process);
            await stop.CancelAsync();
            await Task.WhenAll(written, error, output).ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static Process? Start(string line, string? folder, out string? why)
    {
        (string shell, string option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell, [option, line])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            why = null;
            return Process.Start(start);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            why = folder is null || Directory.Exists(folder) ? "the shell cannot be started" : "its folder does not exist";
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    // A command need not read its input.
    private static async Task WriteAsync(Process process, string input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellation);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It will say what it wanted, or its reply is there.
        }
    }

    private static async Task<(byte[] Bytes, bool TooLarge)> BeginningAsync(Stream stream, int longest, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > longest)
                {
                    return ([], true);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // What came before is what there is.
        }

        return (bytes.ToArray(), false);
    }

    private static async Task<string> EndAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] kept = [];
        byte[] buffer = new byte[LongestError];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                byte[] all = [.. kept, .. buffer.AsSpan(0, read)];
                kept = all[Math.Max(0, all.Length - LongestError)..];
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The same.
        }

        return Encoding.UTF8.GetString(kept);
    }
}
