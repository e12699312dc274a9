using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>
/// Writes candidates from a typed grammar of mechanisms, without a language model: the simplest design first, then single
/// changes to good ones, which seeded chance draws where the parent's results speak for them, and now and then a crossover of
/// two good ones. What it proposes depends only on the seed and on earlier candidates, so a resumed run goes on as if it had
/// not been interrupted.
/// </summary>
public sealed class BuiltInModeller : IAuthor
{
    // A parent is drawn from the best few with a probability that halves from rank to rank.
    private const int Parents = 5;

    // One candidate in so many joins parts of two parents.
    private const double Crossovers = 1 / 6.0;

    private readonly int _seed;
    private readonly Grammar _grammar;
    private readonly Dictionary<int, Design> _designs = [];
    private readonly HashSet<Design> _tried = [];

    public BuiltInModeller(ForecastTask task, int seed)
        : this(Grammars.Of(task), seed)
    {
    }

    internal BuiltInModeller(Grammar grammar, int seed) => (_grammar, _seed) = (grammar, seed);

    string IAuthor.Name => RunConfiguration.BuiltIn;

    /// <summary>The simplest program for a task: what a language model is shown as a complete example.</summary>
    public static string Skeleton(ForecastTask task) => Grammars.Of(task).Simplest.Program("The simplest model of its kind.");

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
        for (int i = 0; i < count; i++)
        {
            if (Propose(history, history.Count + i + 1, null, EditMode.Any) is not { } proposal)
            {
                break;
            }

            proposals.Add(proposal);
        }

        return proposals;
    }

    /// <summary>One candidate; null where the grammar is used up.</summary>
    /// <param name="history">All candidates of earlier rounds, in order.</param>
    /// <param name="number">Of the candidate; each once, in order.</param>
    /// <param name="parent">The candidate to change; null: one of the best, by chance. One that was not proposed here is taken as null.</param>
    /// <param name="mode">How far it may go from the parent.</param>
    internal Proposal? Propose(IReadOnlyList<CandidateRecord> history, int number, int? parent, EditMode mode)
    {
        // A generator a candidate: the number of draws for one does not shift the next.
        var random = new Random(Mix(_seed, number));
        (Design Design, int? Parent, string Change)? next = _tried.Count == 0
            ? (_grammar.Simplest, null, "The simplest model of its kind: what others must improve on.")
            : Next(history, parent, mode, random);
        if (next is not var (design, from, change))
        {
            return null;
        }

        _designs[number] = design;
        _tried.Add(design);
        return new(number, from, design.Name, change, design.Program(change));
    }

    /// <summary>The design of a candidate that was proposed here; null for another.</summary>
    internal Design? DesignOf(int number) => _designs.GetValueOrDefault(number);

    private (Design Design, int? Parent, string Change)? Next(IReadOnlyList<CandidateRecord> history, int? parent, EditMode mode, Random random)
    {
        List<int> parents = [.. history.Where(c => c.Outcome == Outcome.Scored && _designs.ContainsKey(c.Number)).OrderBy(c => c.Score).ThenBy(c => c.Number).Take(Parents).Select(c => c.Number)];
        if (parent is { } named && _designs.ContainsKey(named))
        {
            parents.Remove(named);
            parents.Insert(0, named);
        }
        else if (mode == EditMode.Any && parents.Count > 1 && random.NextDouble() < Crossovers && Cross(parents, random) is { } joined)
        {
            return joined;
        }

        // Before anything has been scored the simplest design is the parent of all.
        if (parents.Count == 0)
        {
            parents.Add(_designs.Keys.Min());
        }

        for (bool first = parent is not null; parents.Count > 0; first = false)
        {
            int rank = 0;
            while (!first && rank < parents.Count - 1 && random.NextDouble() < 0.5)
            {
                rank++;
            }

            int from = parents[rank];
            if (Edits(from, mode) is { Count: > 0 } open)
            {
                (Edit edit, string change) = EditChoice.Draw(open, history.FirstOrDefault(c => c.Number == from), random);
                return (edit.Result, from, change);
            }

            parents.RemoveAt(rank);
        }

        return Anything(random);
    }

    // Untried edits of a candidate in the mode; all of them where the mode leaves none.
    private List<Edit> Edits(int parent, EditMode mode)
    {
        List<Edit> open = [.. _designs[parent].Edits().Where(e => !_tried.Contains(e.Result))];
        List<Edit> fitting = [.. open.Where(e => mode == EditMode.Any || (e.Production.Part == Part.Structure) == (mode == EditMode.Branch))];
        return fitting.Count > 0 ? fitting : open;
    }

    // One part of another good candidate in place of the better one's.
    private (Design Design, int? Parent, string Change)? Cross(IReadOnlyList<int> parents, Random random)
    {
        int better = random.Next(parents.Count - 1), other = random.Next(better + 1, parents.Count);
        (Design Design, Part Part)[] open =
        [
            .. Enum.GetValues<Part>().Select(p => (_designs[parents[better]].With(p, _designs[parents[other]]), p)).Where(c => !_tried.Contains(c.Item1)),
        ];
        if (open.Length == 0)
        {
            return null;
        }

        (Design design, Part part) = open[random.Next(open.Length)];
        string what = part switch { Part.Structure => "structure", Part.Rates => "form of rates", Part.Values => "start and fixed values", _ => "observation" };
        return (design, parents[better], $"Joins candidate {parents[better]} with the {what} of candidate {parents[other]}: both are among the best.");
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

    // SplitMix64 (Steele, Lea and Flood 2014), folded to an int.
    private static int Mix(int seed, int number)
    {
        ulong z = unchecked(((ulong)(uint)seed << 32) + (uint)number + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}
