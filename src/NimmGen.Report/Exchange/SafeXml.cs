using System.Xml;
using System.Xml.Linq;

namespace NimmGen.Report.Exchange;

/// <summary>XML that strangers wrote: no document type, no entities of its own, no resource fetched, bounded in size and depth.</summary>
internal static class SafeXml
{
    /// <summary>Characters of a document.</summary>
    public const int LongestDocument = 8 << 20;

    private const int Deepest = 200;

    /// <summary>The document with line numbers; an <see cref="XmlException"/> says what is wrong and where.</summary>
    public static XDocument Parse(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LongestDocument,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        // The depth is known only when it is reached: once through before a tree is built.
        using (var depth = XmlReader.Create(new StringReader(text), settings))
        {
            while (depth.Read())
            {
                if (depth.Depth > Deepest)
                {
                    throw new XmlException($"elements are nested more than {Deepest} deep", null, (depth as IXmlLineInfo)?.LineNumber ?? 0, 0);
                }
            }
        }

        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XDocument.Load(reader, LoadOptions.SetLineInfo);
    }
}
