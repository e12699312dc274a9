using System.Collections.Concurrent;
using NimmGen.Ir;

namespace NimmGen.Frontend.Worker;

/// <summary>The other side of <see cref="WorkerReader"/>: reads one file after another for the process that started it.</summary>
public static class ReadWorker
{
    /// <summary>The first message of a worker that is ready.</summary>
    internal const string Ready = "nimmgen-reader 1";

    /// <summary>Answers until the input ends.</summary>
    /// <param name="input">Messages of two parts: the name of the file and its text.</param>
    /// <param name="output">Takes the answers; nothing else may be written to it.</param>
    /// <param name="abandoned">Ends the process; called where the input ends while a file is read, since nobody waits for the answer.</param>
    public static void Serve(Stream input, Stream output, Action abandoned)
    {
        using var requests = new BlockingCollection<string[]>();
        var listener = new Thread(() =>
        {
            Listen(input, requests);
            abandoned();
        })
        {
            IsBackground = true,
            Name = "reader input",
        };
        listener.Start();
        try
        {
            ModelReader.WarmUp();
            Frame.Write(output, Ready);
            foreach (string[] request in requests.GetConsumingEnumerable())
            {
                Frame.Write(output, Reply(request));
            }
        }
        catch (IOException)
        {
            // Nobody reads the answer: the parent is gone.
        }
    }

    private static void Listen(Stream input, BlockingCollection<string[]> requests)
    {
        try
        {
            while (Frame.Read(input) is { Length: 2 } request)
            {
                requests.Add(request);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Whoever writes nonsense is not the parent that started this.
        }
        finally
        {
            requests.CompleteAdding();
        }
    }

    private static string[] Reply(string[] request)
    {
        try
        {
            string[] answer = Answer.Encode(ModelReader.Read(request[1], request[0], Timeout.InfiniteTimeSpan, CancellationToken.None));
            long length = answer.Sum(a => (long)a.Length);
            return length <= Frame.MaximumBytes / 4 && answer.Length <= Frame.MaximumParts
                ? answer
                : Refuse(new("NG0001", Severity.Error, new(request[0], 0), $"over budget: the mechanisms take {length} characters in all, at most {Frame.MaximumBytes / 4}", Fix: "write a smaller model, with simpler terms"));
        }
        catch (Exception e)
        {
            bool memory = false;
            for (Exception? at = e; at is not null; at = at.InnerException)
            {
                memory |= at is OutOfMemoryException;
            }

            return Refuse(memory ? Overrun.Memory(request[0], null) : Overrun.Ended(request[0], e.Message));
        }
    }

    private static string[] Refuse(Diagnostic diagnostic) => Answer.Encode(new([], [diagnostic]));
}
