using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>
/// Writes candidates from a typed grammar of mechanisms, without a language model: the simplest design first, then single
/// changes to good ones, chosen by seeded chance. What it proposes depends only on the seed and on earlier scores, so a
/// resumed run goes on as if it had not been interrupted.
/// </summary>
public sealed class BuiltInModeller : IAuthor
{
    // A parent is drawn from the best few with a probability that halves from rank to rank.
    private const int Parents = 5;

    // Four weeks: fewer changes of a rate cannot be told from noise.
    private const double LongDays = 28;

    private static readonly Ir.Unit People = Ir.Unit.Of("people");

    private readonly int _seed;
    private readonly Dictionary<int, Design> _designs = [];
    private readonly HashSet<Design> _tried = [];
    private readonly Design _first;

    public BuiltInModeller(ForecastTask task, int seed)
    {
        _seed = seed;
        _first = First(task);
    }

    string IAuthor.Name => RunConfiguration.BuiltIn;

    /// <summary>The simplest program for a task: what a language model is shown as a complete example.</summary>
    public static string Skeleton(ForecastTask task) => First(task).Program("The simplest model of its kind.");

    IReadOnlyList<Task<Proposed>> IAuthor.Propose(ProposalRound round, CancellationToken cancellation)
    {
        IReadOnlyList<Proposal> proposals = Propose(round.History, round.Count);
        foreach (Proposal proposal in proposals)
        {
            // Another author wrote this one before the run was resumed: its score says nothing of the design here.
            if (round.Stored.TryGetValue(proposal.Number, out CandidateRecord? known) && known.Program != proposal.Program)
            {
                _tried.Remove(_designs[proposal.Number]);
                _designs.Remove(proposal.Number);
            }
        }

        return [.. proposals.Select(p => Task.FromResult(new Proposed(p)))];
    }

    /// <summary>
    /// The candidates of one round, numbered on from the last; fewer than <paramref name="count"/> where the grammar is used up.
    /// </summary>
    /// <param name="history">All candidates of earlier rounds, in order, each proposed by this object or replayed by it.</param>
    /// <param name="count">Candidates wanted.</param>
    public IReadOnlyList<Proposal> Propose(IReadOnlyList<CandidateRecord> history, int count)
    {
        var proposals = new List<Proposal>();
        CandidateRecord[] ranked = [.. history.Where(c => c.Outcome == Outcome.Scored && _designs.ContainsKey(c.Number)).OrderBy(c => c.Score).ThenBy(c => c.Number).Take(Parents)];
        for (int i = 0; i < count; i++)
        {
            int number = history.Count + proposals.Count + 1;

            // A generator a candidate: the number of draws for one does not shift the next.
            var random = new Random(Mix(_seed, number));
            if ((_tried.Count == 0 ? Simplest() : Next(ranked, random)) is not { } next)
            {
                break;
            }

            _designs[number] = next.Design;
            _tried.Add(next.Design);
            proposals.Add(new(number, next.Parent, next.Design.Name, next.Change, next.Design.Program(next.Change)));
        }

        return proposals;
    }

    private static Design First(ForecastTask task)
    {
        Channel target = task.Target;
        ObservedKind kind = target.Kind switch
        {
            ChannelKind.Prevalence => ObservedKind.Prevalence,
            ChannelKind.Percent => ObservedKind.PercentOfVisits,
            _ => ObservedKind.NewCases,
        };
        return target.Kind == ChannelKind.State
            ? TumourDesign.Simplest(new(Has(task, "chemo_dose"), Has(task, "radio_dose")))
            : InfectionDesign.Simplest(new(
                target.Name, kind, task.Panel.Step == TimeStep.Week, task.Panel.LocationCount > 1,
                task.ValidationOrigins[0].TrainSteps * task.StepDays >= LongDays, Population(task.Panel.Card)));
    }

    private static bool Has(ForecastTask task, string channel) => task.Panel.Card.FindChannel(channel) is not null;

    // Who can be infected: the population, or whatever else the card counts people by (beds of a hospital).
    private static string Population(DataCard card) =>
        card.Constants.Where(c => c.Unit.Equals(People)).Select(c => c.Name).OrderBy(n => n != "population").FirstOrDefault() ?? "population";

    // SplitMix64 (Steele, Lea and Flood 2014), folded to an int.
    private static int Mix(int seed, int number)
    {
        ulong z = unchecked(((ulong)(uint)seed << 32) + (uint)number + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }

    private (Design Design, int? Parent, string Change)? Simplest() => (_first, null, "The simplest model of its kind: what others must improve on.");

    private (Design Design, int? Parent, string Change)? Next(CandidateRecord[] ranked, Random random)
    {
        // Before anything has been scored the simplest design is the parent of all.
        var parents = ranked.Length > 0 ? ranked.Select(c => c.Number).ToList() : _designs.Keys.Order().Take(1).ToList();
        while (parents.Count > 0)
        {
            int rank = 0;
            while (rank < parents.Count - 1 && random.NextDouble() < 0.5)
            {
                rank++;
            }

            int parent = parents[rank];
            Edit[] open = [.. _designs[parent].Edits().Where(e => !_tried.Contains(e.Result))];
            if (open.Length > 0)
            {
                Edit edit = open[random.Next(open.Length)];
                return (edit.Result, parent, edit.Change);
            }

            parents.RemoveAt(rank);
        }

        return Anything(random);
    }

    // The neighbourhood of the best is used up: any tried design with an untried neighbour.
    private (Design Design, int? Parent, string Change)? Anything(Random random)
    {
        (Edit Edit, int Parent)[] open =
        [
            .. _designs.OrderBy(d => d.Key).SelectMany(d => d.Value.Edits().Where(e => !_tried.Contains(e.Result)).Select(e => (e, d.Key))),
        ];
        if (open.Length == 0)
        {
            return null;
        }

        (Edit chosen, int from) = open[random.Next(open.Length)];
        return (chosen.Result, from, chosen.Change);
    }
}
