namespace NimmGen.Search;

/// <summary>Where a run keeps what happened; every call is durable when it returns.</summary>
public interface IRunStore
{
    /// <summary>The run as stored so far.</summary>
    RunRecord Load();

    /// <summary>Stores that a process begins to work on the run, and as what.</summary>
    void Begin(SessionRecord session);

    void Append(CandidateRecord candidate);

    /// <summary>Stores a question and its answer; once a candidate and purpose.</summary>
    void Append(ExchangeRecord exchange);

    void Finish(FinalRecord final);

    /// <summary>Takes the end back: the run goes on with more candidates.</summary>
    void Reopen();

    /// <summary>Adds time worked in this session.</summary>
    void AddSeconds(double seconds);
}
