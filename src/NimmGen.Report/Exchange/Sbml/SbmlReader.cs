using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>
/// Mechanisms from SBML Level 3 core: what <see cref="SbmlWriter"/> writes, and files of others that keep to those constructs. Groups and
/// stages stay written out. What has no counterpart is an NG9103 that names the element and its line.
/// </summary>
public static class SbmlReader
{
    private const int MostElements = 100_000;

    private static readonly string[] Lists =
        ["notes", "annotation", "listOfUnitDefinitions", "listOfCompartments", "listOfSpecies", "listOfParameters", "listOfInitialAssignments", "listOfRules", "listOfReactions"];

    private static readonly string[] Naming = ["id", "variable", "symbol"];

    /// <summary>Reads a document of at most eight million characters; it is never validated against anything that it names.</summary>
    /// <param name="text">The document.</param>
    /// <param name="fileName">As it should stand in diagnostics.</param>
    public static Imported Read(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        XElement? model;
        try
        {
            XElement root = SafeXml.Parse(text).Root!;
            if (root.Name.LocalName != "sbml" || (string?)root.Attribute("level") != "3" || !root.Name.NamespaceName.Contains("/sbml/level3/", StringComparison.Ordinal))
            {
                return Refused(fileName, root, "NG9104", "the root is not an sbml element of Level 3", "convert older levels with libSBML first");
            }

            if (root.Attributes().FirstOrDefault(a => a.Name.LocalName == "required" && (string)a == "true") is not null)
            {
                return Refused(fileName, root, "NG9103", "the document needs a package beyond SBML core", "export it without packages");
            }

            model = root.Element(root.Name.Namespace + "model");
            if (model is null || model.Descendants().Take(MostElements + 1).Count() > MostElements)
            {
                return Refused(fileName, root, "NG9104", model is null ? "the document has no model" : $"the model has more than {MostElements} elements", "give a document with one model of moderate size");
            }
        }
        catch (XmlException e)
        {
            return new(null, [new("NG9104", Severity.Error, new(fileName, e.LineNumber), "not a readable XML document: " + e.Message, Fix: "give a well-formed SBML Level 3 document without a document type")]);
        }

        var found = new List<Diagnostic>();
        foreach (XElement other in model.Elements().Where(e => !Lists.Contains(e.Name.LocalName)))
        {
            found.Add(Unread(fileName, other, $"{other.Name.LocalName} has no counterpart in the language"));
        }

        try
        {
            return found.Count > 0 ? new(null, [.. found]) : new(new SbmlReading(model, fileName).Model(), []);
        }
        catch (UnreadableSbmlException e)
        {
            return new(null, [Unread(fileName, e.Element, e.Message)]);
        }
    }

    private static Imported Refused(string file, XElement element, string code, string message, string fix) =>
        new(null, [new(code, Severity.Error, new(file, ((IXmlLineInfo)element).LineNumber), message, Fix: fix)]);

    private static Diagnostic Unread(string file, XElement element, string message)
    {
        string? id = element.AncestorsAndSelf().SelectMany(e => Naming.Select(a => (string?)e.Attribute(a))).FirstOrDefault(a => a is not null);
        return new("NG9103", Severity.Error, new(file, ((IXmlLineInfo)element).LineNumber), $"{message} (element {element.Name.LocalName}{(id is null ? "" : $" of '{id}'")})",
            Fix: "write that part in the language by hand, or take it out of the file");
    }
}
