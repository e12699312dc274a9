namespace NimmGen.Ir.Differences;

/// <summary>What the data are compared with: channels, delays, smoothing, weekdays, noise.</summary>
internal static class ObservationChanges
{
    public static void Add(ChangeList told)
    {
        foreach (ObserveStatement now in told.Models.After.Observations)
        {
            if (told.Models.Before.Observations.FirstOrDefault(o => o.Channel == now.Channel) is { } old)
            {
                Compare(told, old, now);
            }
            else
            {
                told.Add(ChangeKind.Added, ChangeSubject.Observation, now.Channel, $"observes {now.Channel} as {told.Explained(told.New(now.Value))}");
            }
        }

        foreach (ObserveStatement old in told.Models.Before.Observations)
        {
            told.Gone(old.Value);
            if (!told.Models.After.Observations.Any(o => o.Channel == old.Channel))
            {
                told.Add(ChangeKind.Removed, ChangeSubject.Observation, old.Channel, $"no longer observes {old.Channel}");
            }
        }
    }

    private static void Compare(ChangeList told, ObserveStatement old, ObserveStatement now)
    {
        void Say(string sentence) => told.Add(ChangeKind.Changed, ChangeSubject.Observation, now.Channel, sentence);
        Expression before = told.Models.Before.Inline(old.Value), after = told.Models.After.Inline(now.Value);
        Delay(told, now.Channel, before, after, Say);
        double? was = before.Walk().OfType<Smooth>().FirstOrDefault()?.Days, becomes = after.Walk().OfType<Smooth>().FirstOrDefault()?.Days;
        if (was != becomes)
        {
            Say(becomes is not { } days ? $"no longer smooths {now.Channel}" : $"smooths {now.Channel} over {Phrases.Amount(days, Unit.Of("day"))}{(was is { } w ? $" (was {Phrases.Number(w)})" : "")}");
        }

        Expression plain = Bare(before), bare = Bare(after);
        if (!Terms.Same(plain, bare))
        {
            string sentence = Terms.Edit($"what {now.Channel} shows", plain, bare) ?? $"observes {now.Channel} as {Phrases.Term(bare)} (was {Phrases.Term(plain)})";
            Say(sentence + told.Explanation(bare));
        }
        else if (!Terms.Same(before, after) && was == becomes && SameDelays(before, after))
        {
            Say($"observes {now.Channel} as {Phrases.Term(after)} (was {Phrases.Term(before)})");
        }

        if (!old.Unit.Equals(now.Unit))
        {
            Say($"compares {now.Channel} in {now.Unit} (was {old.Unit})");
        }

        if (old.Weekday != now.Weekday)
        {
            Say(now.Weekday ? $"adds weekday effects to {now.Channel}" : $"drops the weekday effects of {now.Channel}");
        }

        Noise(told, old, now, Say);
    }

    private static void Delay(ChangeList told, string channel, Expression before, Expression after, Action<string> say)
    {
        Delay? was = before.Walk().OfType<Delay>().FirstOrDefault(), becomes = after.Walk().OfType<Delay>().FirstOrDefault();
        if (becomes is not null && was is null)
        {
            say($"adds a reporting delay of {Words(told, becomes)} to {channel}");
        }
        else if (was is not null && becomes is null)
        {
            say($"drops the reporting delay of {channel}");
        }
        else if (was is not null && becomes is not null && !Same(was, becomes))
        {
            say($"makes the reporting delay of {channel} one of {Words(told, becomes)}");
        }
    }

    private static bool Same(Delay a, Delay b) =>
        Terms.Same(a.Mean, b.Mean) && (a.Deviation is null ? b.Deviation is null : b.Deviation is not null && Terms.Same(a.Deviation, b.Deviation));

    private static bool SameDelays(Expression before, Expression after)
    {
        Delay[] a = [.. before.Walk().OfType<Delay>()], b = [.. after.Walk().OfType<Delay>()];
        return a.Length == b.Length && a.Zip(b).All(p => Same(p.First, p.Second));
    }

    private static string Words(ChangeList told, Delay delay) =>
        $"mean {Time(told, delay.Mean)}{(delay.Deviation is null ? "" : $" and standard deviation {Time(told, delay.Deviation)}")}";

    // A constant is its number: "7 days".
    private static string Time(ChangeList told, Expression time)
    {
        if (time is Number n)
        {
            return Phrases.Amount(n.Value, n.Unit);
        }

        if (time is Reference r && told.Models.After.Find(r.Name) is ConstantSymbol { Values.IsEmpty: true } c)
        {
            if (told.Models.Before.Find(r.Name) is null)
            {
                told.Tell(r.Name);
            }

            return Phrases.Amount(c.Value, c.Unit);
        }

        return told.Explained(time);
    }

    private static void Noise(ChangeList told, ObserveStatement old, ObserveStatement now, Action<string> say)
    {
        if (old.Noise?.Family != now.Noise?.Family)
        {
            say(now.Noise is null ? $"leaves the scatter of {now.Channel} to the trainer"
                : $"lets {now.Channel} scatter as {now.Noise.Family}{(now.Noise.Parameter is { } p ? $" of {told.Explained(told.New(p))}" : "")}");
        }
        else if (old.Noise?.Parameter is { } a && now.Noise?.Parameter is { } b && !Terms.Same(told.Old(a), told.New(b)))
        {
            say($"changes the scatter of {now.Channel} from {Phrases.Term(told.Old(a))} to {told.Explained(told.New(b))}");
        }

        if (old.Noise?.Parameter is { } gone)
        {
            told.Gone(gone);
        }
    }

    // The signal itself, without delay and smoothing.
    private static Expression Bare(Expression term) => term switch
    {
        Delay d => Bare(d.Signal),
        Smooth s => Bare(s.Signal),
        _ => term.Map(Bare),
    };
}
