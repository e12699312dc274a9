using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>The twins of a stored run, ready to be asked.</summary>
public static class RunTwins
{
    /// <summary>All twins of the run's forecast; null where the run kept none: it has not ended, is of patients, or of an older version.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task on the same data.</param>
    /// <param name="ahead">Steps beyond the last origin to simulate; null: the horizon.</param>
    /// <param name="cancellation">Stops between two twins.</param>
    public static ScenarioEnsemble? Of(RunRecord run, ForecastTask task, int? ahead, CancellationToken cancellation = default)
    {
        if (run.Final is not { Members.IsDefaultOrEmpty: false } final)
        {
            return null;
        }

        return new([.. final.Members.Select(m => new ScenarioTwin(task, Model(run, final, m, cancellation), m.State.At(m.Calibrator, m.TrainSteps), m.Extension, ahead))]);
    }

    private static MechanismIr Model(RunRecord run, FinalRecord final, EnsembleMember member, CancellationToken cancellation) =>
        member.Candidate == final.Winner
            ? final.Mechanism
            : StoredModel.Of(run.Candidates.First(c => c.Number == member.Candidate), null, cancellation);
}
