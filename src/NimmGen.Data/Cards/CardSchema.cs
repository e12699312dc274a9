using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>
/// Compares the members of a JSON text with those of the card's types and reports all that are unknown, absent or of an
/// unknown word or unit; the serializer itself would stop at the first.
/// </summary>
internal static class CardSchema
{
    private const string Root = "card";

    public static void Check(JsonElement root, string file, DiagnosticBag bag) => Check(root, typeof(DataCard), Root, file, bag);

    private static void Check(JsonElement value, Type type, string path, string file, DiagnosticBag bag)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        JsonTypeInfo info = CardJson.Indented.GetTypeInfo(type);
        if (value.ValueKind == JsonValueKind.Null)
        {
            // Whether a member may be null is the serializer's to say; the card itself and items of lists may not.
            if (!path.EndsWith(']') && path != Root)
            {
                return;
            }

            bag.Error("ND0017", file, null, $"{path} is null", "a value", "remove it or write the value");
            return;
        }

        if (type == typeof(Unit))
        {
            CheckUnit(value, path, file, bag);
        }
        else if (type.IsEnum)
        {
            CheckWord(value, type, path, file, bag);
        }
        else if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            CheckItems(value, info.ElementType!, path, file, bag);
        }
        else if (info.Kind == JsonTypeInfoKind.Object)
        {
            CheckMembers(value, info, path, file, bag);
        }
    }

    private static void CheckMembers(JsonElement value, JsonTypeInfo info, string path, string file, DiagnosticBag bag)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            bag.Error("ND0017", file, null, $"{path} is {Kind(value)}", "an object in braces", "see docs/data-cards.md");
            return;
        }

        var members = info.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).ToDictionary(p => p.Name);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (members.TryGetValue(property.Name, out JsonPropertyInfo? member))
            {
                Check(property.Value, member.PropertyType, $"{path}.{property.Name}", file, bag);
                continue;
            }

            string fix = Nearest.To(property.Name, members.Keys) is { } near ? $"did you mean \"{near}\"?" : $"remove it; known members: {string.Join(", ", members.Keys)}";
            bag.Error("ND0017", file, null, $"unknown member {DiagnosticBag.Quote(property.Name)} in {path}", "only members that a card has", fix);
        }

        foreach (string name in members.Values.Where(m => m.IsRequired && !value.TryGetProperty(m.Name, out _)).Select(m => m.Name))
        {
            bag.Error("ND0017", file, null, $"{path} has no \"{name}\"", $"\"{name}\" in {path}", "add it; see docs/data-cards.md");
        }
    }

    private static void CheckItems(JsonElement value, Type item, string path, string file, DiagnosticBag bag)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            bag.Error("ND0017", file, null, $"{path} is {Kind(value)}", "a list in square brackets", "put brackets around it");
            return;
        }

        int index = 0;
        foreach (JsonElement element in value.EnumerateArray().TakeWhile(_ => !bag.IsFlooded))
        {
            Check(element, item, $"{path}[{index++}]", file, bag);
        }
    }

    private static void CheckUnit(JsonElement value, string path, string file, DiagnosticBag bag)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!Unit.TryParse(text, out _))
        {
            string fix = Nearest.To(text, UnitAtom.All.Keys) is { } near ? $"did you mean \"{near}\"?" : $"known: {string.Join(", ", UnitAtom.All.Keys.Order())}; \"1\" for a plain number";
            bag.Error("ND0008", file, null, $"unit {DiagnosticBag.Quote(text)} in {path}", "units written like people/day, 1/week, mg or cm3", fix);
        }
    }

    private static void CheckWord(JsonElement value, Type type, string path, string file, DiagnosticBag bag)
    {
        string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!words.Contains(text))
        {
            bag.Error("ND0017", file, null, $"{DiagnosticBag.Quote(text)} in {path}", $"one of {string.Join(", ", words)}", Nearest.To(text, words) is { } near ? $"did you mean \"{near}\"?" : "choose one of these words");
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => $"the text {DiagnosticBag.Quote(value.GetString()!)}",
        _ => DiagnosticBag.Quote(value.GetRawText()),
    };
}
