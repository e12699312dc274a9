namespace NimmGen.LanguageModels;

internal static class SpecificationParser
{
    public static SpecificationResult Parse(string text) => throw new NotSupportedException(text);
}
