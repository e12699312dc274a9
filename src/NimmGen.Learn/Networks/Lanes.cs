namespace NimmGen.Learn.Networks;

/// <summary>Widths are padded to the widest vector, whatever vector is used, so that layouts do not depend on the processor.</summary>
internal static class Lanes
{
    public const int Width = 16;

    public static int Pad(int length) => (length + Width - 1) / Width * Width;
}
