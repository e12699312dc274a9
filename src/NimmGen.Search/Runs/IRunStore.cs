namespace NimmGen.Search;

/// <summary>Where a run keeps what happened; every call is durable when it returns.</summary>
public interface IRunStore
{
    /// <summary>The run as stored so far.</summary>
    RunRecord Load();

    void Append(CandidateRecord candidate);

    void Finish(FinalRecord final);

    /// <summary>Adds time worked in this session.</summary>
    void AddSeconds(double seconds);
}
