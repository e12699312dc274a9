using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Verify.Experiments;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG4003: parameters that can be traded against each other without a change of what is observed (practical identifiability: the rank of the
/// sensitivities; Raue et al. 2009, Bioinformatics 25:1923). Where a parameter alone hardly changes anything it is a warning, as it is
/// in a static model, whose network shares its weights among samples, and where the sizes of groups and what they exchange had to be made
/// up, for these decide whether groups can be told apart.
/// </summary>
internal static class IdentifiabilityCheck
{
    /// <summary>Singular values below this share of the greatest are zero for all that data can tell.</summary>
    public const double Lost = 1e-6;

    /// <summary>Below this one needs better data than there are.</summary>
    public const double Weak = 1e-3;

    // An e-fold change along the direction moves the observations by less than one hundredth, on the root mean square: less than any noise.
    private const double Faint = 1e-2;

    public static void Run(Subject subject)
    {
        Experiment experiment = subject.Experiment!;
        int count = experiment.Columns.Length;
        if (!experiment.Faint.IsEmpty)
        {
            subject.Warn(
                "NG4003", subject.Written!.Subject.Symbols[experiment.Faint[0]].Place, $"the data say almost nothing about {string.Join(", ", experiment.Faint)}",
                why: $"at most of {experiment.Points.Length} points inside the ranges they move the observations by less than a hundred-thousandth of what the others do",
                fix: $"make {experiment.Faint[0]} a Constant, or observe something that it changes");
        }

        if (count == 0)
        {
            return;
        }

        bool lost = experiment.Most(p => p.Least < Lost), weak = experiment.Most(p => p.Least < Weak && p.Typical < Faint);
        int rank = experiment.Points.Select(p => p.Rank(Lost)).Order().ElementAt(experiment.Points.Length / 2);
        if (!weak)
        {
            Direction weakest = experiment.Weakest();
            subject.Proofs.Add(new(
                "identifiability", $"rank {rank} of {count} at {experiment.Points.Length} points; the weakest direction ({weakest.InWords()}) has {Witness.NumberText(experiment.Points.Min(p => p.Least))} of the strongest"));
            return;
        }

        if (lost && subject.Has("NG4001", Severity.Error))
        {
            return;
        }

        ImmutableArray<Direction> directions = experiment.Below(lost ? Lost : Weak);
        Direction first = directions[0];
        Symbol at = subject.Written!.Subject.Symbols[first.Parts.MaxBy(p => Math.Abs(p.Weight)).Name];
        bool trade = first.Parts.Length > 1, still = !subject.Model.States.Any();
        bool madeUp = subject.Data is null && subject.Written.Subject.Model.Inputs.Any(i => !i.Groups.IsEmpty);
        string message = trade
            ? $"{first.InWords()} can be traded against each other: {(lost ? "" : "almost ")}only their product is seen"
            : $"the data say {(lost ? "nothing" : "almost nothing")} about {first.InWords()}";
        string why = $"rank {rank} of {count} at {experiment.Points.Length} points inside the ranges, {experiment.Steps} steps; the weakest singular value is {Witness.NumberText(first.Share)} of the greatest"
            + (directions.Length > 1 ? $"; also {string.Join("; ", directions.Skip(1).Take(2).Select(d => d.InWords()))}" : "")
            + (madeUp ? "; sizes of groups and what they exchange are made up: a check with --task tells for yours" : "");
        string fix = trade
            ? $"make one of them a Constant from the literature, or observe another channel that tells them apart"
            : $"make {first.Parts[0].Name} a Constant, or observe something that it changes";
        if (lost && trade && !still && !madeUp)
        {
            subject.Error("NG4003", at.Place, message, why: why, fix: fix);
        }
        else
        {
            subject.Warn("NG4003", at.Place, message, why: why, fix: fix);
        }
    }
}
