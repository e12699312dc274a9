namespace NimmGen.Search;

/// <summary>Heavy work side by side, at most so many at a time, on threads of its own; whoever waits for a language model takes no slot.</summary>
internal sealed class Slots(int jobs) : IDisposable
{
    private readonly SemaphoreSlim _free = new(Math.Max(1, jobs));

    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
