using System.Runtime.ExceptionServices;

namespace NimmGen.Evaluate;

/// <summary>Runs independent pieces of work side by side on threads of their own.</summary>
public static class Workers
{
    /// <summary>
    /// Calls <paramref name="work"/> for 0 to count - 1, at most <paramref name="jobs"/> at a time. After a failure or a
    /// cancellation nothing new is begun; the first failure is thrown when all that was begun has ended.
    /// </summary>
    public static void Run(int count, int jobs, Action<int> work, CancellationToken cancellation)
    {
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        void Loop()
        {
            while (Volatile.Read(ref failure) is null && !cancellation.IsCancellationRequested)
            {
                int i = Interlocked.Increment(ref next);
                if (i >= count)
                {
                    return;
                }

                try
                {
                    work(i);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Math.Clamp(jobs, 1, Math.Max(count, 1)) - 1).Select(_ => new Thread(Loop) { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        Loop();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }
}
