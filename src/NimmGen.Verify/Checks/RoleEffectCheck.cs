using NimmGen.Ir;
using NimmGen.Verify.Experiments;

namespace NimmGen.Verify.Checks;

/// <summary>NG7003: a role that turns nothing that is observed. NG7004: more transmission, fewer cases.</summary>
internal static class RoleEffectCheck
{
    // A change by a factor e of the role changes no observation by more than this share of itself.
    private const double Nothing = 1e-10;

    public static void Run(Subject subject)
    {
        Experiment experiment = subject.Experiment!;
        var felt = new List<string>();
        foreach (string role in experiment.Probe.Roles)
        {
            int column = experiment.Probe.Turn(role);
            Place place = subject.Model.Symbols.FirstOrDefault(s => s.Role == role)?.Place ?? subject.Model.Lets.First(l => l.Role == role).Place;
            if (experiment.Points.All(p => Largest(p, column) < Nothing))
            {
                string[] names = [.. subject.Model.Symbols.Where(s => s.Role == role).Select(s => s.Name).Concat(subject.Model.Lets.Where(l => l.Role == role).Select(l => l.Name))];
                subject.Error(
                    "NG7003", place, $"role '{role}' ({string.Join(", ", names)}) has no effect on any observation", why: "a scenario that turns it would change nothing",
                    fix: "use it in the flows that lead to what is observed, or leave the role out");
            }
            else
            {
                felt.Add(role);
                if (role == "transmission")
                {
                    Sign(subject, experiment, column, place);
                }
            }
        }

        if (felt.Count > 0)
        {
            subject.Proofs.Add(new("roles", $"{string.Join(", ", felt)}: each changes what is observed"));
        }
    }

    private static void Sign(Subject subject, Experiment experiment, int column, Place place)
    {
        ObserveStatement[] observations = [.. subject.Model.Observations];
        for (int o = 0; o < observations.Length; o++)
        {
            int from = o * experiment.Steps;
            if (subject.Needs([observations[o].Value]).Any(subject.Flows.ContainsKey)
                && experiment.Most(p => Enumerable.Range(from, experiment.Steps).Select(r => p.Matrix[r, column]).FirstOrDefault(v => Math.Abs(v) > 1e-9) < 0))
            {
                subject.Warn(
                    "NG7004", place, $"more transmission gives fewer '{observations[o].Channel}' in the first step", observations[o].Value,
                    "a sign is the wrong way round, or the role is on a parameter that protects", "put Role.Transmission on what rises with contacts");
                return;
            }
        }
    }

    private static double Largest(Sensitivities point, int column) =>
        Enumerable.Range(0, point.Matrix.GetLength(0)).Select(r => Math.Abs(point.Matrix[r, column])).DefaultIfEmpty(0).Max();
}
