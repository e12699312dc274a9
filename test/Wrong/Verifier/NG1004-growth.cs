// expect: NG1004 at 14
using NimmGen;
using static NimmGen.Units;

public sealed class GrowthOfVolume : Model
{
    readonly Quantity V = new(CubicCentimeter);
    readonly Learned growth = new(PerDay, 0.001, 0.1);
    readonly Learned capacity = new(CubicCentimeter, 30, 3000);
    readonly Input volume0 = new(CubicCentimeter, min: 0.01);

    protected override void Define()
    {
        Growth(V, perCapita: growth * V * Log(capacity / V));
        Start(V, volume0);
        Observe("volume", CubicCentimeter, V);
    }
}
