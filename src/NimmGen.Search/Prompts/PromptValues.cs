namespace NimmGen.Search;

/// <summary>What fills a template: texts, and lists of more such values.</summary>
internal sealed class PromptValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public static PromptValues Empty { get; } = new();

    public string this[string name]
    {
        set => _values[name] = value;
    }

    public PromptValues List(string name, IEnumerable<PromptValues> entries)
    {
        _values[name] = entries.ToArray();
        return this;
    }

    public object? Find(string name) => _values.GetValueOrDefault(name);
}
