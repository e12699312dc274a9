using NimmGen.Frontend;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>How new a program is to a run.</summary>
internal enum Familiarity
{
    New,

    /// <summary>An earlier one says almost the same (<see cref="Likeness"/>).</summary>
    Near,

    /// <summary>An earlier one says the same.</summary>
    Same,
}

/// <summary>
/// What a run has said, for an author that would rather say something new: before a program is proposed, not after it was trained.
/// </summary>
/// <param name="reader">Reads the programs.</param>
internal sealed class Familiar(IModelReader reader)
{
    private readonly Likeness _likeness = new(reader);
    private readonly SortedDictionary<int, Said> _said = [];
    private (string? Program, MechanismIr? Model) _last;

    /// <summary>Takes in what became of earlier rounds, whoever wrote them.</summary>
    public void Learn(IReadOnlyList<CandidateRecord> history)
    {
        foreach (CandidateRecord candidate in history.Where(c => c.Hash is not null))
        {
            _said[candidate.Number] = new(candidate.Number, candidate.Hash!, candidate.Program);
        }
    }

    /// <summary>How new a program is, and the earlier candidate that says the same or almost; one that cannot be read is new.</summary>
    public (Familiarity Familiarity, int? Number) Rate(string program)
    {
        if (Read(program) is not { } model)
        {
            return (Familiarity.New, null);
        }

        return _said.Values.FirstOrDefault(s => s.Hash == model.Hash) is { } same ? (Familiarity.Same, same.Number)
            : _likeness.Find(model, _said.Values, CancellationToken.None) is { } like ? (Familiarity.Near, like.Number)
            : (Familiarity.New, null);
    }

    /// <summary>The program is proposed: from now on it is known.</summary>
    public void Add(int number, string program)
    {
        if (Read(program) is { } model)
        {
            _said[number] = new(number, model.Hash, program);
        }
    }

    // What is rated is mostly added next.
    private MechanismIr? Read(string program)
    {
        if (_last.Program != program)
        {
            _last = (program, reader.Read(program, "proposal").Models is [var model, ..] ? model : null);
        }

        return _last.Model;
    }
}
