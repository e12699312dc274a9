using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NimmGen.Data;

/// <summary>SHA-256 over everything in a panel that a result can depend on; equal on every machine.</summary>
internal static class PanelHash
{
    public static string Compute(Panel panel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(hash, JsonSerializer.Serialize(panel.Card, CardJson.Compact));
        Number(hash, panel.LocationCount);
        Number(hash, panel.StepCount);
        foreach (string location in panel.Locations)
        {
            Text(hash, location);
        }

        foreach (DateOnly time in panel.Times)
        {
            Number(hash, time.DayNumber);
        }

        foreach (string constant in panel.ConstantNames)
        {
            Text(hash, constant);
            Values(hash, panel.Constant(constant).AsSpan());
            foreach (string label in Labels(panel, panel.Card.Constants.FirstOrDefault(c => c.Name == constant)?.Axis))
            {
                Values(hash, panel.Constant(constant, label).AsSpan());
            }
        }

        foreach (Channel channel in panel.Channels)
        {
            Values(hash, panel.Values(channel.Name));
            foreach (string label in Labels(panel, channel.Axis))
            {
                Values(hash, panel.Values(channel.Name, label));
            }
        }

        foreach (string name in panel.MatrixNames)
        {
            PanelMatrix matrix = panel.Matrix(name);
            Text(hash, name);
            foreach (int number in matrix.RowStarts.Concat(matrix.ColumnIndices))
            {
                Number(hash, number);
            }

            Values(hash, matrix.Values.AsSpan());
        }

        foreach (string group in panel.SampleGroups)
        {
            Text(hash, group);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ImmutableArray<string> Labels(Panel panel, string? axis) => panel.Card.FindAxis(axis)?.Labels ?? [];

    // The length goes first so that no two lists of texts run together into one.
    private static void Text(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Number(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // NaN has many bit patterns and -0 equals 0: one of each is hashed.
    private static void Values(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(value) ? double.NaN : value + 0.0);
            hash.AppendData(bytes);
        }
    }
}
