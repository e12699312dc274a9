using System.Collections.Immutable;
using System.Numerics;

namespace NimmGen.Search;

/// <summary>
/// The mechanisms that can be written for a data set: productions in an order in which each depends on earlier ones alone. So
/// every choice can be reached from every other by single changes, in order, each of which is a program that can be read.
/// </summary>
internal abstract class Grammar
{
    /// <summary>All productions, in order.</summary>
    public abstract ImmutableArray<Production> Productions { get; }

    /// <summary>What in a candidate's results speaks for which change.</summary>
    public virtual ImmutableArray<Cure> Cures => [];

    /// <summary>The first open alternative of each production: where every search starts.</summary>
    public Design Simplest => Design.Of(this, new byte[Productions.Length]);

    /// <summary>The class name of a design, such as "Seirs".</summary>
    public abstract string NameOf(Design design);

    /// <summary>Its C# program; the note goes into the summary.</summary>
    public abstract string Write(Design design, string note);

    /// <summary>Numbers the productions; called once, by the constructor of each grammar.</summary>
    private protected static ImmutableArray<Production> InOrder(params ImmutableArray<Production> productions)
    {
        for (int i = 0; i < productions.Length; i++)
        {
            productions[i].Index = i;
            if (productions[i].Needs.FirstOrDefault(n => n.Index < 0 || n.Index >= i) is { } later)
            {
                throw new InvalidOperationException($"{productions[i].Name} needs {later.Name}, which stands later");
            }
        }

        return productions;
    }

    /// <summary>
    /// How many designs there are: exactly, by going through the productions in order and keeping, of what was chosen, only what
    /// later ones depend on.
    /// </summary>
    public BigInteger Count()
    {
        var counts = new Dictionary<string, (byte[] Choices, BigInteger Count)>(StringComparer.Ordinal) { [""] = (new byte[Productions.Length], BigInteger.One) };
        for (int i = 0; i < Productions.Length; i++)
        {
            int[] kept = [.. Productions.Skip(i + 1).SelectMany(p => p.Needs).Select(p => p.Index).Where(n => n <= i).Distinct().Order()];
            var next = new Dictionary<string, (byte[] Choices, BigInteger Count)>(StringComparer.Ordinal);
            foreach ((byte[] choices, BigInteger count) in counts.Values)
            {
                Design earlier = Design.Unchecked(this, choices);
                for (int a = 0; a < Productions[i].Count; a++)
                {
                    if (Productions[i].IsOpen(a, earlier))
                    {
                        byte[] chosen = [.. choices];
                        chosen[i] = (byte)a;
                        string key = string.Join(' ', kept.Select(k => chosen[k]));
                        next[key] = (chosen, next.GetValueOrDefault(key).Count + count);
                    }
                }
            }

            counts = next;
        }

        return counts.Values.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Count);
    }
}
