using System.Collections.Immutable;

namespace NimmGen.Data.Tests;

public sealed class FoldTests
{
    [Theory]
    [InlineData("alloys-fcc", 5, 4)]
    [InlineData("alloys-bcc", 10, 3)]
    public void No_formula_is_in_two_parts_and_every_sample_is_tested_once(string name, int outer, int inner)
    {
        Panel panel = TestData.Read(name);
        ImmutableArray<NestedFold> folds = GroupedFolds.Nested(panel, outer, inner, seed: 3);
        Assert.Equal(outer, folds.Length);
        Assert.Equal(Enumerable.Range(0, panel.LocationCount), folds.SelectMany(f => f.Test.Held).Order());
        foreach (NestedFold fold in folds)
        {
            Parts(panel, fold.Test, [.. Enumerable.Range(0, panel.LocationCount)]);
            Assert.Equal(inner, fold.Inner.Length);
            Assert.Equal(fold.Test.Training, fold.Inner.SelectMany(f => f.Held).Order());
            Assert.All(fold.Inner, f => Parts(panel, f, fold.Test.Training));
        }

        // Groups have up to 13 samples: no fold is far from its share.
        double share = (double)panel.LocationCount / outer;
        Assert.All(folds, f => Assert.InRange(f.Test.Held.Length, share - 13, share + 13));
    }

    [Fact]
    public void A_seed_gives_the_same_folds_and_another_gives_others()
    {
        Panel panel = TestData.Read("alloys-fcc");
        string Told(int seed) => string.Join('|', GroupedFolds.Nested(panel, seed: seed).Select(f => string.Join(',', f.Test.Held) + ":" + string.Join(';', f.Inner.Select(i => string.Join(',', i.Held)))));
        Assert.Equal(Told(1), Told(1));
        Assert.NotEqual(Told(1), Told(2));
    }

    [Fact]
    public void More_folds_than_groups_are_refused()
    {
        Panel panel = TestData.Read("alloys-fcc");
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedFolds.Nested(panel, outer: 62));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedFolds.Nested(panel, outer: 1));
    }

    private static void Parts(Panel panel, Fold fold, ImmutableArray<int> whole)
    {
        Assert.Equal(whole, fold.Training.Concat(fold.Held).Order());
        Assert.NotEmpty(fold.Held);
        Assert.Empty(fold.Training.Select(s => panel.SampleGroups[s]).Intersect(fold.Held.Select(s => panel.SampleGroups[s])));
    }
}
