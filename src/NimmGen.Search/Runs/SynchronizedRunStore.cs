namespace NimmGen.Search;

/// <summary>A store that several candidates in flight write to, one at a time.</summary>
internal sealed class SynchronizedRunStore(IRunStore inner) : IRunStore
{
    private readonly Lock _lock = new();

    public RunRecord Load() => Alone(inner.Load);

    public void Begin(SessionRecord session) => Alone(() => inner.Begin(session));

    public void Append(CandidateRecord candidate) => Alone(() => inner.Append(candidate));

    public void Append(ExchangeRecord exchange) => Alone(() => inner.Append(exchange));

    public void Finish(FinalRecord final) => Alone(() => inner.Finish(final));

    public void Reopen() => Alone(inner.Reopen);

    public void AddSeconds(double seconds) => Alone(() => inner.AddSeconds(seconds));

    private void Alone(Action action)
    {
        lock (_lock)
        {
            action();
        }
    }

    private T Alone<T>(Func<T> function)
    {
        lock (_lock)
        {
            return function();
        }
    }
}
