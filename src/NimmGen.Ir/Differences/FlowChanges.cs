namespace NimmGen.Ir.Differences;

/// <summary>Flows that came, went, or move at another rate.</summary>
internal static class FlowChanges
{
    public static void Add(ChangeList told)
    {
        MechanismIr before = told.Models.Before;
        var said = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        foreach ((FlowEdge? old, FlowEdge? now) in told.Models.Flows)
        {
            if (old is not null && now is not null)
            {
                Compare(told, old, now, said);
            }
        }

        foreach (FlowEdge now in told.Models.Flows.Where(f => f.Old is null).Select(f => f.New!))
        {
            // A branch of an exit that was there before has been told of with the exit.
            if (!said.Contains(now.Statement))
            {
                string rate = told.Explained(now.EffectiveRate);
                bool inside = now.To is not null && before.Find(now.To) is null && IsInserted(told, now);
                told.Add(ChangeKind.Added, ChangeSubject.Flow, now.Name, inside
                    ? $"moves on {Phrases.Ends(now)} at {rate}"
                    : $"adds {Kind(now)} {Phrases.Ends(now)} at {rate}");
            }
            else
            {
                told.Explanation(now.EffectiveRate);
            }
        }

        foreach (FlowEdge old in told.Models.Flows.Where(f => f.New is null).Select(f => f.Old!))
        {
            told.Gone(old.EffectiveRate);
            if (!said.Contains(old.Statement))
            {
                told.Add(ChangeKind.Removed, ChangeSubject.Flow, old.Name, $"drops {Kind(old)} {Phrases.Ends(old)}");
            }
        }
    }

    private static void Compare(ChangeList told, FlowEdge old, FlowEdge now, HashSet<Statement> said)
    {
        void Say(string sentence) => told.Add(ChangeKind.Changed, ChangeSubject.Flow, now.Name, sentence);
        if (old.To != now.To && told.Models.Before.Find(now.To!) is not null && told.Models.After.Find(old.To!) is not null)
        {
            Say($"leads the flow {Phrases.Ends(old)} to {now.To}");
        }

        if (old.PerCapita != now.PerCapita)
        {
            Say(now.PerCapita ? $"makes the flow {Phrases.Ends(now)} a rate per head" : $"makes the flow {Phrases.Ends(now)} an amount a time, not per head");
        }

        if (old.EveryStage != now.EveryStage && (IsStaged(told.Models.Before, old.From) || IsStaged(told.Models.After, now.From)))
        {
            Say(now.EveryStage ? $"lets the flow {Phrases.Ends(now)} leave every stage" : $"leads the flow {Phrases.Ends(now)} through all stages");
        }

        if (Branch(told, old, now, said) || said.Contains(now.Statement))
        {
            return;
        }

        (SplitStatement? a, SplitStatement? b) = (old.Statement as SplitStatement, now.Statement as SplitStatement);
        if (a is not null && b is not null && now.Name == b.Name && old.Share is not null)
        {
            said.Add(now.Statement);
            Rate(told, $"the rate {Exit(now)}", a.Hazard, b.Hazard, now);
            Rate(told, $"the share that goes to {b.To}", a.Fraction, b.Fraction, now);
            return;
        }

        Rate(told, $"the rate {Phrases.Ends(now)}", old.EffectiveRate, now.EffectiveRate, now);
    }

    // I→R at gamma becomes I→R and I→M, which share gamma; and the way back.
    private static bool Branch(ChangeList told, FlowEdge old, FlowEdge now, HashSet<Statement> said)
    {
        if (now.Statement is SplitStatement split && old.Statement is FlowStatement whole && Same(told, whole.Hazard, split.Hazard))
        {
            string other = now.Name == split.Name ? split.Rest : split.To;
            Expression share = now.Name == split.Name ? new Number(1, Unit.One) - split.Fraction : split.Fraction;
            said.Add(split);
            told.Add(ChangeKind.Changed, ChangeSubject.Flow, now.Name, $"sends the share {told.Explained(share)} of those who leave {now.From} to {other}");
            return true;
        }

        if (old.Statement is SplitStatement was && now.Statement is FlowStatement one && Same(told, was.Hazard, one.Hazard))
        {
            said.Add(was);
            told.Gone(was.Fraction);
            told.Add(ChangeKind.Changed, ChangeSubject.Flow, now.Name, $"sends all who leave {now.From} to {now.To}");
            return true;
        }

        return false;
    }

    private static void Rate(ChangeList told, string what, Expression before, Expression after, FlowEdge flow)
    {
        Expression old = told.Old(before), now = told.New(after);
        if (Terms.Same(old, now))
        {
            return;
        }

        string? was = ForceForm.Of(told.Models.Before, before), becomes = ForceForm.Of(told.Models.After, after);
        told.Gone(before);
        string sentence = was is not null && becomes is not null && was != becomes
            ? $"makes {what} {becomes} (was {was}): {Phrases.Term(now)}"
            : Terms.Edit(what, old, now) ?? $"changes {what} from {Phrases.Term(old)} to {Phrases.Term(now)}";
        told.Add(ChangeKind.Changed, ChangeSubject.Flow, flow.Name, sentence + told.Explanation(now));
    }

    private static bool Same(ChangeList told, Expression before, Expression after) =>
        Terms.Same(told.Models.Before.Inline(before), told.Models.After.Inline(after));

    private static bool IsStaged(MechanismIr model, string? state) => state is not null && model.Find(state) is CompartmentSymbol { Stages: > 1 };

    private static bool IsInserted(ChangeList told, FlowEdge flow) => told.Models.Before.Find(flow.From ?? "") is null;

    private static string Exit(FlowEdge flow) => $"at which {flow.From} is left";

    private static string Kind(FlowEdge flow) => flow switch
    {
        { From: null } => "an inflow",
        { To: null } => "an outflow",
        { Statement: TransferStatement } => "a transfer",
        _ => "a flow",
    };
}
