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

    /// <summary>Takes in what became of earlier rounds, whoever wrote them.</summary>
    public void Learn(IReadOnlyList<CandidateRecord> history)
    {
        foreach (CandidateRecord candidate in history.Where(c => c.Hash is not null))
        {
            _said[candidate.Number] = new(candidate.Number, candidate.Hash!, candidate.Program);
        }
    }

    /// <summary>How new a program is; one that cannot be read is new.</summary>
    public Familiarity Rate(string program) =>
        Read(program) is not { } model || _said.Count == 0 ? Familiarity.New
        : _said.Values.Any(s => s.Hash == model.Hash) ? Familiarity.Same
        : _likeness.Find(model, _said.Values, CancellationToken.None) is not null ? Familiarity.Near
        : Familiarity.New;

    /// <summary>The program is proposed: from now on it is known.</summary>
    public void Add(int number, string program)
    {
        if (Read(program) is { } model)
        {
            _said[number] = new(number, model.Hash, program);
        }
    }

    private MechanismIr? Read(string program) => reader.Read(program, "proposal").Models is [var model, ..] ? model : null;
}
