using NimmGen.Verify.Experiments;

namespace NimmGen.Verify.Checks;

/// <summary>Runs the model for the checks that need numbers; it finds nothing itself.</summary>
internal static class ExperimentCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Options.Simulator is not { } simulator)
        {
            subject.NotChecked.Add("identifiability and the effect of roles: no simulator was given");
            return;
        }

        (Experiment? experiment, string? why) = ExperimentRunner.Run(subject, simulator);
        subject.Experiment = experiment;
        if (why is not null)
        {
            subject.NotChecked.Add($"identifiability and the effect of roles: {why}");
        }
    }
}
