using System.Text;
using System.Text.Json.Nodes;

namespace NimmGen.Data.Tests;

/// <summary>A data set in a temporary folder: correct as made, then spoiled by a test.</summary>
internal sealed class Folder : IDisposable
{
    public const string Csv = """
        place,date,cases,searches,closed
        north,2021-01-01,3,0.5,0
        north,2021-01-02,5,0.6,0
        north,2021-01-03,4,0.4,1
        south,2021-01-01,0,0.1,0
        south,2021-01-02,2,0.2,0
        south,2021-01-03,1,0.3,1

        """;

    public const string People = "place,people\nnorth,1000\nsouth,2000\n";

    public Folder()
    {
        Card = JsonNode.Parse(
            """
            {
              "name": "two-towns", "title": "Two towns", "citation": "made up", "licence": "none", "step": "day",
              "data": { "path": "cases.csv" },
              "location": { "column": "place" },
              "time": { "column": "date", "format": "date" },
              "missing": ["NA"],
              "channels": [
                { "name": "cases", "column": "cases", "unit": "people", "kind": "new", "role": "target", "aggregate": "sum" },
                { "name": "searches", "column": "searches", "unit": "1", "kind": "covariate", "role": "covariate" },
                { "name": "closed", "column": "closed", "unit": "1", "kind": "action", "role": "action", "knownAhead": true }
              ],
              "constants": [
                { "name": "population", "unit": "people", "source": "made up", "file": { "path": "people.csv" }, "column": "people", "locationColumn": "place" }
              ],
              "windows": { "horizon": 1, "testOrigins": [2] }
            }
            """)!;
        Write("cases.csv", Csv);
        Write("people.csv", People);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("nimmgen-data-").FullName;

    /// <summary>The card as it will be written; change it before <see cref="Read"/>.</summary>
    public JsonNode Card { get; }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Root, file), text);

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(Root, file), bytes);

    public ReadResult Read(ReadLimits? limits = null)
    {
        if (!File.Exists(Path.Combine(Root, "card.json")))
        {
            File.WriteAllText(Path.Combine(Root, "card.json"), Card.ToJsonString(), Encoding.UTF8);
        }

        return PanelReader.ReadFolder(Root, limits);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
