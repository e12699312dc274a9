namespace NimmGen.Ir.Differences;

/// <summary>Equations of quantities and what states are at the first row.</summary>
internal static class EquationChanges
{
    public static void Add(ChangeList told)
    {
        foreach (Statement now in told.Models.After.Statements)
        {
            if (Of(now) is not var (name, kind, term))
            {
                continue;
            }

            bool start = IsStart(now);
            ChangeSubject subject = start ? ChangeSubject.Start : ChangeSubject.Equation;
            Statement? old = told.Models.Before.Statements.FirstOrDefault(s => Of(s)?.State == name && IsStart(s) == start);
            if (old is null)
            {
                // A new state has a start; what is zero at first goes without saying.
                bool silent = start && (told.Models.Before.Find(name) is null) && Printing.MathProduct.SumOf(term).Count == 0;
                if (!silent)
                {
                    told.Add(ChangeKind.Added, subject, name, Sentence(kind, name, told.Explained(told.New(term))));
                }
            }
            else
            {
                Compare(told, old, now, name, kind, term, subject);
            }
        }

        foreach (Statement old in told.Models.Before.Statements)
        {
            if (Of(old) is var (name, _, term))
            {
                told.Gone(term);
                bool start = IsStart(old);
                if (told.Models.After.Find(name) is not null && !told.Models.After.Statements.Any(s => Of(s)?.State == name && IsStart(s) == start))
                {
                    told.Add(ChangeKind.Removed, start ? ChangeSubject.Start : ChangeSubject.Equation, name, $"drops the {(start ? "start" : "equation")} of {name}");
                }
            }
        }
    }

    private static void Compare(ChangeList told, Statement old, Statement now, string name, string kind, Expression term, ChangeSubject subject)
    {
        Expression before = told.Old(Of(old)!.Value.Term), after = told.New(term);
        if (old.GetType() == now.GetType() && Terms.Same(before, after))
        {
            return;
        }

        string sentence = old.GetType() != now.GetType()
            ? Sentence(kind, name, Phrases.Term(after))
            : (subject == ChangeSubject.Equation ? Terms.Edit($"the equation of {name}", before, after) : null)
                ?? $"{Sentence(kind, name, Phrases.Term(after))} (was {Phrases.Term(before)})";
        told.Add(ChangeKind.Changed, subject, name, sentence + told.Explanation(after));
    }

    private static bool IsStart(Statement statement) => statement is StartStatement or StartRestStatement;

    private static string Sentence(string kind, string name, string term) => kind switch
    {
        "start" => $"starts {name} at {term}",
        "rest" => $"starts {name} with what the others leave of {term}",
        "growth" => $"lets {name} grow per head at {term}",
        "rate" => $"changes {name} at the rate {term}",
        _ => $"steps {name} to {term}",
    };

    private static (string State, string Kind, Expression Term)? Of(Statement statement) => statement switch
    {
        StartStatement s => (s.State, "start", s.Value),
        StartRestStatement s => (s.State, "rest", s.Total),
        GrowthStatement g => (g.Quantity, "growth", g.PerCapita),
        RateStatement r => (r.Quantity, "rate", r.Rate),
        NextStatement n => (n.Quantity, "next", n.Value),
        _ => null,
    };
}
