using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Differences;

/// <summary>What predicts the neural parameters: the network that is given, or the author's, layer by layer.</summary>
internal static class NetworkChanges
{
    public static void Add(ChangeList told)
    {
        (NetworkIr? old, NetworkIr? now) = (told.Models.Before.Network, told.Models.After.Network);
        if (old is null && now is not null)
        {
            told.Add(ChangeKind.Added, ChangeSubject.Network, now.Name, $"brings the network {now.Name} ({string.Join(", ", now.Layers.Select(l => $"{l.Name} {NetworkPrinter.Code(l)}"))})");
        }
        else if (old is not null && now is null)
        {
            told.Add(ChangeKind.Removed, ChangeSubject.Network, old.Name, $"drops the network {old.Name} for the one that is given");
        }
        else if (old is not null && now is not null && old.Hash != now.Hash)
        {
            Compare(told, old, now);
        }
    }

    private static void Compare(ChangeList told, NetworkIr old, NetworkIr now)
    {
        bool layers = false;
        void Say(ChangeKind kind, string sentence)
        {
            layers = true;
            told.Add(kind, ChangeSubject.Network, now.Name, sentence);
        }

        foreach (LayerDeclaration layer in now.Layers)
        {
            string code = NetworkPrinter.Code(layer);
            if (old.Find(layer.Name) is not { } before)
            {
                Say(ChangeKind.Added, $"adds {layer.Name} {code} to the network");
            }
            else if (NetworkPrinter.Code(before) is var was && was != code)
            {
                Say(ChangeKind.Changed, $"makes {layer.Name} of the network {code} (was {was})");
            }
        }

        foreach (LayerDeclaration layer in old.Layers.Where(l => now.Find(l.Name) is null))
        {
            Say(ChangeKind.Removed, $"removes {layer.Name} {NetworkPrinter.Code(layer)} from the network");
        }

        if (!layers)
        {
            Say(ChangeKind.Changed, "wires the network otherwise");
        }
    }
}
