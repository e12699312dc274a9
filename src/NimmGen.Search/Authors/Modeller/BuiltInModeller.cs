using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;

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

    // So many designs in a row that say nothing new end the search for one.
    private const int MostDraws = 200;

    // One candidate in so many joins parts of two parents.
    private const double Crossovers = 1 / 6.0;

    private readonly int _seed;
    private readonly Grammar _grammar;
    private readonly Familiar? _familiar;
    private readonly Dictionary<int, Design> _designs = [];
    private readonly HashSet<Design> _tried = [];

    public BuiltInModeller(ForecastTask task, int seed)
        : this(Grammars.Of(task), seed, new Familiar(new InProcessReader()))
    {
    }

    /// <param name="grammar">What can be written.</param>
    /// <param name="seed">Of every draw.</param>
    /// <param name="familiar">What was said before, so that it is not said again in other designs; null where every design counts as new.</param>
    internal BuiltInModeller(Grammar grammar, int seed, Familiar? familiar = null) => (_grammar, _seed, _familiar) = (grammar, seed, familiar);

    string IAuthor.Name => RunConfiguration.BuiltIn;

    /// <summary>The simplest program for a task: what a language model is shown as a complete example.</summary>
    public static string Skeleton(ForecastTask task) => Grammars.Of(task).Simplest.Program("The simplest model of its kind.");

    IReadOnlyList<Task<Proposed>> IAuthor.Propose(ProposalRound round, CancellationToken cancellation)
    {
        IReadOnlyList<Proposal> proposals = Propose(round.History, round.Count, round.Aims);
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
    /// <param name="aims">What a strategy asks of each; nothing where there are none.</param>
    public IReadOnlyList<Proposal> Propose(IReadOnlyList<CandidateRecord> history, int count, ImmutableArray<Aim> aims = default)
    {
        var proposals = new List<Proposal>();
        for (int i = 0; i < count; i++)
        {
            Aim aim = aims.IsDefault ? Aim.Free : aims[i];
            if (Propose(history, history.Count + i + 1, First(aim), aim.Kind) is not { } proposal)
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
    internal Proposal? Propose(IReadOnlyList<CandidateRecord> history, int number, int? parent, AimKind mode)
    {
        // A generator a candidate: the number of draws for one does not shift the next.
        var random = new Random(SeedMix.Of(_seed, number));
        _familiar?.Learn(history);
        (Design Design, int? Parent, string Change)? next = Fresh(() => _tried.Count == 0
            ? (_grammar.Simplest, null, "The simplest model of its kind: what others must improve on.")
            : Next(history, parent, mode, random));
        if (next is not var (design, from, change))
        {
            return null;
        }

        _designs[number] = design;
        string program = design.Program(change);
        _familiar?.Add(number, program);
        return new(number, from, design.Name, change, program) { Aim = mode == AimKind.Any || from is null ? null : Kind(_designs[from.Value], design) };
    }

    // Of the parents that a strategy wants the first that can still be changed.
    private int? First(Aim aim) => aim.Parents.Where(p => _designs.ContainsKey(p) && Edits(p, aim.Kind).Count > 0).Cast<int?>().FirstOrDefault();

    private AimKind Kind(Design before, Design after) =>
        _grammar.Productions.Any(p => p.Part == Part.Structure && before.Choice(p) != after.Choice(p)) ? AimKind.Branch : AimKind.Refine;

    // Draws until something new comes. What says almost the same as an earlier candidate gives way once, to the next that is new.
    private (Design Design, int? Parent, string Change)? Fresh(Func<(Design Design, int? Parent, string Change)?> draw)
    {
        (Design Design, int? Parent, string Change)? near = null;
        for (int i = 0; i < MostDraws && draw() is { } drawn; i++)
        {
            // Not drawn again, whatever becomes of it now.
            _tried.Add(drawn.Design);
            (Familiarity familiarity, int? earlier) = _familiar?.Rate(drawn.Design.Program(drawn.Change)) ?? (Familiarity.New, null);
            switch (familiarity)
            {
                case Familiarity.New:
                    if (near is { } passed)
                    {
                        // Its turn may come.
                        _tried.Remove(passed.Design);
                    }

                    return drawn;
                case Familiarity.Near when near is not null:
                    _tried.Remove(drawn.Design);
                    return near;
                case Familiarity.Near:
                    near = drawn;
                    break;
                default:
                    // Another author wrote this one: it can be changed like one of the modeller's own.
                    _designs.TryAdd(earlier!.Value, drawn.Design);
                    break;
            }
        }

        return near;
    }

    /// <summary>The design of a candidate that was proposed here; null for another.</summary>
    internal Design? DesignOf(int number) => _designs.GetValueOrDefault(number);

    private (Design Design, int? Parent, string Change)? Next(IReadOnlyList<CandidateRecord> history, int? parent, AimKind mode, Random random)
    {
        List<int> parents = [.. history.Where(c => c.Outcome == Outcome.Scored && _designs.ContainsKey(c.Number)).OrderBy(c => c.Score).ThenBy(c => c.Number).Take(Parents).Select(c => c.Number)];
        if (parent is { } named && _designs.ContainsKey(named))
        {
            parents.Remove(named);
            parents.Insert(0, named);
        }
        else if (mode == AimKind.Any && parents.Count > 1 && random.NextDouble() < Crossovers && Cross(parents, random) is { } joined)
        {
            return joined;
        }

        // Before anything has been scored the simplest design is the parent of all.
        if (parents.Count == 0 && _designs.Count > 0)
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
    private List<Edit> Edits(int parent, AimKind mode)
    {
        List<Edit> open = [.. _designs[parent].Edits().Where(e => !_tried.Contains(e.Result))];
        List<Edit> fitting = [.. open.Where(e => mode == AimKind.Any || (e.Production.Part == Part.Structure) == (mode == AimKind.Branch))];
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
}
